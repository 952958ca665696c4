import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createClient } from "../../src/client.ts";
import { startOssicle, startReplay, type TestOssicle } from "../../src/testing.ts";

const folder = mkdtempSync(join(tmpdir(), "ossicle-tape-"));
const tape = join(folder, "tape.json");
const GC = "https://w3id.org/ossicle/CodeSystem/genetic-conditions";
const POH = { system: GC, code: "progressive-osseous-heteroplasia" };
let tx: TestOssicle;
beforeAll(async () => {
  tx = await startOssicle();
});
afterAll(async () => {
  await tx.stop();
  rmSync(folder, { recursive: true });
});

const clientAt = (baseUrl: string) =>
  createClient({
    baseUrl,
    version: "r4",
    retries: 0,
    headers: () => ({ Authorization: "Bearer planted-token" }),
  });

async function questions(baseUrl: string) {
  const client = clientAt(baseUrl);
  return [
    await client.lookup(POH),
    await client.translate({ ...POH, targetSystem: "http://www.omim.org" }),
    await client.validateCode({ system: GC, codeableConcept: { coding: [POH] } }),
  ];
}

describe("a recording", () => {
  test("gives the same answers without the server, and holds no credentials", async () => {
    const recorder = await startReplay(tape, { mode: "record", upstream: tx.r4, secrets: ["planted-token"] });
    const first = await questions(recorder.url);
    await fetch(`${recorder.url}/metadata?access_token=planted-token`);
    await recorder.stop();
    const text = readFileSync(tape, "utf8");
    expect(text).not.toContain("planted-token");
    expect(text.split("\n").length).toBeGreaterThan(50);

    const asked = tx.requests().length;
    const replay = await startReplay(tape);
    expect(await questions(replay.url)).toEqual(first);
    await replay.stop();
    expect(tx.requests().length).toBe(asked);
  });

  test("has no answer to another question, and says what is nearest", async () => {
    const replay = await startReplay(tape);
    const answer = await clientAt(replay.url).lookup({ ...POH, code: "fop" });
    expect(answer).toMatchObject({ kind: "unsupported", status: 501 });
    expect(replay.unmatched[0]).toContain("differs in code (fop, not progressive-osseous-heteroplasia)");
    await expect(replay.stop()).rejects.toThrow("1 not on the tape");
  });

  test("that is too old is no answer", async () => {
    const old = join(folder, "old.json");
    writeFileSync(
      old,
      readFileSync(tape, "utf8").replace(/"recorded": "[^"]+"/g, '"recorded": "2020-01-01T00:00:00Z"'),
    );
    const replay = await startReplay(old, { maxAgeDays: 30 });
    expect((await clientAt(replay.url).lookup(POH)).kind).toBe("unsupported");
    await expect(replay.stop()).rejects.toThrow("more than 30 days ago");
  });

  test("keeps the order in which one question got several answers, and a cache-id does not matter", async () => {
    let count = 0;
    const upstream = createServer((_req, res) => {
      res.setHeader("Content-Type", "application/fhir+json");
      if (++count === 2) res.statusCode = 503;
      res.end(
        JSON.stringify({ resourceType: "Parameters", parameter: [{ name: "n", valueInteger: count }] }),
      );
    });
    await new Promise<void>((resolve) => upstream.listen(0, "127.0.0.1", resolve));
    const { port } = upstream.address() as AddressInfo;
    const several = join(folder, "several.json");
    const ask = async (url: string, id: string) =>
      (
        (await (await fetch(`${url}/a?b=1&cache-id=${id}`)).json()) as {
          parameter: { valueInteger: number }[];
        }
      ).parameter[0]!.valueInteger;
    await using recorder = await startReplay(several, {
      mode: "record",
      upstream: `http://127.0.0.1:${port}`,
    });
    expect([
      await ask(recorder.url, "1"),
      await ask(recorder.url, "2"),
      await ask(recorder.url, "3"),
    ]).toEqual([1, 2, 3]);
    await using replay = await startReplay(several);
    expect([await ask(replay.url, "7"), await ask(replay.url, "8"), await ask(replay.url, "9")]).toEqual([
      1, 3, 3,
    ]);
    upstream.close();
    upstream.closeAllConnections();
  });

  test("leads a client on its own pages, and tells what it may act on", async () => {
    const pages = join(folder, "pages.json");
    const follow = async (base: string) => {
      const titles: unknown[] = [];
      for (let next: string | undefined = `${base}/ConceptMap?_count=3&_sort=url`; next !== undefined;) {
        const answer = await fetch(next);
        const bundle = (await answer.json()) as {
          link: { relation: string; url: string }[];
          entry: { resource: { url: string } }[];
        };
        expect(answer.headers.get("etag")).toMatch(/^(W\/)?"/);
        titles.push(bundle.entry.map(({ resource }) => resource.url));
        next = bundle.link.find(({ relation }) => relation === "next")?.url;
      }
      return titles;
    };
    const recorder = await startReplay(pages, { mode: "record", upstream: tx.r4 });
    const recorded = await follow(recorder.url);
    await recorder.stop();
    expect(recorded.length).toBeGreaterThan(1);
    expect(readFileSync(pages, "utf8")).not.toContain(tx.url);
    const asked = tx.requests().length;
    await using replay = await startReplay(pages);
    expect(await follow(replay.url)).toEqual(recorded);
    expect(tx.requests().length).toBe(asked);
  });

  test("needs an upstream", async () => {
    await expect(startReplay(tape, { mode: "record" })).rejects.toThrow("upstream");
  });
});
