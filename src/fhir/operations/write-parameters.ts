/** An operation's output -> what is answered, driven by the operation's definition. The inverse of `parameters.ts`. */
import type { Property, Quantity } from "../../terminology/model.ts";
import { around, type ListElement, markedItem, type Notation } from "../../terminology/resources/notation.ts";
import { valueX } from "../../terminology/resources/property.ts";
import { isList } from "../../terminology/util/json-object.ts";
import { onceFor } from "../../terminology/util/once-for.ts";
import type { Version } from "../version.ts";
import { isResourceType, type OperationData, type ParameterDefinition } from "./definition.ts";

/** Parameters.parameter; what stands in it is what the operation gave out under this name. */
interface Node {
  name: string;
  part?: Node[];
  resource?: object;
  [value: `value${string}`]: unknown;
}

/** A value of a parameter that leaves its type open. */
export interface TypedValue {
  type: string;
  value: Property["value"] | Quantity;
}

/**
 * Writes an operation's output in the shape of a FHIR version: a Parameters resource, in the order in which the output
 * names things. What the definition keeps for another version is left out. A single resource called `return` is the
 * answer itself (FHIR R5, Operations, "Response").
 */
export function writeOutput(data: OperationData, output: object, version: Version): object {
  const { output: definitions = [] } = data;
  if (definitions.length === 1 && definitions[0]!.name === "return")
    return version.resourceOut((output as { return: object }).return);
  return { resourceType: "Parameters", parameter: nodesOf(writersOf(definitions, version), output) };
}

/**
 * More values of one name make an output long. Fewer seldom fill a piece, and pieces are waited for: a $lookup with 21 to
 * 100 properties took 64 us of processor time in pieces, and takes 39 at once.
 */
const MANY = 100;
/** Nodes are put together to about this many characters. */
const PIECE = 32_768;

const PARAMETER: ListElement = { name: "parameter", type: "Parameters.parameter" };

/** Is it a list of Parameters that is better written in pieces? */
export function isLongOutput(output: object): boolean {
  for (const name in output) {
    const value = (output as Record<string, unknown>)[name];
    if (isList(value) && value.length > MANY) return true;
  }
  return false;
}

/** A Parameters resource as `writeOutput` gives it, node by node, so that others may have their turn. */
export async function* outputInPieces(
  { output: definitions = [] }: OperationData,
  output: object,
  version: Version,
  notation: Notation,
): AsyncGenerator<string> {
  const writers = writersOf(definitions, version);
  const marked = notation.resource({ resourceType: "Parameters", parameter: [markedItem()] });
  const [begin, end] = around(marked, notation.item(PARAMETER, markedItem(), 1));
  let text = begin;
  let separator = "";
  for (const one of eachValue(output))
    for (const node of nodesOf(writers, one)) {
      text += separator + notation.item(PARAMETER, node, 1);
      separator = notation.separator;
      if (text.length < PIECE) continue;
      yield text;
      text = "";
    }
  yield text + end;
}

/** The output as a row of outputs with one value each. */
function* eachValue(output: object): Generator<object> {
  const entries: [string, unknown][] = Object.entries(output);
  for (const [name, value] of entries)
    if (isList(value)) for (const one of value) yield { [name]: [one] };
    else yield { [name]: value };
}

/** How a parameter, or a part, is written: one node for a value. */
interface Writer {
  isList: boolean;
  write(value: unknown): Node;
}

/** By name; null: it is for another version. */
type Writers = ReadonlyMap<string, Writer | null>;

/** Made once for each list of definitions: a small answer has hundreds of nodes. */
const writersOf = (definitions: readonly ParameterDefinition[], version: Version): Writers =>
  writersOfVersion(version)(definitions);

const writersOfVersion = onceFor((version: Version) =>
  onceFor(
    (definitions: readonly ParameterDefinition[]): Writers =>
      new Map(
        definitions.map((definition) => [
          definition.name,
          definition.versions?.includes(version.name) === false
            ? null
            : { isList: definition.max === "*", write: writerOf(definition, version) },
        ]),
      ),
  ),
);

function nodesOf(writers: Writers, output: object): Node[] {
  const nodes: Node[] = [];
  for (const name in output) {
    const value = (output as Record<string, unknown>)[name];
    if (value === undefined) continue;
    const writer = writers.get(name);
    if (writer === undefined) throw new Error(`the output '${name}' is not defined`);
    if (writer === null) continue;
    if (!writer.isList) nodes.push(writer.write(value));
    else for (const one of value as unknown[]) nodes.push(writer.write(one));
  }
  return nodes;
}

function writerOf(
  { name, type = "string", types, part }: ParameterDefinition,
  version: Version,
): Writer["write"] {
  if (part) {
    const writers = writersOf(part, version);
    return (value) => ({ name, part: nodesOf(writers, value as object) });
  }
  if (types) {
    return (typed) => {
      const { type, value } = typed as TypedValue;
      return nodeOf(name, type, value);
    };
  }
  // Data types are the same in R4 and R5, resources are not.
  if (isResourceType(type)) return (value) => ({ name, resource: version.resourceOut(value as object) });
  return (value) => nodeOf(name, type, value);
}

/** The usual types are spelled out: a key that is made at run time is slow to set. */
function nodeOf(name: string, type: string, value: unknown): Node {
  switch (type) {
    case "string":
      return { name, valueString: value };
    case "code":
      return { name, valueCode: value };
    case "boolean":
      return { name, valueBoolean: value };
    case "uri":
      return { name, valueUri: value };
    case "canonical":
      return { name, valueCanonical: value };
    case "Coding":
      return { name, valueCoding: value };
    case "CodeableConcept":
      return { name, valueCodeableConcept: value };
    default:
      return { name, ...valueX(type, value) };
  }
}
