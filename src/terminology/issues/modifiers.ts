/** Messages about what is modified in a way that nobody here knows. */
import type { Coding, ConceptMap } from "../model.ts";
import type { Modifier } from "../resources/as-written.ts";
import { error, type Issue, quote } from "./issue.ts";
import { mapName } from "./translation-words.ts";

const modified = (what: string, { path, url }: Modifier, says: string): Issue =>
  error(
    "unknown-modifier-extension",
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

export const modifiedConcept = (code: string, system: string, modifier: Modifier): Issue =>
  modified(`concept ${quote(code)} of the code system ${quote(system)}`, modifier, "it means");

export const modifiedConceptMap = (conceptMap: ConceptMap, modifier: Modifier): Issue =>
  modified(`concept map ${mapName(conceptMap)}`, modifier, "it says");

export const modifiedMapping = ({ code }: Coding, conceptMap: ConceptMap, modifier: Modifier): Issue =>
  modified(`mapping of ${quote(code)} in the concept map ${mapName(conceptMap)}`, modifier, "it says");

/** Beside the answers of other maps. */
export const leftOut = (issue: Issue): Issue => ({
  ...issue,
  severity: "warning",
  text: `${issue.text}; it is left out`,
});
