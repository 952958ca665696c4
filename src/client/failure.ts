/** Why a server did not answer a question. It is never read as a negative answer. */
import type { OperationOutcome } from "fhir/r5";

export interface Failure {
  kind:
    /** The server does not know the code system, value set, concept map or operation that was asked about. */
    | "unknown-resource"
    /** The request is not as the server wants it. */
    | "rejected"
    /** Not without a login, or not with this one. */
    | "denied"
    /** The server does not do this, or not in this FHIR version or format. */
    | "unsupported"
    /** Too much to do just now, also after waiting as asked. */
    | "busy"
    /** No answer at all: no connection, a broken one, or none within `timeoutMs`. */
    | "unreachable"
    /** An answer that is no FHIR, or none to this question: an error page, another resource. */
    | "not-fhir";
  message: string;
  status?: number;
  outcome?: OperationOutcome;
  /** What Retry-After said. */
  retryAfterMs?: number;
  /** The answer's text, where there was one. */
  raw?: string;
}

const KINDS: ReadonlyMap<number, Failure["kind"]> = new Map([
  [401, "denied"],
  [403, "denied"],
  [404, "unknown-resource"],
  [405, "unsupported"],
  [406, "unsupported"],
  [410, "unknown-resource"],
  [415, "unsupported"],
  [429, "busy"],
  [501, "unsupported"],
  [503, "busy"],
]);

/** @param body what the answer's JSON is; undefined: it is none */
export function failureOf(response: Response, raw: string, body: unknown): Failure {
  const outcome = outcomeIn(body);
  const { status } = response;
  const retryAfterMs = retryAfter(response.headers);
  return {
    kind: outcome || status === 429 || status === 503 ? kindOf(status, outcome) : "not-fhir",
    message: messageOf(outcome) ?? `HTTP ${status} ${response.statusText}`.trim(),
    status,
    ...(outcome ? { outcome } : {}),
    ...(retryAfterMs === undefined ? {} : { retryAfterMs }),
    raw,
  };
}

/** From the issue where there is one, else from the HTTP status. */
export function kindOf(status: number, outcome: OperationOutcome | undefined): Failure["kind"] {
  const code = outcome?.issue[0]?.code;
  if (code === "not-supported") return "unsupported";
  if (code === "not-found") return "unknown-resource";
  return KINDS.get(status) ?? (status >= 500 ? "busy" : "rejected");
}

/** The answer's JSON as an OperationOutcome; undefined: it is none. */
export function outcomeIn(body: unknown): OperationOutcome | undefined {
  const resource = body as { resourceType?: string } | undefined | null;
  return resource?.resourceType === "OperationOutcome" ? (body as OperationOutcome) : undefined;
}

/** The texts of all issues, separated by semicolons; undefined where there is none. */
export function messageOf(outcome: OperationOutcome | undefined): string | undefined {
  const texts = (outcome?.issue ?? []).map((issue) => issue.details?.text ?? issue.diagnostics ?? issue.code);
  return texts.length > 0 ? texts.join("; ") : undefined;
}

/** Milliseconds: the header holds seconds or a date. */
function retryAfter(headers: Headers): number | undefined {
  const text = headers.get("retry-after");
  if (text === null) return undefined;
  const milliseconds = /^\d+$/.test(text.trim()) ? Number(text) * 1_000 : Date.parse(text) - Date.now();
  return Number.isNaN(milliseconds) ? undefined : Math.max(0, milliseconds);
}
