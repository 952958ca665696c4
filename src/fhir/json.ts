/** JSON text -> object, with the place of a mistake. */
import { malformedBody, TerminologyError } from "../terminology/issues/issue.ts";
import type { Awaitable } from "../terminology/util/awaitable.ts";
import { atOnce, breathe, inTurns } from "../terminology/util/in-turns.ts";
import { faultIn } from "./json-fault.ts";
import { parsedInSteps } from "./json-in-steps.ts";

/** Characters: a text of no more is parsed at once, in 2 to 4 ms. */
const LONG = 500_000;

/**
 * The same whether it is parsed at once or, where it is long, in steps between which others have their turn.
 * @throws TerminologyError structure: where the text stops being JSON, or that it is no object.
 */
export function parseJson(text: string): Awaitable<object> {
  return text.length > LONG ? parseLong(text) : parseAtOnce(text);
}

function parseAtOnce(text: string): object {
  try {
    return objectOf(JSON.parse(text));
  } catch (error) {
    throw error instanceof SyntaxError ? notJson(text, atOnce(faultIn(text))) : error;
  }
}

async function parseLong(text: string): Promise<object> {
  // To receive and decode it took some milliseconds.
  await breathe();
  try {
    return objectOf(await inTurns(parsedInSteps(text)));
  } catch (error) {
    throw error instanceof SyntaxError ? notJson(text, await inTurns(faultIn(text))) : error;
  }
}

function objectOf(value: unknown): object {
  if (typeof value !== "object" || value === null || Array.isArray(value)) {
    throw new TerminologyError(malformedBody("JSON", "it is not an object"));
  }
  return value;
}

function notJson(text: string, fault: number): TerminologyError {
  return new TerminologyError(malformedBody("JSON", where(text, fault)));
}

function where(text: string, fault: number): string {
  if (fault >= text.length) return "it ends too early";
  let line = 1;
  let start = 0;
  for (let end = text.indexOf("\n"); end >= 0 && end < fault; end = text.indexOf("\n", start)) {
    line++;
    start = end + 1;
  }
  return `unexpected text at line ${line}, column ${fault - start + 1}`;
}
