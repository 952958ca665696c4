/** The JSON Schema of an operation's input, made from its definition. */
import { own } from "../../terminology/util/own.ts";
import type { OperationData, ParameterDefinition } from "./definition.ts";

/** Longest text accepted as one value: far above any real code, name or URL. */
const MAX_TEXT = 8_192;
const NO_CONTROL_CHARACTERS = "^[^\\u0000-\\u0008\\u000b\\u000c\\u000e-\\u001f\\u007f]+$";

export type Schema = Record<string, unknown>;

const ref = (name: string): Schema => ({ $ref: `#/definitions/${name}` });

const DEFINITIONS: Record<string, Schema> = {
  text: { type: "string", minLength: 1, maxLength: MAX_TEXT, pattern: NO_CONTROL_CHARACTERS },
  /** What people read: it may be empty. */
  words: { type: "string", maxLength: MAX_TEXT, pattern: NO_CONTROL_CHARACTERS.replace("+$", "*$") },
  Coding: {
    type: "object",
    properties: {
      system: ref("text"),
      version: ref("text"),
      code: ref("text"),
      display: ref("words"),
      userSelected: { type: "boolean" },
    },
  },
  CodeableConcept: {
    type: "object",
    properties: {
      coding: { type: "array", items: ref("Coding"), maxItems: 1_000 },
      text: ref("words"),
    },
  },
  Quantity: {
    type: "object",
    properties: {
      value: { type: "number" },
      comparator: ref("text"),
      unit: ref("text"),
      system: ref("text"),
      code: ref("text"),
    },
  },
};
const TYPES: Record<string, Schema> = {
  boolean: { type: "boolean" },
  integer: { type: "integer", maximum: 2_147_483_647 },
  decimal: { type: "number" },
  Coding: ref("Coding"),
  CodeableConcept: ref("CodeableConcept"),
  Quantity: ref("Quantity"),
};

/** The schema that an operation's input must fit; served at `/schemas`, and compiled to what checks requests. */
export const inputSchema = ({ name, parameters }: OperationData): Schema =>
  documentSchema(`Input of $${name}`, parameters);

/** The schema of what an operation answers, its parameters by name; undefined: it answers with a resource of another type. */
export const outputSchema = ({ name, output }: OperationData): Schema | undefined =>
  output && documentSchema(`Output of $${name}`, output);

const documentSchema = (title: string, parameters: readonly ParameterDefinition[]): Schema => ({
  $schema: "http://json-schema.org/draft-07/schema#",
  title,
  ...objectSchema(parameters),
  definitions: DEFINITIONS,
});

function objectSchema(parameters: readonly ParameterDefinition[]): Schema {
  const required = parameters.filter((p) => p.required).map((p) => p.name);
  return {
    type: "object",
    properties: Object.fromEntries(parameters.map((p) => [p.name, parameterSchema(p)])),
    ...(required.length > 0 ? { required } : {}),
  };
}

function parameterSchema(parameter: ParameterDefinition): Schema {
  const one = parameter.part ? objectSchema(parameter.part) : valueSchema(parameter);
  return parameter.max === "*" ? { type: "array", items: one } : one;
}

function valueSchema({ type = "string", types = [], min }: ParameterDefinition): Schema {
  const schemas = [type, ...types].map((t) => typeSchema(t, min));
  return schemas.length === 1 ? schemas[0]! : { anyOf: schemas };
}

function typeSchema(type: string, min: number | undefined): Schema {
  const known = own(TYPES, type);
  if (known) return min === undefined ? known : { ...known, minimum: min };
  if (/^[a-z]/.test(type)) return ref("text");
  const resourceType = type === "Resource" ? { type: "string" } : { const: type };
  return { type: "object", required: ["resourceType"], properties: { resourceType } };
}
