/** Any error -> an OperationOutcome with its status: the only catch. Never HTML, never a stack. */
import { operationOutcome } from "../fhir/operation-outcome.ts";
import { internalError, TerminologyError, type Issue } from "../terminology/issues/issue.ts";
import type { Answer } from "./fhir-request.ts";
import type { Log } from "./log.ts";
import { HttpError } from "./http-error.ts";
import { statusOf } from "./status.ts";

/** `what` names the request in the log, without codes or terms: method and path. */
export function errorAnswer(thrown: unknown, log: Log, what: { method: string; path: string }): Answer {
  if (thrown instanceof TerminologyError) {
    return {
      status: thrown.status ?? statusOf(thrown.issues),
      resource: operationOutcome(thrown.issues.map(withDiagnostics)),
      headers: thrown instanceof HttpError ? thrown.headers : undefined,
    };
  }
  log.error({ err: thrown, ...what }, "a request failed unexpectedly");
  return { status: 500, resource: operationOutcome([internalError()].map(withDiagnostics)) };
}

/** The text once more in `diagnostics`, with the hint that stands there: clients in use show nothing else. */
function withDiagnostics(issue: Issue): Issue {
  const { text, diagnostics } = issue;
  return { ...issue, diagnostics: diagnostics === undefined ? text : `${text}. ${diagnostics}` };
}
