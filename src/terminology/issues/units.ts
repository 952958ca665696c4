/** Messages about units of measure. */
import { type Issue, quote } from "./issue.ts";

/** `reason` is what the reader of units says. */
export const unitNotRead = (code: string, reason: string): Issue => ({
  severity: "information",
  code: "code-invalid",
  txType: "invalid-code",
  text: `Error processing unit ${quote(code)}: ${reason}`,
});

/** `character` counts from 1. */
export const unitUnknown = (unit: string, character: number): string =>
  `The unit ${quote(unit)} is unknown at character ${character}`;

export const unitTakesNoPrefix = (unit: string): string =>
  `${quote(unit)} takes no prefix, for it is not metric`;

export const unitDecimal = (): string =>
  "A unit has no decimal numbers: a point between two numbers multiplies them";

/** `form` undefined: the unit is arbitrary, and has none. */
export const otherBaseUnits = (code: string, form: string | undefined, required: readonly string[]): string =>
  `Code ${code} has ${form === undefined ? "no canonical form" : `canonical form ${form}`}, not ${required.join(" or ")} as required`;
