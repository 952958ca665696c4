/**
 * Every message of the server as a named function: the one place for wording.
 * Where HL7's terminology ecosystem cases fix a text, that is the text.
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
export type TxIssueType =
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
  readonly issues: Issue[];
  /** HTTP status, where the issue's code does not tell it. */
  status?: number;
  constructor(...issues: [Issue, ...Issue[]]) {
    super(issues[0].text);
    this.name = "TerminologyError";
    this.issues = issues;
  }
}

/** As much of a text as a message may show. */
export const shortened = (text: string): string => (text.length > 80 ? `${text.slice(0, 77)}...` : text);

/** A value quoted for a message: short, on one line, without control characters. */
export function quote(value: unknown): string {
  const text = typeof value === "string" ? value : (JSON.stringify(value) ?? String(value));
  // eslint-disable-next-line no-control-regex
  return `'${shortened(text.replace(/[\u0000-\u001f\u007f]+/g, " "))}'`;
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

/** Says how something was done; the page that explains it is called `id`. */
export const note = (id: string, text: string): Issue => ({ id, ...information(text) });

/* ---- requests ---- */

export const requiredParameter = (names: string, hint: string): Issue =>
  error("required-parameter", "required", `${names} is required: ${hint}`, { expression: [names] });

export const invalidParameter = (name: string, value: unknown, expected: string): Issue =>
  error("invalid-parameter", "value", `${name}: ${quote(value)} is not valid here; ${expected}`, {
    expression: [name],
  });

/** Its value is missing, or stands where it can't be read. */
export const misplacedParameter = (name: string, problem: string, expected: string): Issue =>
  error("misplaced-parameter", "value", `${name} is not valid here: ${problem}; ${expected}`, {
    expression: [name],
  });

export const refusedParameter = (name: string, why: string): Issue =>
  error("refused-parameter", "not-supported", `${name} is not supported: ${why}`, { expression: [name] });

export const misspelledParameter = (name: string, meant: string): Issue =>
  error(
    "misspelled-parameter",
    "invalid",
    `Parameter ${quote(name)} is not defined here; did you mean '${meant}'?`,
    {
      expression: [meant],
    },
  );

export const unknownParameter = (name: string, known: readonly string[]): Issue =>
  error(
    "unknown-parameter",
    "not-supported",
    `Parameter ${quote(name)} is not defined here (handling=strict). Defined are: ${known.join(", ")}`,
  );

export const exclusiveParameters = (names: readonly string[]): Issue =>
  error("exclusive-parameters", "invalid", `Give exactly one of ${names.join(", ")}`, {
    expression: [...names],
  });

/* ---- HTTP ---- */

export const notAcceptable = (name: string, value: string): Issue =>
  error(
    "not-acceptable",
    "not-supported",
    `${name} ${quote(value)} can't be given; ask for application/fhir+json or application/fhir+xml`,
    {
      expression: [name],
    },
  );

export const unsupportedMediaType = (type: string): Issue =>
  error(
    "unsupported-media-type",
    "not-supported",
    `Content-Type ${quote(type)} can't be read; send application/fhir+json or application/fhir+xml`,
    {
      expression: ["Content-Type"],
    },
  );

export const emptyBody = (): Issue =>
  error("empty-body", "required", "The body is empty; send a FHIR resource in it");

export const malformedBody = (format: string, where: string): Issue =>
  error("malformed-body", "structure", `The body is not well-formed ${format}: ${where}`);

export const bodyTooLarge = (limit: number): Issue =>
  error("body-too-large", "too-long", `The body is larger than the limit of ${limit} bytes`);

export const badRequestLine = (reason: string): Issue =>
  error("bad-request-line", "invalid", `The request can't be read: ${quote(reason)}`);

export const internalError = (): Issue =>
  error(
    "internal-error",
    "exception",
    "The server failed on this request. Its log says more; the request changed nothing",
  );

export const noSuchRoute = (method: string, path: string): Issue =>
  error(
    "no-such-route",
    "not-found",
    `There is nothing at ${method} ${quote(path)}; see /r4/metadata or /r5/metadata for what is served`,
  );

export const noSuchOperation = (path: string, meant: string | undefined): Issue =>
  error(
    "no-such-operation",
    "not-supported",
    `There is no operation at ${quote(path)}${meant === undefined ? "." : `; did you mean '${meant}'?`} See metadata for what is served`,
  );

export const methodNotAllowed = (method: string, allowed: readonly string[]): Issue =>
  error("method-not-allowed", "not-supported", `${method} is not possible here; use ${allowed.join(" or ")}`);

export const unknownResource = (type: string, id: string): Issue =>
  error("unknown-resource", "not-found", `There is no ${type} with id ${quote(id)}`, { expression: ["id"] });

/* ---- not found ---- */

export const unknownCodeSystem = (url: string, version?: string, known: readonly string[] = []): Issue =>
  error(
    "unknown-code-system",
    "not-found",
    version === undefined || known.length === 0
      ? `A definition for CodeSystem ${quote(version ? `${url}|${version}` : url)} could not be found`
      : `A definition for CodeSystem '${url}' version ${quote(version)} could not be found. Valid versions: ${known.join(" or ")}`,
    { txType: "not-found", expression: ["system"] },
  );

export const versionInSystem = (system: string, version: string): Issue =>
  information(
    `A system is named without its version: send ${quote(system)}, and ${quote(version)} as the version`,
  );

export const unknownCode = (code: string, system: string, version: string | undefined, hint = ""): Issue =>
  error(
    "unknown-code",
    "not-found",
    `Unable to find code ${quote(code)} in ${system}${version ? ` version ${version}` : ""}${hint}`,
    {
      txType: "invalid-code",
      expression: ["code"],
    },
  );

export const supplementNotFound = (url: string): Issue =>
  error("supplement-not-found", "not-found", `Required supplement not found: ${url}`, {
    txType: "not-found",
    messageId: "VALUESET_SUPPLEMENT_MISSING",
  });
