/** What the messages of $validate-code are made of. HL7's validator knows them by their ids. */
import { printCanonical } from "../canonical.ts";
import type { Coding, ValueSet } from "../model.ts";
import { asSent, type Issue } from "./issue.ts";

/** Where in the request: FHIRPath expressions; undefined: nowhere in particular. */
export type Where = string[] | undefined;

/** An issue about what stands at `where`. */
export const issueAt = (where: Where, issue: Issue): Issue =>
  where ? { ...issue, expression: where } : issue;

/** A code system that was sent along may have no url. */
export const systemShown = (url: string): string => asSent(url) || "(unidentified)";

/** `url|version`, or what FHIR calls a value set that has neither. */
export const valueSetShown = (valueSet: ValueSet): string =>
  asSent(printCanonical(valueSet)) || "(unidentified)";

/** `system|version#code ('display')`, as far as it was given. */
export function printCoding({ system, version, code, display }: Coding): string {
  const shown = display === undefined ? "" : ` ('${asSent(display)}')`;
  const named = printCanonical({ url: system, version: system ? version : undefined });
  return `${asSent(named)}#${asSent(code ?? "")}${shown}`;
}
