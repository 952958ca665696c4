import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { get } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { startOssicle } from "../../src/testing.ts";
import { waitingTime } from "../spent-time.ts";

const COLOURS = "https://example.org/colours";
const colours = (...codes: string[]) => ({
  resourceType: "CodeSystem",
  id: "colours",
  url: COLOURS,
  status: "active",
  content: "complete",
  concept: codes.map((code) => ({ code })),
});
const r4Map = (equivalence: string) => ({
  resourceType: "ConceptMap",
  url: "https://example.org/map",
  status: "active",
  group: [
    {
      source: COLOURS,
      target: COLOURS,
      element: [{ code: "red", target: [{ code: "green", equivalence, comment: "why" }] }],
    },
  ],
});
const red = { system: COLOURS, code: "red" };
const folder = mkdtempSync(join(tmpdir(), "ossicle-testing-"));
afterAll(() => rmSync(folder, { recursive: true }));

test("start, ask, stop: in a few lines", async () => {
  await using tx = await startOssicle({ resources: [colours("red")] });
  expect(await tx.client().lookup(red)).toMatchObject({ kind: "found" });
  expect((await tx.fetch(`CodeSystem/$lookup?system=${COLOURS}&code=red`)).status).toBe(200);
});

test("R4 and R5 are told apart by what they say", async () => {
  await using tx = await startOssicle({ resources: [colours("red", "green"), r4Map("wider")], fhir: "r5" });
  const answer = await tx.client().translate(red);
  expect(answer).toMatchObject({ matches: [{ relation: "source-is-narrower-than-target" }] });
  await tx.add(r4Map("equivalent"));
  expect(await tx.client().translate(red)).toMatchObject({ matches: [{ relation: "equivalent" }] });
});

test("what is no valid resource is named, and nothing of it is there", async () => {
  await expect(startOssicle({ resources: [{ ...colours("red"), concpt: [] }] })).rejects.toThrow(
    /https:\/\/example.org\/colours is no valid .*concpt/,
  );
  await using tx = await startOssicle();
  await expect(tx.add(colours("red"), { ...colours("blue"), url: 5 })).rejects.toThrow("url");
  expect((await tx.client().lookup(red)).kind).toBe("unknown-resource");
});

test("files are taken as they are imported: resources, and tables", async () => {
  const json = join(folder, "colours.json");
  writeFileSync(json, JSON.stringify(colours("red")));
  const table = join(folder, "bones.csv");
  writeFileSync(table, "code,display\nmalleus,Malleus\n");
  await using tx = await startOssicle({ files: [json, table] });
  expect((await tx.client().lookup(red)).kind).toBe("found");
  const system = "https://w3id.org/ossicle/CodeSystem/bones";
  expect(await tx.client().match({ text: "Malleus", system: [system] })).toMatchObject({
    candidates: [{ concept: { code: "malleus" } }],
  });
});

test("without the bundled condition there is nothing", async () => {
  await using tx = await startOssicle({ bundled: false });
  const bundle = (await (await tx.fetch("CodeSystem?_summary=count")).json()) as { total: number };
  expect(bundle.total).toBe(0);
});

test("what was asked is plain data, and reset brings back the start", async () => {
  await using tx = await startOssicle({ resources: [colours("red")] });
  await tx.client().lookup(red);
  await tx.client("r5").translate({ ...red, codeableConcept: { coding: [red] } });
  expect(tx.requests()).toHaveLength(2);
  expect(tx.requests({ operation: "$lookup" })[0]).toMatchObject({
    method: "GET",
    version: "r4",
    operation: "lookup",
    path: "/r4/CodeSystem/$lookup",
    query: { system: [COLOURS], code: ["red"] },
    status: 200,
  });
  expect(tx.requests({ method: "post" })[0]!.body).toMatchObject({ resourceType: "Parameters" });
  await tx.add(colours("red", "blue"));
  tx.fault({}, { status: 500 });
  await tx.reset();
  expect(tx.requests()).toEqual([]);
  expect((await tx.client().lookup({ system: COLOURS, code: "blue" })).kind).toBe("unknown-code");
  expect((await tx.client().lookup(red)).kind).toBe("found");
});

