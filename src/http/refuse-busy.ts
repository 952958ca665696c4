/** Asks a caller to come again. Made once, and sent without any detour: a refusal has to cost far less than an answer. */
import type { ServerResponse } from "node:http";
import { operationOutcome } from "../fhir/operation-outcome.ts";
import { tooBusy } from "../terminology/issues/http.ts";
import { withDiagnostics } from "./error-answer.ts";
import type { FailureOptions } from "./failure-handler.ts";
import type { HttpRequestMessage, Next } from "./handler.ts";
import { busy } from "./load.ts";
import { MEDIA_TYPES } from "./negotiate.ts";
import { begin } from "./send.ts";
import { refuseInTurn, writeInTurn } from "./turn.ts";

interface Refusal {
  explained: string | undefined;
  head: string[];
  body: string;
}

/** Callers use the same address for the server: what was said to the last one is said to the next. */
let last = refusal(undefined);

/** 503 with Retry-After. Whoever may want another form than JSON gets it as other failures go out. */
export function refuseBusy(
  req: HttpRequestMessage,
  res: ServerResponse,
  next: Next,
  { metrics, explained }: FailureOptions,
): void {
  if (/xml|_format/i.test(req.headers.accept + req.url!)) return next(busy());
  metrics?.refuse("busy");
  const at = explained?.(req);
  if (at !== last.explained) last = refusal(at);
  const { head, body } = last;
  refuseInTurn(() => {
    begin(res, 503, head);
    writeInTurn(() => res.end(body));
  });
}

function refusal(explained: string | undefined): Refusal {
  const body = JSON.stringify(operationOutcome([withDiagnostics(tooBusy(), explained)]));
  const length = String(Buffer.byteLength(body));
  const head = Object.entries(busy().headers).flat();
  return { explained, body, head: [...head, "Content-Type", MEDIA_TYPES.json, "Content-Length", length] };
}
