/**
 * What a message is made of. The files beside this one hold the messages themselves, each a named function: the one
 * place for wording. Where HL7's terminology ecosystem cases fix a text, that is the text.
 */

export type Severity = "fatal" | "error" | "warning" | "information";

/** FHIR's IssueType codes that we use. */
export type IssueCode =
  | "invalid"
  | "structure"
  | "required"
  | "value"
  | "invariant"
  | "security"
  | "login"
  | "forbidden"
  | "processing"
  | "not-supported"
  | "duplicate"
  | "multiple-matches"
  | "not-found"
  | "deleted"
  | "too-long"
  | "code-invalid"
  | "extension"
  | "too-costly"
  | "business-rule"
  | "conflict"
  | "exception"
  | "informational"
  | "timeout"
  | "no-store"
  | "transient";

/** http://hl7.org/fhir/tools/CodeSystem/tx-issue-type */
type TxIssueType =
  | "not-found"
  | "not-in-vs"
  | "this-code-not-in-vs"
  | "invalid-code"
  | "invalid-data"
  | "invalid-display"
  | "display-comment"
  | "code-comment"
  | "code-rule"
  | "cannot-infer"
  | "vs-invalid"
  | "status-check"
  | "version-error"
  | "processing-note"
  | "uncertain";

/** https://w3id.org/ossicle/CodeSystem/answer-issue: what a program should know of a translation. */
export type AnswerIssue =
  | "marked-name"
  | "name-not-exact"
  | "display-contradicts"
  | "text-contradicts"
  | "maps-disagree"
  | "codings-disagree"
  | "several-sources"
  | "condition-open"
  | "condition-contradicted"
  | "other-version"
  | "system-unknown"
  | "system-without-map"
  | "supplement-needed"
  | "licence-needed"
  | "code-unknown";

/** OperationOutcome.issue, before it has a FHIR shape. */
export interface Issue {
  /** Of the message, where HL7 has none for it: the page that explains it has this name. */
  id?: string | undefined;
  severity: Severity;
  code: IssueCode;
  txType?: TxIssueType | undefined;
  about?: AnswerIssue | undefined;
  text: string;
  expression?: string[] | undefined;
  /** Identifier of the message in HL7's validator (operationoutcome-message-id). */
  messageId?: string | undefined;
  diagnostics?: string | undefined;
}

/** "Cannot answer": the only thing the core throws on purpose. The edge turns it into an OperationOutcome. */
export class TerminologyError extends Error {
  readonly issues: [Issue, ...Issue[]];
  /** HTTP status, where the issue's code does not tell it. */
  status?: number;
  /** Of several writes, the one that can't be done. */
  write?: object;
  constructor(...issues: [Issue, ...Issue[]]) {
    super(issues[0].text);
    this.name = "TerminologyError";
    this.issues = issues;
  }
}

/** As much of a text as a message may show: `most` characters, none of them cut in two. */
export const shortened = (text: string, most = 80): string =>
  text.length > most ? `${text.slice(0, most - 3).replace(/[\ud800-\udbff]$/, "")}...` : text;

/** Characters: descriptions of SNOMED CT have at most 255, expressions seldom more than these. */
const LONGEST_NAME = 500;

/** What was sent, in a text that HL7's validator expects: whole, but for what is longer than any name. */
export const asSent = (text: string): string => shortened(text, LONGEST_NAME);

/** A value quoted for a message: short, on one line, without control characters. */
export function quote(value: unknown): string {
  const text = typeof value === "object" ? JSON.stringify(value) : String(value);
  // eslint-disable-next-line no-control-regex
  return `'${shortened(text.replace(/[\u0000-\u001f\u007f]+/g, " "))}'`;
}

/** In words: a number that no double holds has lost its digits when it is read, and is infinite. */
export function beyondDoubles(value: unknown): string | undefined {
  if (value === Infinity) return "a number above 1.8e308";
  return value === -Infinity ? "a number below -1.8e308" : undefined;
}

/** Says why something can't be done; the page that explains it is called `id`. */
export const error = (id: string, code: IssueCode, text: string, rest: Partial<Issue> = {}): Issue => ({
  id,
  severity: "error",
  code,
  text,
  ...rest,
});

/** Says what may be wrong with something that was done; the page that explains it is called `id`. */
export const warning = (id: string, text: string): Issue => ({
  id,
  severity: "warning",
  code: "processing",
  text,
});

/** Says how a question was understood or answered. */
export const information = (text: string): Issue => ({
  severity: "information",
  code: "informational",
  text,
});

/** What is said twice is said once. */
export const once = (notes: readonly Issue[]): Issue[] =>
  notes.length < 2 ? [...notes] : [...new Map(notes.map((one) => [one.text, one])).values()];

/** Says how something was done; the page that explains it is called `id`. */
export const note = (id: string, text: string): Issue => ({ id, ...information(text) });
