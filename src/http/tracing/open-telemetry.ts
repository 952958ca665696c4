/**
 * Spans for whoever has started OpenTelemetry's SDK in this process before the server (`node --import ./otel.mjs`).
 * Without one nothing of it is loaded, and requests go past it.
 */
import type { Attributes, Context, Span } from "@opentelemetry/api";
import { software } from "../../content/software.ts";
import { TerminologyError } from "../../terminology/issues/issue.ts";
import type { Answer, FhirRequest, Handler, Pieces } from "../fhir-request.ts";
import { statusOf } from "../status.ts";
import type { Trace } from "./trace-parent.ts";

type Api = typeof import("@opentelemetry/api");

/** Where the API keeps what was registered: the same for every copy of it in a process. */
const REGISTERED = Symbol.for("opentelemetry.js.api.1");

let api: Api | undefined;

const isRegistered = (): boolean =>
  (globalThis as { [REGISTERED]?: { trace?: unknown } })[REGISTERED]?.trace !== undefined;

/** Where a request stands in the trace that its SDK has begun for it, if it has. */
export function activeTrace(): Trace | undefined {
  const context = api?.trace.getActiveSpan()?.spanContext();
  if (!context) return undefined;
  return { traceId: context.traceId, spanId: context.spanId, isSampled: (context.traceFlags & 1) === 1 };
}

/** Makes of a handler one whose work is a span of this name; undefined: nobody looks at spans. */
export function spanMaker(): ((name: string, handler: Handler) => Handler) | undefined {
  if (!isRegistered()) return undefined;
  const loading = import("@opentelemetry/api").then((loaded) => (api = loaded));
  // Where it can't be had, requests are answered without it.
  loading.catch(() => undefined);
  return (name, handler) => async (request) => {
    const loaded = api ?? (await loading.catch(() => undefined));
    return loaded ? inSpan(loaded, name, handler, request) : handler(request);
  };
}

function inSpan(otel: Api, name: string, handler: Handler, request: FhirRequest): Promise<Answer> {
  const attributes = { "ossicle.fhir_version": request.version.name };
  const tracer = otel.trace.getTracer("ossicle", software.version);
  return tracer.startActiveSpan(name, { attributes }, parentOf(otel, request), async (span) => {
    try {
      const answer = await handler(request);
      span.setAttributes(outcome(answer.status));
      if (answer.pieces) return { ...answer, pieces: made(otel, span, answer.pieces) };
      span.end();
      return answer;
    } catch (thrown) {
      failed(otel, span, thrown);
      span.end();
      throw thrown;
    }
  });
}

/** What is made while it is sent is part of the span too, which ends with it. */
function made(otel: Api, span: Span, pieces: Pieces): Pieces {
  const own = otel.context.active();
  return (notation) => inContext(otel, span, own, pieces(notation)[Symbol.asyncIterator]());
}

function inContext(
  otel: Api,
  span: Span,
  own: Context,
  iterator: AsyncIterator<string>,
): AsyncIterable<string> {
  const step = async (take: () => Promise<IteratorResult<string>>): Promise<IteratorResult<string>> => {
    try {
      const next = await otel.context.with(own, take);
      if (next.done) span.end();
      return next;
    } catch (thrown) {
      failed(otel, span, thrown);
      span.end();
      throw thrown;
    }
  };
  const none = { done: true as const, value: undefined };
  return {
    [Symbol.asyncIterator]: () => ({
      next: () => step(() => iterator.next()),
      return: () => step(async () => (await iterator.return?.()) ?? none),
    }),
  };
}

/** What is under way already (the request itself, the Bundle of an entry); else what the caller says. */
function parentOf({ trace, context, propagation }: Api, { headers }: FhirRequest): Context {
  return trace.getActiveSpan() ? context.active() : propagation.extract(context.active(), headers);
}

const outcome = (status: number): Attributes => ({ "ossicle.status": status });

/** What the caller got wrong is no error of the server's (as the conventions for HTTP have it). */
function failed({ SpanStatusCode }: Api, span: Span, thrown: unknown): void {
  const status = thrown instanceof TerminologyError ? (thrown.status ?? statusOf(thrown.issues)) : 500;
  span.setAttributes(outcome(status));
  if (status < 500) return;
  span.recordException(thrown as Error);
  span.setStatus({ code: SpanStatusCode.ERROR });
}
