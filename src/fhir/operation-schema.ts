/** The JSON Schema of an operation's input, made from its definition, and its errors as issues about parameters. */
import type { ErrorObject, ValidateFunction } from "ajv";
import { Ajv } from "ajv";
import {
  exclusiveParameters,
  invalidParameter,
  requiredParameter,
  TerminologyError,
  type Issue,
} from "../terminology/issues.ts";
import type { OperationData, ParameterDefinition } from "./operation-definition.ts";
import type { Input } from "./parameters.ts";

/** Longest text accepted as one value: far above any real code, name or URL. */
const MAX_TEXT = 8_192;
const NO_CONTROL_CHARACTERS = "^[^\\u0000-\\u0008\\u000b\\u000c\\u000e-\\u001f\\u007f]+$";

type Schema = Record<string, unknown>;

const TEXT: Schema = { type: "string", minLength: 1, maxLength: MAX_TEXT, pattern: NO_CONTROL_CHARACTERS };
const CODING: Schema = {
  type: "object",
  properties: {
    system: TEXT,
    version: TEXT,
    code: TEXT,
    display: { type: "string", maxLength: MAX_TEXT },
    userSelected: { type: "boolean" },
  },
};
const TYPES: Record<string, Schema> = {
  boolean: { type: "boolean" },
  integer: { type: "integer", maximum: 2_147_483_647 },
  decimal: { type: "number" },
  Coding: CODING,
  CodeableConcept: {
    type: "object",
    properties: {
      coding: { type: "array", items: CODING, maxItems: 1_000 },
      text: { type: "string", maxLength: MAX_TEXT },
    },
  },
};

const ajv = new Ajv({ allErrors: false, strict: false, verbose: true });

/** The schema that `input` must fit; served at `/schemas` and used below. */
export function inputSchema(data: OperationData): Schema {
  return {
    $schema: "http://json-schema.org/draft-07/schema#",
    title: `Input of $${data.name}`,
    ...objectSchema(data.parameters),
  };
}

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
  const known = TYPES[type];
  if (known) return min === undefined ? known : { ...known, minimum: min };
  if (/^[a-z]/.test(type)) return TEXT;
  const resourceType = type === "Resource" ? { type: "string" } : { const: type };
  return { type: "object", required: ["resourceType"], properties: { resourceType } };
}

/** Compiles the check of one operation, at its first use. */
export function inputCheck(
  data: OperationData,
): (input: Input, level: "system" | "type" | "instance") => void {
  let validate: ValidateFunction | undefined;
  return (input, level) => {
    validate ??= ajv.compile(inputSchema(data));
    if (!validate(input)) throw new TerminologyError(issueOf(data, validate.errors!));
    if (level === "instance") return;
    for (const group of data.exclusive ?? []) checkExclusive(data, input, group);
  };
}

function checkExclusive(data: OperationData, input: Input, group: readonly string[]): void {
  const given = group.filter((name) => input[name] !== undefined);
  if (given.length === 1) return;
  if (given.length > 1) throw new TerminologyError(exclusiveParameters(given));
  const documentation = data.parameters.find((p) => p.name === group[0])?.documentation ?? "";
  throw new TerminologyError(requiredParameter(group.join(" or "), documentation));
}

function issueOf(data: OperationData, errors: readonly ErrorObject[]): Issue {
  // With anyOf, ajv lists each branch's failure; the parameter and the value are the same in all.
  const { instancePath, keyword, params, data: value } = errors[0]!;
  const path = instancePath
    .split("/")
    .slice(1)
    .map((p) => p.replaceAll("~1", "/").replaceAll("~0", "~"));
  if (keyword === "required") {
    const missing = [...path, (params as { missingProperty: string }).missingProperty].join(".");
    return requiredParameter(
      missing,
      find(data.parameters, missing.split("."))?.documentation ?? "it is missing",
    );
  }
  const definition = find(data.parameters, path);
  return invalidParameter(expression(path), value, expectation(errors, definition));
}

function find(
  parameters: readonly ParameterDefinition[],
  path: readonly string[],
): ParameterDefinition | undefined {
  const names = path.filter((p) => !/^\d+$/.test(p));
  const first = parameters.find((p) => p.name === names[0]);
  return names.length > 1 && first?.part ? find(first.part, names.slice(1)) : first;
}

const expression = (path: readonly string[]): string =>
  path.reduce(
    (text, part) => (/^\d+$/.test(part) ? `${text}[${part}]` : text ? `${text}.${part}` : part),
    "",
  );

function expectation(errors: readonly ErrorObject[], definition: ParameterDefinition | undefined): string {
  const { keyword, params } = errors[0]!;
  if (keyword === "maxLength") return `at most ${(params as { limit: number }).limit} characters`;
  if (keyword === "minLength") return "it is empty";
  if (keyword === "pattern") return "it holds control characters";
  if (keyword === "minimum") return `the least value is ${(params as { limit: number }).limit}`;
  if (keyword === "maximum") return `the greatest value is ${(params as { limit: number }).limit}`;
  const types = [definition?.type, ...(definition?.types ?? [])].filter((t) => t !== undefined);
  return `expected: ${types.join(" or ")}`;
}
