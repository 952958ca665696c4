/** Why work is refused, as it is counted. */
import type { TerminologyError } from "../../terminology/issues/issue.ts";
import { HttpError } from "../http-error.ts";
import { statusOf } from "../status.ts";

export const REFUSALS = [
  /** Above OSSICLE_WORK_LIMIT, or another bound of one question: 422. */
  "too-costly",
  /** Above OSSICLE_QUEUE_LIMIT or OSSICLE_BODIES_LIMIT: 503. */
  "busy",
  /** Not answered within OSSICLE_REQUEST_TIMEOUT: 503; not arrived in time: 408. */
  "timeout",
  /** The store does not answer or can't keep anything: 503, 507. */
  "store",
  /** Body, headers or address: 413, 414, 431. */
  "too-large",
  /** 429, by whoever stands before. */
  "too-many",
  /** 401 */
  "login",
  /** 403 */
  "forbidden",
  /** Above OSSICLE_CONNECTIONS: closed at once. */
  "connection",
] as const;
export type Refusal = (typeof REFUSALS)[number];

const BY_STATUS: ReadonlyMap<number, Refusal> = new Map([
  [401, "login"],
  [403, "forbidden"],
  [408, "timeout"],
  [413, "too-large"],
  [414, "too-large"],
  [431, "too-large"],
  [507, "store"],
]);

/** Undefined: the failure is no refusal, such as an unknown code. */
export function refusalOf(failure: TerminologyError): Refusal | undefined {
  const code = failure.issues.find(({ severity }) => severity === "error" || severity === "fatal")?.code;
  if (code === "too-costly" || code === "timeout") return code;
  const status = failure.status ?? statusOf(failure.issues);
  // The door's own 503 says when to come again.
  if (status === 503) return failure instanceof HttpError ? "busy" : "store";
  return BY_STATUS.get(status);
}
