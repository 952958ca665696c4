/** The one place where what is thrown becomes an answer: in reading, answering or writing, now or later. */
import type { Version } from "../fhir/version.ts";
import { versions } from "../fhir/versions.ts";
import { badRequestLine, refusedRequest } from "../terminology/issues/http.ts";
import { TerminologyError } from "../terminology/issues/issue.ts";
import { after, type Awaitable, orElse } from "../terminology/util/awaitable.ts";
import { splitAddress } from "./address.ts";
import { errorAnswer } from "./error-answer.ts";
import type { FailureHandler, HttpRequestMessage } from "./handler.ts";
import { HttpError } from "./http-error.ts";
import type { Log } from "./log.ts";
import type { Metrics } from "./metrics/metrics.ts";
import { answerFormat } from "./negotiate.ts";
import { Query } from "./query.ts";
import { type Form, send, written, type WrittenAnswer } from "./send.ts";

export interface FailureOptions {
  metrics?: Metrics | undefined;
  /** Where messages are explained, for whoever sent this request; absent: nowhere. */
  explained?: ((req: HttpRequestMessage) => string) | undefined;
}

/** Outside the endpoints no `version` is asked for: an OperationOutcome is the same in both. */
export function failureHandler(
  log: Log,
  version: Version = versions.r5,
  { metrics, explained }: FailureOptions = {},
): FailureHandler {
  const answer = (thrown: unknown, form: Form, req: HttpRequestMessage): Awaitable<WrittenAnswer> => {
    const path = (req.baseUrl ?? "") + pathOf(req.url);
    const what = { method: req.method ?? "GET", path, explained: explained?.(req) };
    const own = ownOf(thrown);
    metrics?.failed(own);
    const failure = errorAnswer(own, log, what);
    return written(failure, form, req.headers, ["Vary", "Accept, Accept-Encoding"]);
  };
  return (thrown, req, res, next) => {
    if (res.headersSent) {
      // Too late for another answer: the caller must see that this one is not whole.
      log.error({ err: thrown, method: req.method }, "an answer broke off");
      return void res.destroy();
    }
    const give = (failure: unknown, form: Form, refused: (thrown: unknown) => void): void =>
      void orElse(
        () => after(answer(failure, form, req), (ready) => send(req, res, ready, refused)),
        refused,
      );
    // The failure in the form that was asked for failed too.
    const asJson = (again: unknown): void => give(again, jsonForm(version), next);
    give(thrown, wantedForm(req, version), asJson);
  };
}

const jsonForm = (version: Version): Form => ({ format: "json", pretty: false, version });

/** What is wrong must be said in some form, even if the wanted form is what is wrong. */
function wantedForm({ url = "/", headers }: HttpRequestMessage, version: Version): Form {
  try {
    const query = Query.parse(splitAddress(url).query);
    const pretty = query.get("_pretty") === "true";
    return { format: answerFormat(headers, query, undefined), pretty, version };
  } catch {
    return jsonForm(version);
  }
}

const pathOf = (url = "/"): string => splitAddress(url).path;

/** Express and its middlewares tell by `status` whose fault it was: an address that can't be decoded, a missing login. */
function ownOf(thrown: unknown): unknown {
  if (thrown instanceof TerminologyError || !(thrown instanceof Error) || !("status" in thrown))
    return thrown;
  const { status, message } = thrown;
  if (typeof status !== "number" || !(status >= 400 && status < 500)) return thrown;
  return new HttpError(status, status === 400 ? badRequestLine(message) : refusedRequest(message));
}
