/** The door: what every request meets first, before Express and as cheap as can be. */
import { randomBytes } from "node:crypto";
import type { IncomingMessage, RequestListener, ServerResponse } from "node:http";
import type { Site } from "./app.ts";
import type { Endpoint } from "./endpoint.ts";
import type { RequestLog } from "./log.ts";
import { answerTogether } from "./turn.ts";

/** An id that is safe to repeat in a header and in a log line. */
const REQUEST_ID = /^[\w.:/@+=-]{1,128}$/;

const PREFLIGHT = [
  ["Access-Control-Allow-Methods", "GET, HEAD, POST, PUT, DELETE"],
  [
    "Access-Control-Allow-Headers",
    "Accept, Accept-Language, Authorization, Content-Type, If-Match, If-Modified-Since, If-None-Exist, " +
      "If-None-Match, Prefer, X-Cache-Id, X-Request-Id",
  ],
  ["Access-Control-Max-Age", "86400"],
].flat();
const EXPOSED = "Content-Location, ETag, Last-Modified, Location, X-Request-Id";

/** Numbers requests, opens them to browsers, and takes FHIR's past Express; Express has the rest. */
export function front({ pages, endpoints }: Site, log: RequestLog): RequestListener {
  const process = randomBytes(4).toString("hex");
  let count = 0;
  const logging = log.isLevelEnabled("debug");
  return (req, res) => {
    const { headers } = req;
    const sent = headers["x-request-id"];
    const id =
      typeof sent === "string" && REQUEST_ID.test(sent) ? sent : `${process}-${(++count).toString(36)}`;
    const common = ["X-Request-Id", id, "Access-Control-Allow-Origin", "*"];
    if (headers.origin !== undefined) common.push("Access-Control-Expose-Headers", EXPOSED);
    if (logging) logWhenDone(log, req, res, id);
    if (req.method === "OPTIONS" && headers["access-control-request-method"] !== undefined) {
      res.writeHead(204, [...common, ...PREFLIGHT]).end();
      return;
    }
    const url = req.url ?? "/";
    const endpoint = endpointOf(url);
    if (endpoint) return answerTogether(() => void endpoint.handle(req, res, url.slice(3), common));
    for (let i = 0; i < common.length; i += 2) res.setHeader(common[i]!, common[i + 1]!);
    void pages().then((app) => void app(req, res));
  };

  /** `/r4`, `/r4/...` and `/r4?...` */
  function endpointOf(url: string): Endpoint | undefined {
    const after = url.charCodeAt(3);
    if (url.length > 3 && after !== 47 && after !== 63) return undefined;
    return url.startsWith("/r4") ? endpoints.r4 : url.startsWith("/r5") ? endpoints.r5 : undefined;
  }
}

/** No bodies and no query strings: they hold codes and terms. */
function logWhenDone(log: RequestLog, req: IncomingMessage, res: ServerResponse, id: string): void {
  const started = performance.now();
  const path = req.url?.split("?")[0];
  res.once("close", () => {
    const milliseconds = Math.round((performance.now() - started) * 10) / 10;
    const done = res.writableFinished;
    log.debug({ id, method: req.method, path, status: res.statusCode, milliseconds, done }, "request");
  });
}
