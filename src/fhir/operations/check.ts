/** Checks an operation's input against its schema, and says what is wrong in terms of its parameters. */
import { createHash } from "node:crypto";
import type { DefinedError, ValidateFunction } from "ajv";
import { type Issue, TerminologyError } from "../../terminology/issues/issue.ts";
import {
  invalidParameter,
  refusedParameter,
  requiredParameter,
} from "../../terminology/issues/parameters.ts";
import { isNode } from "../../terminology/util/json-object.ts";
import { onceFor } from "../../terminology/util/once-for.ts";
import { stepsOf } from "../json-pointer.ts";
import type { OperationData, ParameterDefinition } from "./definition.ts";
import { oneGiven } from "./one-given.ts";
import { type ReadInput, valueKey } from "./parameters.ts";
import { inputSchema, type Schema } from "./schema.ts";

/** @throws TerminologyError required, value, invalid: names the parameter that is missing, wrong or one too many. */
export type InputCheck = (input: ReadInput, level: "system" | "type" | "instance") => void;

/** The check of one operation; loaded at its first use. */
export const inputCheck = onceFor(async (data: OperationData): Promise<InputCheck> => {
  const validate = await validator(data);
  const refused = data.parameters.filter((p) => p.refused !== undefined);
  const { atMostOne = [], exclusive = [] } = data;
  return (input, level) => {
    if (!validate(input)) throw new TerminologyError(issueOf(data, input, validate.errors as DefinedError[]));
    for (const definition of refused) checkRefused(definition, input, level);
    for (const group of atMostOne) oneGiven(input, group);
    if (level === "instance") return;
    for (const group of exclusive) checkExclusive(data, input, group);
  };
});

function checkRefused(
  { name, refused, needlessBeside = [] }: ParameterDefinition,
  input: ReadInput,
  level: "system" | "type" | "instance",
): void {
  // `false` asks for nothing.
  if (input[name] === undefined || input[name] === false) return;
  const isNeedless = needlessBeside.some((other) => input[other] !== undefined);
  if (isNeedless || (needlessBeside.length > 0 && level === "instance")) return;
  throw new TerminologyError(refusedParameter(name, refused!));
}

/** Tells whether a compiled check was made from this schema. */
export const schemaHash = (schema: Schema): string =>
  createHash("sha256").update(JSON.stringify(schema)).digest("base64url");

const compiled = new URL("../../../resources/operations/checks/", import.meta.url);

/**
 * Compiling takes longer than all else at the start, so that it was done before (`scripts/compile-checks.ts`).
 * What was compiled from another schema than today's is left aside.
 */
async function validator(data: OperationData): Promise<ValidateFunction> {
  const schema = inputSchema(data);
  try {
    const file = new URL(`${data.file}.js`, compiled);
    const ready = (await import(file.href)) as { schemaHash: string; validate: ValidateFunction };
    if (ready.schemaHash === schemaHash(schema)) return ready.validate;
  } catch {
    // Not compiled: done below.
  }
  const { Ajv } = await import("ajv");
  return new Ajv(AJV_OPTIONS).compile(schema);
}

/** Definitions stay functions of their own, which keeps the compiled code short. */
export const AJV_OPTIONS = { allErrors: false, strict: false, inlineRefs: false };

function checkExclusive(data: OperationData, input: ReadInput, group: readonly string[]): void {
  if (oneGiven(input, group) !== undefined) return;
  const documentation = data.parameters.find((p) => p.name === group[0])?.documentation ?? "";
  throw new TerminologyError(requiredParameter(group.join(" or "), documentation));
}

function issueOf(data: OperationData, input: ReadInput, errors: readonly DefinedError[]): Issue {
  // With anyOf, ajv lists each branch's failure; the parameter and the value are the same in all.
  const { instancePath, keyword, params } = errors[0]!;
  const path = stepsOf(instancePath);
  if (keyword === "required") {
    const missing = [...path, params.missingProperty].join(".");
    return requiredParameter(
      missing,
      find(data.parameters, missing.split("."))?.documentation ?? "it is missing",
    );
  }
  const definition = find(data.parameters, path);
  const value = path.reduce<unknown>((at, name) => (isNode(at) ? at[name] : undefined), input);
  const expected = unquoted(value, definition) ?? expectation(errors, definition);
  return invalidParameter(expression(path), value, expected);
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

/** A number or a boolean where a text belongs: a value without quotes looks like the right one in the message. */
function unquoted(value: unknown, definition: ParameterDefinition | undefined): string | undefined {
  const { type = "string", types } = definition ?? {};
  const isOther = typeof value !== "number" && typeof value !== "boolean";
  if (isOther || !definition || types?.length || !isText(type)) return undefined;
  const what = typeof value === "number" ? "a number" : "true or false";
  return `it is ${what}: send ${valueKey(type)}, a text in quotes`;
}

const isText = (type: string): boolean =>
  /^[a-z]/.test(type) && !["boolean", "integer", "decimal"].includes(type);

function expectation(errors: readonly DefinedError[], definition: ParameterDefinition | undefined): string {
  const { keyword, params } = errors[0]!;
  if (keyword === "maxLength") return `at most ${params.limit} characters`;
  if (keyword === "minLength") return "it is empty";
  if (keyword === "pattern") return "it holds control characters";
  if (keyword === "minimum") return `the least value is ${params.limit}`;
  if (keyword === "maximum") return `the greatest value is ${params.limit}`;
  const types = [definition?.type, ...(definition?.types ?? [])].filter((t) => t !== undefined);
  return `expected: ${types.join(" or ")}`;
}
