/** JSON text -> object, with the place of a mistake. */
import { malformedBody, TerminologyError } from "../terminology/issues/issue.ts";

/** @throws TerminologyError structure: where the text stops being JSON, or that it is no object. */
export function parseJson(text: string): object {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    throw new TerminologyError(malformedBody("JSON", where(text, (error as Error).message)));
  }
  if (typeof value !== "object" || value === null || Array.isArray(value)) {
    throw new TerminologyError(malformedBody("JSON", "it is not an object"));
  }
  return value;
}

function where(text: string, message: string): string {
  const position = /position (\d+)/.exec(message)?.[1];
  if (position === undefined) return "it ends too early";
  const before = text.slice(0, Number(position)).split("\n");
  return `unexpected text at line ${before.length}, column ${before.at(-1)!.length + 1}`;
}
