/** What a page works for has the bounds of any request: time, and that somebody waits for it. */
import { createHash } from "node:crypto";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createApp } from "../../src/http/app.ts";
import type { Load } from "../../src/http/load.ts";
import { createLog } from "../../src/http/log.ts";
import { listen, type Listening } from "../../src/http/server.ts";
import { readConfig } from "../../src/server/config.ts";
import { MemoryStore } from "../../src/storage/memory/memory-store.ts";
import type { ImportRecord } from "../../src/terminology/store.ts";
import { createWeb } from "../../src/web/router.ts";
import { formOf } from "./support.ts";

const KEYS = `test:${createHash("sha256").update("secret").digest("hex")}`;

/** A server whose store waits, in what is held, to be let go. */
function waitingSite(requestTimeout: number) {
  const store = new MemoryStore();
  let held: "snapshot" | "records" | undefined;
  const waiting: (() => void)[] = [];
  const wait = () => new Promise<void>((resolve) => waiting.push(resolve));
  const ended: Promise<unknown>[] = [];
  const { snapshot, write } = store;
  store.snapshot = () => {
    const state = snapshot.call(store);
    return held === "snapshot" ? (wait().then(() => state) as never) : state;
  };
  async function* slowly(records: Iterable<ImportRecord> | AsyncIterable<ImportRecord>) {
    let count = 0;
    for await (const record of records) {
      yield record;
      if (held === "records" && ++count === 100) await wait();
    }
  }
  store.write = (records, options) => {
    const writing = write.call(store, slowly(records), options);
    ended.push(writing.catch((failure: unknown) => failure));
    return writing;
  };
  let loads: Load | undefined;
  let running: Listening | undefined;
  beforeAll(async () => {
    const settings = { ...readConfig({ OSSICLE_WRITES: "on", OSSICLE_KEYS: KEYS }), requestTimeout };
    const log = createLog("silent");
    const pages = (routes: Parameters<typeof createWeb>[0]["routes"], load: Load) => {
      loads = load;
      return Promise.resolve(createWeb({ routes, load, store, settings, log }));
    };
    running = await listen(createApp(store, settings, log, { pages }), "127.0.0.1", 0);
  });
  afterAll(async () => {
    letGo();
    await running?.stop();
  });
  const letGo = () => {
    held = undefined;
    for (const go of waiting.splice(0)) go();
  };
  return {
    store,
    ask: (path: string, { headers, ...init }: RequestInit = {}) =>
      fetch(running!.url + path, { ...init, headers: { accept: "text/html", ...(headers as object) } }),
    hold: (what: typeof held) => (held = what),
    isHeld: () => waiting.length > 0,
    letGo,
    writes: () => Promise.all(ended),
    underWay: () => loads!.underWay,
  };
}

const until = async (holds: () => boolean) => {
  for (let i = 0; i < 500 && !holds(); i++) await new Promise((resolve) => setTimeout(resolve, 10));
  expect(holds()).toBe(true);
};

const table = (rows: number) =>
  new File(
    ["code,display\n", ...Array.from({ length: rows }, (_, i) => `c${i},concept number ${i}\n`)],
    "codes.csv",
  );
const adding = () =>
  formOf({
    file: table(500),
    confirmed: "yes",
    key: "secret",
    url: "http://example.org/added",
    content: "complete",
  });

const works: [string, () => [path: string, init?: RequestInit]][] = [
  ["GET /", () => ["/"]],
  ["GET /translate", () => ["/translate?q=one"]],
  ["GET /compare", () => ["/compare?left=http://example.org/a&right=http://example.org/b"]],
  ["GET /status", () => ["/status"]],
  ["GET /r4/CodeSystem", () => ["/r4/CodeSystem"]],
  ["POST /translate", () => ["/translate", formOf({ text: "one\ntwo\n" })]],
  ["POST /add", () => ["/add", adding()]],
];

describe("a page that takes too long", () => {
  const site = waitingSite(0.5);

  test.each(works)(
    "%s ends with 503 and says why; what it finds later changes nothing",
    async (name, make) => {
      // An import reads its file and asks the store nothing before it writes.
      site.hold(name === "POST /add" ? "records" : "snapshot");
      const answer = await site.ask(...make());
      expect(answer.status).toBe(503);
      expect(answer.headers.get("content-type")).toContain("text/html");
      expect(await answer.text()).toContain("OSSICLE_REQUEST_TIMEOUT");
      site.letGo();
      await until(() => site.underWay() === 0);
    },
  );
});

describe("an import that takes too long", () => {
  // Long enough for a busy machine to come to the store.
  const site = waitingSite(3);

  test("tells a program so in FHIR's form, and nothing of it is kept", async () => {
    site.hold("records");
    const answer = await site.ask("/add", { ...adding(), headers: { accept: "application/json" } });
    expect(answer.status).toBe(503);
    expect(await answer.json()).toMatchObject({
      resourceType: "OperationOutcome",
      issue: [{ code: "timeout" }],
    });
    site.letGo();
    await until(() => site.underWay() === 0);
    expect(await site.writes()).toContainEqual(expect.objectContaining({ name: "TerminologyError" }));
    expect(await site.store.versions("CodeSystem", "http://example.org/added")).toEqual([]);
  });
});

describe("a form that comes too slowly", () => {
  const site = waitingSite(0.3);

  test("is not waited for when its answer has gone", async () => {
    const begun = '--abc\r\nContent-Disposition: form-data; name="text"\r\n\r\none';
    const body = new ReadableStream({
      start: (controller) => controller.enqueue(new TextEncoder().encode(begun)),
    });
    const headers = { "Content-Type": "multipart/form-data; boundary=abc" };
    const answer = await site.ask("/translate", { method: "POST", headers, body, duplex: "half" });
    expect(answer.status).toBe(503);
    await until(() => site.underWay() === 0);
  });
});

describe("a caller who hangs up", () => {
  const site = waitingSite(30);

  test("in the middle of an import gets nothing written", async () => {
    site.hold("records");
    const gone = new AbortController();
    const asking = site.ask("/add", { ...adding(), signal: gone.signal });
    await until(site.isHeld);
    expect(site.underWay()).toBe(1);
    gone.abort();
    await expect(asking).rejects.toThrow();
    // Until the server knows.
    await new Promise((resolve) => setTimeout(resolve, 150));
    site.letGo();
    await until(() => site.underWay() === 0);
    expect(await site.store.versions("CodeSystem", "http://example.org/added")).toEqual([]);
  });

  test("in the middle of a sheet is asked nothing more for", async () => {
    site.hold("snapshot");
    const gone = new AbortController();
    const asking = site.ask("/translate", {
      ...formOf({ text: "one\n".repeat(4_000) }),
      signal: gone.signal,
    });
    await until(site.isHeld);
    gone.abort();
    await expect(asking).rejects.toThrow();
    await new Promise((resolve) => setTimeout(resolve, 150));
    const { snapshot } = MemoryStore.prototype;
    let asked = 0;
    const state = snapshot.call(site.store);
    const conceptMaps = state.conceptMaps.bind(state);
    state.conceptMaps = (query) => (asked++, conceptMaps(query));
    site.letGo();
    await until(() => site.underWay() === 0);
    expect(asked).toBe(0);
  });
});
