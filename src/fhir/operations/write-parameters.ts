/** An operation's output -> what is answered, driven by the operation's definition. The inverse of `parameters.ts`. */
import type * as r5 from "fhir/r5";
import type { FhirVersion } from "../version.ts";
import type { Property } from "../../terminology/model.ts";
import { valueX } from "../../terminology/resources/property.ts";
import {
  indexByName,
  isResourceType,
  type ByName,
  type OperationData,
  type ParameterDefinition,
} from "./definition.ts";

type Node = r5.ParametersParameter;

/** A value of a parameter that leaves its type open. */
export interface TypedValue {
  type: string;
  value: Property["value"];
}

/**
 * Writes an operation's output, R5-shaped: a Parameters resource, in the order in which the output names things. What
 * the definition keeps for another version is left out. A single resource called `return` is the answer itself
 * (FHIR R5, Operations, "Response").
 */
export function writeOutput(data: OperationData, output: object, version: FhirVersion): object {
  const definitions = data.output ?? [];
  if (definitions.length === 1 && definitions[0]!.name === "return")
    return (output as { return: object }).return;
  return { resourceType: "Parameters", parameter: nodesOf(indexByName(definitions), output, version) };
}

function nodesOf(definitions: ByName, output: object, version: FhirVersion): Node[] {
  const nodes: Node[] = [];
  for (const name in output) {
    const value = (output as Record<string, unknown>)[name];
    if (value === undefined) continue;
    const definition = definitions.get(name);
    if (!definition) throw new Error(`the output '${name}' is not defined`);
    if (definition.versions && !definition.versions.includes(version)) continue;
    if (definition.max !== "*") nodes.push(nodeOf(definition, value, version));
    else for (const one of value as unknown[]) nodes.push(nodeOf(definition, one, version));
  }
  return nodes;
}

function nodeOf(definition: ParameterDefinition, value: unknown, version: FhirVersion): Node {
  const { name, type = "string", types, part } = definition;
  if (part) return { name, part: nodesOf(indexByName(part), value as object, version) };
  if (types) return { name, ...typed(value as TypedValue) };
  if (isResourceType(type)) return { name, resource: value as r5.FhirResource };
  return { name, ...valueX(type, value) };
}

const typed = ({ type, value }: TypedValue): object => valueX(type, value);
