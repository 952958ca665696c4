/** Messages about what is modified in a way that nobody here knows. */
import type { Modifier } from "../resources/modifiers.ts";
import { error, quote, type Issue } from "./issue.ts";

const modified = (what: string, { path, url }: Modifier, says: string): Issue =>
  error(
    "unknown-modifier",
    "invalid",
    `The ${what} is modified by ${quote(url)}, which is not understood here and may change what ${says}`,
    { expression: [path] },
  );

export const modifiedValueSet = (name: string, modifier: Modifier): Issue => ({
  ...modified(`value set ${quote(name)}`, modifier, "its codes are"),
  txType: "vs-invalid",
});

export const modifiedCodeSystem = (name: string, modifier: Modifier): Issue =>
  modified(`code system ${quote(name)}`, modifier, "its codes mean");
