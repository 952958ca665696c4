/** Asks a caller to come again. Made once, and sent without any detour: a refusal has to cost far less than an answer. */
import type { IncomingMessage, ServerResponse } from "node:http";
import { operationOutcome } from "../fhir/operation-outcome.ts";
import { tooBusy } from "../terminology/issues/http.ts";
import { busy } from "./load.ts";
import type { Next } from "./handler.ts";
import type { Metrics } from "./metrics/metrics.ts";
import { MEDIA_TYPES } from "./negotiate.ts";
import { begin } from "./send.ts";
import { writeInTurn } from "./turn.ts";

const issue = tooBusy();
const BODY = JSON.stringify(operationOutcome([{ ...issue, diagnostics: issue.text }]));
const HEAD = [
  ...Object.entries(busy().headers).flat(),
  "Content-Type",
  MEDIA_TYPES.json,
  "Content-Length",
  String(BODY.length),
];

/** 503 with Retry-After. Who may want another form than JSON gets it as other failures go out. */
export function refuseBusy(
  req: IncomingMessage,
  res: ServerResponse,
  next: Next,
  metrics: Metrics | undefined,
): void {
  if (/xml|_format/i.test(req.headers.accept + req.url!)) return next(busy());
  metrics?.refuse("busy");
  begin(res, 503, HEAD);
  writeInTurn(() => res.end(BODY, "latin1"));
}
