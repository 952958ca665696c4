/** Messages about OMOP's vocabulary tables. */
import { error, type Issue, quote } from "./issue.ts";

export const twoTables = (name: string, other: string): Issue =>
  error(
    "two-tables",
    "duplicate",
    `There is a ${name} already, in ${quote(other)}; import them one after the other`,
  );

export const notConceptSet = (reason: string): Issue =>
  error("not-concept-set", "structure", `It is no concept set as ATLAS exports it: ${reason}`);

export const tableLeftOut = (file: string): string =>
  `tables of OMOP that name no codes of their own (${file})`;

export const unknownVocabulary = (id: string): string =>
  `concepts of the vocabulary ${quote(id)}: no code system is known by this name`;

export const inverseLeftOut = (id: string): string =>
  `relationships ${quote(id)}: the other side says the same`;

export const relationshipLeftOut = (id: string): string => `relationships ${quote(id)}: no translation`;

export const ofUnknownConcepts = (): string =>
  "relationships of concepts that CONCEPT does not hold, or no system is known of";

export const MAPPED_LEFT_OUT = "marks 'Mapped': what is mapped to a concept can't be said in a value set";
