/** Several workers answer as one server: the same content, the same tags. */
import { createHash } from "node:crypto";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { freshSchema, POSTGRES } from "../../storage/postgres-schema.ts";
import { temporaryFolder } from "../../storage/temporary.ts";
import { type Connection, connections } from "./connections.ts";
import { ossicle, serve, start } from "./server-process.ts";

const folder = temporaryFolder();
afterAll(() => folder.remove());
let files = 0;
const newFile = () => `sqlite:${folder.path}/${++files}.db`;

const KEY = "a-key-for-tests";
const WRITING = {
  OSSICLE_WRITES: "on",
  OSSICLE_KEYS: createHash("sha256").update(KEY).digest("hex"),
};
const SYSTEM = "http://example.org/colours";
const colours = (codes: string[]) => ({
  resourceType: "CodeSystem",
  id: "colours",
  url: SYSTEM,
  status: "active",
  content: "complete",
  concept: codes.map((code) => ({ code })),
});
const put = async (one: Connection, codes: string[]) => {
  const headers = { Authorization: `Bearer ${KEY}` };
  const { status, text } = await one.ask("/r4/CodeSystem/colours", {
    method: "PUT",
    headers,
    body: colours(codes),
  });
  expect([200, 201], text).toContain(status);
};
const lookup = async (one: Connection, code: string) =>
  (await one.ask(`/r4/CodeSystem/$lookup?system=${SYSTEM}&code=${code}`)).status;

/** What every connection is answered, all asking at the same time. */
const all = <T>(list: readonly Connection[], ask: (one: Connection) => Promise<T>) =>
  Promise.all(list.map(ask));

const stores: [string, () => string | Promise<string>][] = [["SQLite", newFile]];
if (POSTGRES !== undefined) stores.push(["PostgreSQL", freshSchema]);

describe.each(stores)("two workers on one %s", (_, store) => {
  test("share the port; what one writes each answers with its next request", async () => {
    const server = await start(["--workers", "2"], { ...WRITING, OSSICLE_STORE: await store() });
    expect(server.output().match(/"ready":true/g)).toHaveLength(1);
    const { all: list, workers } = await connections(server.url);
    expect(workers.size).toBe(2);
    const codes: string[] = [];
    for (const [i, writer] of list.entries()) {
      const code = `c${i}`;
      // Asked before, so that whatever is kept is kept.
      expect(new Set(await all(list, (one) => lookup(one, code)))).toEqual(new Set([404]));
      await put(writer, [...codes, code]);
      codes.push(code);
      expect(new Set(await all(list, (one) => lookup(one, code)))).toEqual(new Set([200]));
    }
  });

  test("see what the command line imports", async () => {
    const address = await store();
    const server = await start(["--workers=2"], { OSSICLE_STORE: address });
    const { all: list, workers } = await connections(server.url);
    expect(workers.size).toBe(2);
    expect(new Set(await all(list, (one) => lookup(one, "red")))).toEqual(new Set([404]));
    const file = join(folder.path, "colours.json");
    writeFileSync(file, JSON.stringify(colours(["red"])));
    await ossicle("import", file, "--store", address);
    expect(new Set(await all(list, (one) => lookup(one, "red")))).toEqual(new Set([200]));
  });

  test("give one tag for one content, and each knows the tags of the other", async () => {
    const server = await start([], { ...WRITING, OSSICLE_WORKERS: "2", OSSICLE_STORE: await store() });
    const { all: list, workers } = await connections(server.url);
    expect(workers.size).toBe(2);
    const path = "/r5/ValueSet/$expand?url=https://w3id.org/ossicle/ValueSet/poh-codes";
    const tags = async () => new Set(await all(list, async (one) => (await one.ask(path)).headers.etag!));
    const before = await tags();
    expect(before.size).toBe(1);
    const headers = { "If-None-Match": [...before][0]! };
    const known = async () =>
      new Set(await all(list, async (one) => (await one.ask(path, { headers })).status));
    expect(await known()).toEqual(new Set([304]));
    await put(list[0]!, ["red"]);
    expect(await known()).toEqual(new Set([200]));
    const after = await tags();
    expect(after.size).toBe(1);
    expect(after).not.toEqual(before);
  });
});

test("resources sent with a cache-id count for their request only, whichever worker is asked", async () => {
  const server = await serve(["--workers", "2", "--store", newFile()], {});
  const { all: list, workers } = await connections(server.url, 4);
  expect(workers.size).toBe(2);
  const ask = async (one: Connection, resources: object[]) => {
    const parameter = [
      { name: "cache-id", valueId: "a" },
      { name: "system", valueUri: SYSTEM },
      { name: "code", valueCode: "red" },
      ...resources.map((resource) => ({ name: "tx-resource", resource })),
    ];
    const body = { resourceType: "Parameters", parameter };
    return (await one.ask("/r4/CodeSystem/$lookup", { method: "POST", body })).status;
  };
  expect(await all(list, (one) => ask(one, [colours(["red"])]))).toEqual([200, 200, 200, 200]);
  expect(await all(list, (one) => ask(one, []))).toEqual([404, 404, 404, 404]);
});
