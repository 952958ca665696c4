/** Spans, as an SDK that is started before the server gets them. */
import { context, propagation, SpanStatusCode, trace } from "@opentelemetry/api";
import { AsyncLocalStorageContextManager } from "@opentelemetry/context-async-hooks";
import { W3CTraceContextPropagator } from "@opentelemetry/core";
import {
  BasicTracerProvider,
  InMemorySpanExporter,
  SimpleSpanProcessor,
} from "@opentelemetry/sdk-trace-base";
import { afterAll, beforeEach, expect, test } from "vitest";
import { MemoryStore } from "../../../src/storage/memory/memory-store.ts";
import { unique } from "../../unique.ts";
import { testServer } from "../support.ts";

const exporter = new InMemorySpanExporter();
trace.setGlobalTracerProvider(
  new BasicTracerProvider({ spanProcessors: [new SimpleSpanProcessor(exporter)] }),
);
context.setGlobalContextManager(new AsyncLocalStorageContextManager().enable());
propagation.setGlobalPropagator(new W3CTraceContextPropagator());
afterAll(() => {
  trace.disable();
  context.disable();
  propagation.disable();
});
beforeEach(() => exporter.reset());

const TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";
const PARENT = "00f067aa0ba902b7";
const traced = { traceparent: `00-${TRACE}-${PARENT}-01` };
const LOOKUP =
  "CodeSystem/$lookup?system=https://w3id.org/ossicle/CodeSystem/genetic-conditions&code=progressive-osseous-heteroplasia";
const server = testServer();
const spans = () => exporter.getFinishedSpans();

test("an operation is a span, part of the caller's trace, that says no code", async () => {
  expect((await server.request(`/r4/${LOOKUP}&property=${unique("none")}`, { headers: traced })).status).toBe(
    200,
  );
  const [span, ...more] = spans();
  expect(more).toEqual([]);
  expect(span).toMatchObject({
    name: "CodeSystem/$lookup",
    attributes: { "ossicle.fhir_version": "r4", "ossicle.status": 200 },
    status: { code: SpanStatusCode.UNSET },
    instrumentationScope: { name: "ossicle" },
  });
  expect(span!.spanContext().traceId).toBe(TRACE);
  expect(span!.parentSpanContext?.spanId).toBe(PARENT);
  expect(JSON.stringify([span!.name, span!.attributes])).not.toContain("osseous");
});

test.each([
  ["/r5/CodeSystem/$lookup?system=http://none&code=a", "CodeSystem/$lookup", 404],
  ["/r4/ValueSet/none/$expand", "ValueSet/$expand", 404],
  ["/r4/CodeSystem/none", "GET CodeSystem/:id", 404],
  ["/r4/ConceptMap?url=http://NONE", "GET ConceptMap", 200],
])("%s is a span %s", async (path, name, status) => {
  await server.request(path.replace("NONE", unique("none")));
  expect(spans()).toHaveLength(1);
  expect(spans()[0]).toMatchObject({ name, attributes: { "ossicle.status": status } });
  expect(spans()[0]!.status.code).toBe(SpanStatusCode.UNSET);
});

test("the entries of a batch are spans below its own", async () => {
  const entry = [LOOKUP, "ValueSet"].map((url) => ({ request: { method: "GET", url } }));
  await server.request("/r4", {
    method: "POST",
    headers: { "Content-Type": "application/fhir+json", ...traced },
    body: JSON.stringify({ resourceType: "Bundle", type: "batch", entry }),
  });
  const whole = spans().find(({ name }) => name === "POST")!;
  const parts = spans().filter((span) => span !== whole);
  expect(parts.map(({ name }) => name).sort()).toEqual(["CodeSystem/$lookup", "GET ValueSet"]);
  for (const part of parts) expect(part.parentSpanContext?.spanId).toBe(whole.spanContext().spanId);
});

const store = new MemoryStore();
store.snapshot().read = () => Promise.reject(new Error("on fire"));
const failing = testServer({ openStore: store });

test("a failure of the server's is one of the span's", async () => {
  expect((await failing.request("/r4/CodeSystem/a")).status).toBe(500);
  expect(spans()[0]).toMatchObject({
    status: { code: SpanStatusCode.ERROR },
    events: [{ name: "exception" }],
    attributes: { "ossicle.status": 500 },
  });
});
