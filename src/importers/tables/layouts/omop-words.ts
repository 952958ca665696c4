/** Words that the sheets of OHDSI's tools share. */

/** OMOP's own concept ids are codes of their own; they are never codes of the vocabulary that a concept comes from. */
export const OMOP_CONCEPTS = "https://fhir-terminology.ohdsi.org";

export const isYes = (text: string): boolean => /^(true|t|yes|y|1)$/i.test(text);

/** `D` deleted, `U` updated: not in use any more. */
export const isInvalid = (reason: string): boolean => /^[du]$/i.test(reason);
