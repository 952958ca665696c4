/** What every request gets before anything else: an id, the headers that open it to browsers, a line in the log. */
import { randomBytes } from "node:crypto";
import type { IncomingMessage, ServerResponse } from "node:http";
import { versions } from "../fhir/versions.ts";
import { missingHost, severalHosts } from "../terminology/issues/http.ts";
import { type Issue, TerminologyError } from "../terminology/issues/issue.ts";
import { splitAddress } from "./address.ts";
import type { AnswerCache } from "./caching/answer-cache.ts";
import type { FailureOptions } from "./failure-handler.ts";
import type { HttpHandler } from "./handler.ts";
import type { Load } from "./load.ts";
import type { RequestLog } from "./log.ts";
import type { Metrics } from "./metrics/metrics.ts";
import { refuseBusy } from "./refuse-busy.ts";
import { setCommonHeaders } from "./response.ts";
import { activeTrace } from "./tracing/open-telemetry.ts";
import { type Trace, traceOf, traceParent } from "./tracing/trace-parent.ts";
import { answerInTurn } from "./turn.ts";

/** An id that is safe to repeat in a header and in a log line. */
const REQUEST_ID = /^[\w.:/@+=-]{1,128}$/;

/** `*` is any header but Authorization. Older browsers do not know it: what FHIR and pages need is named, too. */
const PREFLIGHT = [
  ["Access-Control-Allow-Methods", "GET, HEAD, POST, PUT, PATCH, DELETE"],
  [
    "Access-Control-Allow-Headers",
    "Accept, Accept-Language, Authorization, Cache-Control, Content-Type, If-Match, If-Modified-Since, " +
      "If-None-Exist, If-None-Match, Pragma, Prefer, Traceparent, Tracestate, X-Cache-Id, X-Request-Id, " +
      "X-Requested-With, X-Too-Costly-Threshold, *",
  ],
  ["Access-Control-Max-Age", "86400"],
].flat();
const EXPOSED =
  "Accept-Patch, Allow, Content-Location, ETag, Last-Modified, Location, Retry-After, Traceparent, " +
  "WWW-Authenticate, X-Request-Id";

/** By these it is seen how the server is, above all when it has much to do: they wait for nobody. */
const ALWAYS_ANSWERED = /^\/(health\/|metrics$)/;

/** Addresses whose answers may be kept. */
const FHIR = new RegExp(`^/(?:${Object.keys(versions).join("|")})/`);

/**
 * What a browser asks before it sends a request to another site is answered here, and an answer that is kept is sent.
 * `answers` is absent where other handlers have to see a request first.
 */
export function everyRequest(
  log: RequestLog,
  load: Load,
  failing: FailureOptions,
  answers: AnswerCache | undefined,
): HttpHandler {
  const { metrics } = failing;
  const newId = requestIds();
  const told: Told = { log: log.isLevelEnabled("info") ? log : undefined, metrics };
  return (req, res, next) => {
    const { headers } = req;
    const sent = headers["x-request-id"];
    const id = typeof sent === "string" && REQUEST_ID.test(sent) ? sent : newId();
    // Whoever handles it finds it there.
    headers["x-request-id"] = id;
    const trace = activeTrace() ?? traceOf(headers.traceparent);
    setCommonHeaders(res, commonHeaders(id, trace, headers.origin));
    if (told.log || metrics) whenDone(told, req, res, { id, trace });
    if (req.method === "OPTIONS" && headers["access-control-request-method"] !== undefined) {
      res.writeHead(204, PREFLIGHT).end();
      return;
    }
    const wrong = wrongAddress(req);
    if (wrong) return next(new TerminologyError(wrong));
    const isFhir = FHIR.test(req.url!);
    if (!isFhir && ALWAYS_ANSWERED.test(req.url!)) return next();
    if (load.isFull) return refuseBusy(req, res, next, failing);
    load.begin();
    answerInTurn(() => {
      load.end();
      if (!answers || !isFhir || !answers.answer(req, res, next)) next();
    });
  };
}

/** Of every answer; name and value by turns. */
function commonHeaders(id: string, trace: Trace | undefined, origin: string | undefined): string[] {
  const common = [
    "X-Request-Id",
    id,
    "X-Content-Type-Options",
    "nosniff",
    "Access-Control-Allow-Origin",
    "*",
  ];
  if (trace) common.push("traceparent", traceParent(trace));
  if (origin !== undefined) common.push("Access-Control-Expose-Headers", EXPOSED);
  return common;
}

/** What is wrong with the host (RFC 9112, 3.2). */
function wrongAddress(req: IncomingMessage): Issue | undefined {
  const { headers, rawHeaders } = req;
  if (headers.host === undefined && req.httpVersion === "1.1") return missingHost();
  let hosts = 0;
  for (let i = 0; i < rawHeaders.length; i += 2) {
    if (rawHeaders[i]!.length === 4 && rawHeaders[i]!.toLowerCase() === "host") hosts++;
  }
  if (hosts > 1) return severalHosts();
  return undefined;
}

/** No two are the same, in this process or in others. */
function requestIds(): () => string {
  const process = randomBytes(4).toString("hex");
  let count = 0;
  return () => `${process}-${(++count).toString(36)}`;
}

/** Who is told of a request that is done. */
interface Told {
  log: RequestLog | undefined;
  metrics: Metrics | undefined;
}

/** In the log no bodies and no query strings: they hold codes and terms. */
function whenDone(
  { log, metrics }: Told,
  req: IncomingMessage,
  res: ServerResponse,
  { id, trace }: { id: string; trace: Trace | undefined },
): void {
  const started = performance.now();
  // Express changes it.
  const { method, url = "" } = req;
  // It comes once, and `once` would cost a kept answer 1.5 of 23 us: it deletes the listener from the response again.
  res.on("close", () => {
    const milliseconds = performance.now() - started;
    metrics?.ended(req, url, res, milliseconds);
    if (!log) return;
    const { path } = splitAddress(url);
    const traced = trace && { trace_id: trace.traceId, span_id: trace.spanId };
    const took = Math.round(milliseconds * 10) / 10;
    const answer = { status: res.statusCode, milliseconds: took, done: res.writableFinished };
    log.info({ id, ...traced, method, path, ...answer }, "request");
  });
}
