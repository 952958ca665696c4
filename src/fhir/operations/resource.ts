/** An operation's data as an OperationDefinition, R5-shaped: what is served at OperationDefinition/[id]. */
import type * as r5 from "fhir/r5";
import { canonicalOf, type OperationData, operationId, type ParameterDefinition } from "./definition.ts";

interface Publisher {
  name: string;
  version: string;
  releaseDate: string;
  canonical: string;
}

/** The operation with every parameter that it takes in any FHIR version; `base` is the published definition it implements. */
export function operationDefinition(data: OperationData, by: Publisher): r5.OperationDefinition {
  const id = operationId(data);
  const base = canonicalOf(data);
  const url = `${by.canonical}/OperationDefinition/${id}`;
  return {
    resourceType: "OperationDefinition",
    id,
    url,
    version: by.version,
    name: pascalCase(id),
    title: data.title,
    status: "active",
    kind: "operation",
    experimental: false,
    date: by.releaseDate,
    publisher: by.name,
    description: data.description,
    affectsState: false,
    code: data.name,
    ...(base === url ? {} : { base }),
    // The published types leave out R5's own resource types here.
    ...(data.resource ? { resource: [data.resource as never] } : {}),
    system: data.levels.includes("system"),
    type: data.levels.includes("type"),
    instance: data.levels.includes("instance"),
    parameter: [
      ...data.parameters.map((p) => parameterNode(p, "in")),
      ...(data.output ?? []).map((p) => parameterNode(p, "out")),
    ],
  };
}

function parameterNode(
  { name, type, types, max = "1", required, versions, part, documentation }: ParameterDefinition,
  use: "in" | "out",
): r5.OperationDefinitionParameter {
  const origin = versions?.length === 1 ? ` (defined by FHIR ${versions[0]!.toUpperCase()})` : "";
  return {
    name,
    use,
    min: required ? 1 : 0,
    max,
    documentation: `${documentation}${origin}`,
    ...(part
      ? { part: part.map((p) => parameterNode(p, use)) }
      : types?.length
        ? { type: "Element", allowedType: [type ?? "string", ...types] }
        : { type: type ?? "string" }),
  } as r5.OperationDefinitionParameter;
}

const pascalCase = (id: string): string =>
  id.replace(/(^|[^A-Za-z0-9]+)([A-Za-z0-9])/g, (_match, _gap, letter: string) => letter.toUpperCase());
