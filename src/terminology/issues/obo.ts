/** Messages about OBO text and OBO Graph JSON. */
import { quote, type Issue, type IssueCode } from "./issue.ts";

const error = (code: IssueCode, text: string): Issue => ({ severity: "error", code, text });
const note = (text: string): Issue => ({ severity: "information", code: "informational", text });

export const badTagLine = (line: string): Issue =>
  error("structure", `${quote(line)} is no line of OBO text: a tag and its value (name: value) are expected`);

export const noTermId = (): Issue => error("required", "The [Term] has no id");

export const noTerms = (): Issue => error("required", "There is no term in it");

export const partOfOntology = (missing: number, url: string): Issue =>
  note(
    `${missing.toLocaleString("en")} parents are not in the file: it holds a part of ${url}, which is imported as a fragment`,
  );

export const foreignTerms = (prefix: string): string => `terms of other ontologies than ${prefix}`;
export const unknownXref = (prefix: string): string => `cross-references with the unknown prefix '${prefix}'`;
