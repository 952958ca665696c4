import { expect, test } from "vitest";
import { traceOf, traceParent } from "../../../src/http/tracing/trace-parent.ts";
import { testServer } from "../support.ts";

const TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";
const PARENT = "00f067aa0ba902b7";

test.each([
  [`00-${TRACE}-${PARENT}-01`, true],
  [`00-${TRACE}-${PARENT}-00`, false],
  [`00-${TRACE}-${PARENT}-ff`, true],
  [`01-${TRACE}-${PARENT}-01-later`, true],
])("%s counts", (sent, isSampled) => {
  expect(traceOf(sent)).toMatchObject({ traceId: TRACE, isSampled });
  expect(traceOf(sent)!.spanId).not.toBe(PARENT);
});

test.each([
  undefined,
  "",
  TRACE,
  `00-${TRACE}-${PARENT}`,
  `00-${TRACE}-${PARENT}-01-more`,
  `00-${TRACE.toUpperCase()}-${PARENT}-01`,
  `00-${"0".repeat(32)}-${PARENT}-01`,
  `00-${TRACE}-${"0".repeat(16)}-01`,
  `ff-${TRACE}-${PARENT}-01`,
  `00-${TRACE}-${PARENT}-01, 00-${TRACE}-${PARENT}-01`,
])("%s does not", (sent) => {
  expect(traceOf(sent)).toBeUndefined();
});

test("each request has a part of its own", () => {
  const sent = `00-${TRACE}-${PARENT}-01`;
  expect(traceParent(traceOf(sent)!)).not.toBe(traceParent(traceOf(sent)!));
});

const server = testServer();

test("the answer is of the caller's trace", async () => {
  const headers = { traceparent: `00-${TRACE}-${PARENT}-01` };
  for (const path of ["/r4/metadata", "/r4/CodeSystem/none", "/health/live"]) {
    const answer = await server.request(path, { headers });
    expect(answer.headers.get("traceparent")).toMatch(
      new RegExp(`^00-${TRACE}-(?!${PARENT})[0-9a-f]{16}-01$`),
    );
  }
  expect((await server.request("/r4/metadata")).headers.has("traceparent")).toBe(false);
  const wrong = await server.request("/r4/metadata", { headers: { traceparent: "00-x-y-01" } });
  expect([wrong.status, wrong.headers.has("traceparent")]).toEqual([200, false]);
});
