/** Issue type -> HTTP status: the one table. */
import type { Issue, IssueCode } from "../terminology/issues/issue.ts";

const STATUS: Partial<Record<IssueCode, number>> = {
  "not-found": 404,
  deleted: 410,
  login: 401,
  forbidden: 403,
  security: 403,
  conflict: 409,
  duplicate: 409,
  "multiple-matches": 412,
  "too-long": 413,
  "business-rule": 422,
  processing: 422,
  "code-invalid": 422,
  "too-costly": 422,
  invariant: 422,
  exception: 422,
  "no-store": 503,
  transient: 503,
  timeout: 503,
};

/** The status of a failed call: that of its first error; 400 where the table says nothing. */
export function statusOf(issues: readonly Issue[]): number {
  const first = issues.find((i) => i.severity === "error" || i.severity === "fatal");
  return (first && STATUS[first.code]) ?? 400;
}