test("a question whose address can't be read is seen as it came, and answered as the server answers it", async () => {
  await using tx = await startOssicle({ resources: [colours("red")] });
  const answer = await tx.fetch("CodeSystem/%zz");
  expect(tx.requests()).toMatchObject([{ path: "/r4/CodeSystem/%zz", status: answer.status }]);
  expect(answer.status).toBe(400);
  expect(await answer.json()).toMatchObject({ resourceType: "OperationOutcome" });
});

test("who has the key may write over HTTP, and others may not", async () => {
  await using tx = await startOssicle({ key: "secret" });
  const put = (key: string) =>
    tx.fetch("CodeSystem/colours", {
      method: "PUT",
      body: JSON.stringify(colours("red")),
      headers: { "Content-Type": "application/fhir+json", Authorization: `Bearer ${key}` },
    });
  expect((await put("other")).status).toBe(401);
  expect((await put("secret")).status).toBe(201);
});

describe("a fault", () => {
  test.each([
    [{ status: 429, retryAfter: 0 }, "found"],
    ["reset" as const, "found"],
    [{ delayMs: 20 }, "found"],
  ])("%j, once, is over with the next attempt", async (fault, kind) => {
    await using tx = await startOssicle({ resources: [colours("red")] });
    tx.fault({ operation: "lookup" }, fault, { times: 1 });
    expect((await tx.client().lookup(red)).kind).toBe(kind);
  });

  test("cuts an answer off, or is another answer", async () => {
    await using tx = await startOssicle({ resources: [colours("red")] });
    const taken = tx.fault({ operation: "lookup" }, { truncateAfter: 10 });
    await expect(
      tx.fetch(`CodeSystem/$lookup?system=${COLOURS}&code=red`).then((r) => r.text()),
    ).rejects.toThrow();
    taken[Symbol.dispose]();
    tx.fault({ operation: "lookup" }, { answer: { resourceType: "Parameters", parameter: [] } });
    expect(await tx.client().lookup(red)).toMatchObject({ kind: "found", properties: [] });
  });

  test("cuts a long answer off after as many bytes", async () => {
    const concept = Array.from({ length: 30_000 }, (_, i) => ({ code: `code-${i}` }));
    const long = { ...colours("red"), id: "long", url: "http://example.org/long", concept };
    await using tx = await startOssicle({ resources: [long] });
    tx.fault({}, { truncateAfter: 100 });
    const bytes = await new Promise<number>((resolve) => {
      let size = 0;
      get(`${tx.r4}/CodeSystem/long`, (answer) => {
        answer.on("data", (piece: Buffer) => (size += piece.length));
        answer.on("error", () => resolve(size));
      });
    });
    expect(bytes).toBe(100);
  });

  test("is met only by what it is for", async () => {
    await using tx = await startOssicle({ resources: [colours("red")] });
    tx.fault({ when: (seen) => seen.query.code?.[0] === "blue" }, { status: 500 });
    expect((await tx.client().lookup(red)).kind).toBe("found");
  });

  test("that hangs keeps nobody from stopping", async () => {
    const tx = await startOssicle({ resources: [colours("red")] });
    tx.fault({}, "hang");
    const asking = tx.fetch("metadata").catch((error: Error) => error);
    while (tx.requests().length === 0) await new Promise((resolve) => setTimeout(resolve, 5));
    const waited = await waitingTime(async () => {
      await tx.stop();
      await tx.stop();
    });
    expect(waited).toBeLessThan(1_000);
    expect(await asking).toBeInstanceOf(Error);
  });
});

test("fifty servers at once do not get in each other's way", async () => {
  const all = await Promise.all(Array.from({ length: 50 }, () => startOssicle({ bundled: false })));
  expect(new Set(all.map((tx) => tx.url)).size).toBe(50);
  const answers = await Promise.all(all.map((tx) => fetch(`${tx.url}/health/live`)));
  expect(answers.every((answer) => answer.ok)).toBe(true);
  await Promise.all(all.map((tx) => tx.stop()));
});
