/** JSON text -> object, with the place of a mistake. */
import { malformedBody, nameTwice } from "../terminology/issues/http.ts";
import { TerminologyError } from "../terminology/issues/issue.ts";
import type { Awaitable } from "../terminology/util/awaitable.ts";
import { atOnce, inTurns, yieldToOthers } from "../terminology/util/in-turns.ts";
import { isObject } from "../terminology/util/json-object.ts";
import { faultIn } from "./json-fault.ts";
import { parsedInSteps } from "./json-in-steps.ts";
import { mayRepeatName, namesIn, repeatedName } from "./json-names.ts";

/** Characters: a text of no more is parsed at once, in 2 to 4 ms. */
const LONG = 500_000;

/**
 * The same whether it is parsed at once or, where it is long, in steps between which others have their turn.
 * @throws TerminologyError structure: where the text stops being JSON, or a name comes again in the same object; or that
 *   the text is no object.
 */
export function parseJson(text: string): Awaitable<object> {
  return parsed(text, asObject);
}

/** The same of a list. */
export function parseJsonList(text: string): Awaitable<unknown[]> {
  return parsed(text, asList);
}

type Shape<T> = (value: unknown) => T;

function parsed<T>(text: string, shape: Shape<T>): Awaitable<T> {
  return text.length > LONG ? parseLong(text, shape) : parseAtOnce(text, shape);
}

function parseAtOnce<T>(text: string, shape: Shape<T>): T {
  try {
    const value: unknown = JSON.parse(text);
    if (mayRepeatName(text, value)) checkNames(text, atOnce(repeatedName(text)));
    return shape(value);
  } catch (error) {
    throw error instanceof SyntaxError ? notJson(text, atOnce(faultIn(text))) : error;
  }
}

async function parseLong<T>(text: string, shape: Shape<T>): Promise<T> {
  // To receive and decode it took some milliseconds.
  await yieldToOthers();
  try {
    const { value, names } = await inTurns(parsedInSteps(text));
    if (names !== (await inTurns(namesIn(value)))) checkNames(text, await inTurns(repeatedName(text)));
    return shape(value);
  } catch (error) {
    throw error instanceof SyntaxError ? notJson(text, await inTurns(faultIn(text))) : error;
  }
}

function checkNames(text: string, repeated: { name: string; at: number } | undefined): void {
  if (repeated) throw new TerminologyError(nameTwice(repeated.name, place(text, repeated.at)));
}

function asObject(value: unknown): object {
  if (!isObject(value)) throw new TerminologyError(malformedBody("it is not an object"));
  return value;
}

function asList(value: unknown): unknown[] {
  if (!Array.isArray(value)) throw new TerminologyError(malformedBody("it is not a list"));
  return value;
}

function notJson(text: string, fault: number): TerminologyError {
  return new TerminologyError(malformedBody(where(text, fault)));
}

const where = (text: string, fault: number): string =>
  fault >= text.length ? "it ends too early" : `unexpected text at ${place(text, fault)}`;

function place(text: string, offset: number): string {
  let line = 1;
  let start = 0;
  for (let end = text.indexOf("\n"); end >= 0 && end < offset; end = text.indexOf("\n", start)) {
    line++;
    start = end + 1;
  }
  return `line ${line}, column ${offset - start + 1}`;
}
