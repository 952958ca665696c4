/** Any error -> an OperationOutcome with its status: the only catch. Never HTML, never a stack. */
import { operationOutcome } from "../fhir/operation-outcome.ts";
import { internalError, TerminologyError } from "../terminology/issues/issue.ts";
import type { Answer } from "./fhir-request.ts";
import type { Log } from "./log.ts";
import { HttpError } from "./http-error.ts";
import { statusOf } from "./status.ts";

/** `what` names the request in the log, without codes or terms: method and path. */
export function errorAnswer(thrown: unknown, log: Log, what: { method: string; path: string }): Answer {
  if (thrown instanceof TerminologyError) {
    return {
      status: thrown.status ?? statusOf(thrown.issues),
      resource: operationOutcome(thrown.issues),
      headers: thrown instanceof HttpError ? thrown.headers : undefined,
    };
  }
  log.error({ err: thrown, ...what }, "a request failed unexpectedly");
  return { status: 500, resource: operationOutcome([internalError()]) };
}
