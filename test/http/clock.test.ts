/** Clocks are set right, and wrong: what is answered does not depend on their running on. */
import { createHash } from "node:crypto";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { unique } from "../unique.ts";
import { testServer } from "./support.ts";

const KEY = "a-key-for-tests";
const keys = [{ name: "tests", sha256: createHash("sha256").update(KEY).digest("hex") }];
const server = testServer({ writes: true, keys });

const DAY = 86_400_000;
const NOW = Date.parse("2027-03-04T10:00:00.500Z");
const setClock = (time: number) => vi.setSystemTime(time);
beforeEach(() => void vi.useFakeTimers({ now: NOW, toFake: ["Date"] }));
afterEach(() => void vi.useRealTimers());

async function put(id: string, title = id): Promise<void> {
  const resource = {
    resourceType: "ValueSet",
    id,
    url: `http://example.org/clock/${id}`,
    status: "active",
    title,
  };
  const { status, text } = await server.request(`/r4/ValueSet/${id}`, {
    method: "PUT",
    headers: { "Content-Type": "application/fhir+json", Authorization: `Bearer ${KEY}` },
    body: JSON.stringify(resource),
  });
  expect([200, 201], text).toContain(status);
}

describe("a clock that was set back by a day", () => {
  test("gives no answer from before a write", async () => {
    const id = unique("kept");
    const path = `/r4/ValueSet?url=http://example.org/clock/${id}`;
    const before = await server.request(path);
    expect(before.json.total).toBe(0);
    await put(id);
    setClock(NOW - DAY);
    expect((await server.request(path)).json.total).toBe(1);
    const tagged = await server.request(path, { headers: { "If-None-Match": before.headers.get("etag")! } });
    expect(tagged.status).toBe(200);
  });

  test("does not make a version older than the one before it", async () => {
    const id = unique("older");
    await put(id, "first");
    const first = await server.request(`/r4/ValueSet/${id}`);
    setClock(NOW - DAY);
    await put(id, "second");
    const second = await server.request(`/r4/ValueSet/${id}`, {
      headers: { "If-Modified-Since": first.headers.get("last-modified")! },
    });
    expect(second.json?.title).toBe("second");
    expect(second.json.meta.lastUpdated > first.json.meta.lastUpdated).toBe(true);
    const since = await server.request(`/r4/ValueSet/${id}/_history?_since=${first.json.meta.lastUpdated}`);
    expect(since.json.total).toBe(2);
  });

  test("says that nothing was changed later than it answers (RFC 9110, 8.8.2.1)", async () => {
    const id = unique("future");
    await put(id);
    setClock(NOW - DAY);
    const { headers } = await server.request(`/r4/ValueSet/${id}`);
    expect(Date.parse(headers.get("last-modified")!)).toBeLessThanOrEqual(NOW - DAY);
  });
});

test("each version has its own time, also where several are made in a millisecond", async () => {
  const id = unique("quick");
  for (const title of ["a", "b", "c"]) await put(id, title);
  const { json } = await server.request(`/r4/ValueSet/${id}/_history`);
  const times = json.entry.map(
    ({ resource }: { resource: { meta: { lastUpdated: string } } }) => resource.meta.lastUpdated,
  );
  expect(new Set(times).size).toBe(3);
  expect(times).toEqual([...times].sort().reverse());
});

test("what is no date of HTTP in If-Modified-Since is ignored (RFC 9110, 13.1.3)", async () => {
  const id = unique("dated");
  await put(id);
  const ask = (since: string) =>
    server.request(`/r4/ValueSet/${id}`, { headers: { "If-Modified-Since": since } });
  for (const since of ["2999", "tomorrow", "5", "Thu, 04 Mar 2027"])
    expect((await ask(since)).status, since).toBe(200);
  for (const since of [
    "Thu, 04 Mar 2027 10:00:00 GMT",
    "Thursday, 04-Mar-27 10:00:00 GMT",
    "Thu Mar  4 10:00:00 2027",
  ])
    expect((await ask(since)).status, since).toBe(304);
});
