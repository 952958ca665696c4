/** The one place where what is thrown becomes an answer: in reading, answering or writing, now or later. */
import type { ServerResponse } from "node:http";
import type { Version } from "../fhir/version.ts";
import { versions } from "../fhir/versions.ts";
import { TerminologyError } from "../terminology/issues/issue.ts";
import { badRequestLine, refusedRequest } from "../terminology/issues/http.ts";
import { orElse } from "../terminology/util/awaitable.ts";
import { flow, found } from "../terminology/util/flow.ts";
import { errorAnswer } from "./error-answer.ts";
import type { FailureHandler, HttpRequestMessage } from "./handler.ts";
import { HttpError } from "./http-error.ts";
import type { Log } from "./log.ts";
import type { Metrics } from "./metrics/metrics.ts";
import { answerFormat } from "./negotiate.ts";
import { Query } from "./query.ts";
import { send, written, type Form } from "./send.ts";
import { splitAddress } from "./address.ts";

export interface FailureOptions {
  metrics?: Metrics | undefined;
  /** Where messages are explained, for who sent this request; absent: nowhere. */
  explained?: ((req: HttpRequestMessage) => string) | undefined;
}

/** Outside the endpoints no `version` is asked for: an OperationOutcome is the same in both. */
export function failureHandler(
  log: Log,
  version: Version = versions.r5,
  { metrics, explained }: FailureOptions = {},
): FailureHandler {
  const answer = flow(function* (
    thrown: unknown,
    form: Form,
    req: HttpRequestMessage,
    res: ServerResponse,
    refused: (thrown: unknown) => void,
  ) {
    const path = (req.baseUrl ?? "") + pathOf(req.url);
    const what = { method: req.method ?? "GET", path, explained: explained?.(req) };
    const own = ownOf(thrown);
    metrics?.failed(own);
    const failure = errorAnswer(own, log, what);
    const vary = ["Vary", "Accept, Accept-Encoding"];
    send(req, res, yield* found(written(failure, form, version, req.headers, vary)), refused);
  });
  return (thrown, req, res, next) => {
    if (res.headersSent) {
      // Too late for another answer: the caller must see that this one is not whole.
      log.error({ err: thrown, method: req.method }, "an answer broke off");
      return void res.destroy();
    }
    // The failure in the form that was asked for failed too.
    const asJson = (again: unknown): void =>
      void orElse(() => answer(again, JSON_FORM, req, res, next), next);
    void orElse(() => answer(thrown, wantedForm(req), req, res, asJson), asJson);
  };
}

const JSON_FORM: Form = { format: "json", pretty: false };

/** What is wrong must be said in some form, even if the wanted form is what is wrong. */
function wantedForm({ url = "/", headers }: HttpRequestMessage): Form {
  try {
    const query = Query.parse(splitAddress(url).query);
    return { format: answerFormat(headers, query, undefined), pretty: query.get("_pretty") === "true" };
  } catch {
    return JSON_FORM;
  }
}

const pathOf = (url = "/"): string => splitAddress(url).path;

/** Express and its middlewares tell by `status` whose fault it was: an address that can't be decoded, a missing login. */
function ownOf(thrown: unknown): unknown {
  if (thrown instanceof TerminologyError || !(thrown instanceof Error)) return thrown;
  const { status, message } = thrown as Error & { status?: unknown };
  if (typeof status !== "number" || !(status >= 400 && status < 500)) return thrown;
  return new HttpError(status, status === 400 ? badRequestLine(message) : refusedRequest(message));
}
