/** Any error -> an OperationOutcome with its status: the only catch. Never HTML, never a stack. */
import { operationOutcome } from "../fhir/operation-outcome.ts";
import { internalError } from "../terminology/issues/http.ts";
import { type Issue, TerminologyError } from "../terminology/issues/issue.ts";
import type { Answer } from "./fhir-request.ts";
import { HttpError } from "./http-error.ts";
import type { Log } from "./log.ts";
import { statusOf } from "./status.ts";

/** What failed, for the log, without codes or terms; and where messages are explained, if they are. */
interface Failed {
  method: string;
  path: string;
  /** Address of the pages that explain messages, with a slash at the end. */
  explained?: string | undefined;
}

/** A TerminologyError says itself what is wrong; anything else is 500, and told to the log alone. */
export function errorAnswer(thrown: unknown, log: Log, { explained, ...what }: Failed): Answer {
  const shown = (issue: Issue): Issue => withDiagnostics(issue, explained);
  if (thrown instanceof TerminologyError) {
    return {
      status: thrown.status ?? statusOf(thrown.issues),
      resource: operationOutcome(thrown.issues.map(shown)),
      headers: thrown instanceof HttpError ? thrown.headers : undefined,
    };
  }
  log.error({ err: thrown, ...what }, "a request failed unexpectedly");
  return { status: 500, resource: operationOutcome([shown(internalError())]) };
}

/** The text once more in `diagnostics`, with the hint and the address that stand there: clients in use show nothing else. */
export function withDiagnostics(issue: Issue, explained: string | undefined): Issue {
  const { text, diagnostics, id, messageId, about, txType, code } = issue;
  const name = messageId ?? id ?? about ?? txType ?? code;
  const parts = [text, diagnostics, explained && `See ${explained}${name}`].filter((part) => part);
  return {
    ...issue,
    diagnostics: parts.reduce((all, part) => `${all}${/[.?!]$/.test(all!) ? "" : "."} ${part}`)!,
  };
}
