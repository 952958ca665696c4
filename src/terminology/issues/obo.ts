/** Messages about OBO text and OBO Graph JSON. */
import { error, type Issue, note, quote } from "./issue.ts";

export const badTagLine = (line: string): Issue =>
  error(
    "bad-tag-line",
    "structure",
    `${quote(line)} is no line of OBO text: a tag and its value (name: value) are expected`,
  );

export const openQuote = (value: string): Issue =>
  error("open-quote", "structure", `${quote(value)}: the text in quotes does not end`);

/** @param expected as in "text in quotes" */
export const otherKindOfJson = (expected: string): Issue =>
  error("other-kind-of-json", "structure", `Here an OBO Graph has ${expected}`);

export const noTermId = (): Issue => error("no-term-id", "required", "The [Term] has no id");

export const nodeWithoutId = (label: string): Issue =>
  error("no-term-id", "required", `The node ${quote(label)} has no id`);

/** Of an edge one of `sub`, `pred` and `obj` is missing. */
export const HALF_EDGE = "edges without a beginning, a relation or an end";

export const noTerms = (): Issue => error("no-terms", "required", "There is no term in it");

export const partOfOntology = (missing: number, url: string): Issue =>
  note(
    "part-of-ontology",
    `${missing.toLocaleString("en")} parents are not in the file: it holds a part of ${url}, which is imported as a fragment`,
  );

export const foreignTerms = (prefix: string): string => `terms of other ontologies than ${prefix}`;
export const unknownXref = (prefix: string): string => `cross-references with the unknown prefix '${prefix}'`;
