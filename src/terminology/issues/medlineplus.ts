/** Messages about MedlinePlus Genetics' pages and files. */
import { error, type Issue, note, quote, warning } from "./issue.ts";

export const pageWithoutTitle = (): Issue =>
  error("page-without-title", "required", "The page has no heading, which would be the condition's name");
export const conditionWithoutName = (): Issue =>
  error("condition-without-name", "required", "The condition has no name");
export const conditionTwice = (slug: string, file: string): Issue =>
  error(
    "condition-twice",
    "duplicate",
    `The condition ${quote(slug)} comes for the second time; the first is in ${quote(file)}`,
  );
export const otherSection = (title: string): Issue =>
  note("other-section", `The section ${quote(title)} is not one that is imported: left out`);
export const otherDatabase = (db: string): string => `codes of ${db}: not a catalogue that is known`;
export const geneUnknown = (symbol: string): Issue =>
  note(
    "gene-unknown",
    `The HGNC code of the gene ${quote(symbol)} is not in the store: the gene is kept by its symbol, and in no map. Import HGNC's genes first to have it`,
  );
export const curationForNone = (name: string): Issue =>
  note("curation-for-none", `The curation file speaks of ${quote(name)}, which no imported condition lists`);
export const unknownInheritance = (code: string, memo: string): Issue =>
  warning(
    "unknown-inheritance",
    `The inheritance code ${quote(code)}${memo === "" ? "" : ` (${quote(memo)})`} is not one that is known of MedlinePlus Genetics: kept as it stands`,
  );
