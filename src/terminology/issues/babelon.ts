/** Messages about translations of an ontology (Babelon). */
import { quote, type Issue } from "./issue.ts";

export const untranslatable = (id: string): Issue => ({
  id: "untranslatable",
  severity: "error",
  code: "code-invalid",
  text: `subject_id ${quote(id)} is no CURIE (PREFIX:code)`,
});

export const otherLanguage = (language: string): Issue => ({
  id: "other-language",
  severity: "error",
  code: "value",
  text: `translation_language ${quote(language)} is no language tag, as in de or pt-BR`,
});

export const notTranslated = (what: string): string => `translations: ${what}`;

export const notConfirmed = (count: number): Issue => ({
  id: "not-confirmed",
  severity: "information",
  code: "informational",
  text: `${count.toLocaleString("en")} translations are not OFFICIAL: nobody has confirmed them. Each name keeps its status and translator`,
});
