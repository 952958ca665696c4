/** Messages about translations of an ontology (Babelon). */
import { error, type Issue, note, quote } from "./issue.ts";

export const untranslatable = (id: string): Issue =>
  error("untranslatable", "code-invalid", `subject_id ${quote(id)} is no CURIE (PREFIX:code)`);

export const otherLanguage = (language: string): Issue =>
  error(
    "other-language",
    "value",
    `translation_language ${quote(language)} is no language tag, as in de or pt-BR`,
  );

export const notTranslated = (what: string): string => `translations: ${what}`;

export const notConfirmed = (count: number): Issue =>
  note(
    "not-confirmed",
    `${count.toLocaleString("en")} translations are not OFFICIAL: nobody has confirmed them. Each name keeps its status and translator`,
  );
