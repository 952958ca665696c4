/**
 * What was recorded is given back where there is no network at all: the replay and its caller are in a network
 * namespace of their own, with nothing but its loopback.
 */
import { execFileSync, spawnSync } from "node:child_process";
import { once } from "node:events";
import { createServer, type RequestListener } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { afterAll, describe, expect, test } from "vitest";
import { createClient } from "../../src/client.ts";
import { startOssicle, startReplay } from "../../src/testing.ts";
import { temporaryFolder } from "../storage/temporary.ts";
import { CODE, questions, SYSTEM } from "./questions.ts";

const CUT_OFF = ["-rn", "sh", "-c", 'ip link set lo up && exec "$@"', "sh"];
const MAY_CUT = spawnSync("unshare", [...CUT_OFF, "true"]).status === 0;

const folder = temporaryFolder();
afterAll(() => folder.remove());

const src = (name: string) => new URL(`../../src/${name}`, import.meta.url).href;
const QUESTIONS = new URL("questions.ts", import.meta.url).href;

/** Runs a module without a network, and gives what it wrote as JSON. */
function cutOff<T>(code: string): T {
  const node = [
    process.execPath,
    "--disable-warning=ExperimentalWarning",
    "--input-type=module",
    "--eval",
    code,
  ];
  return JSON.parse(execFileSync("unshare", [...CUT_OFF, ...node], { encoding: "utf8" })) as T;
}

describe.skipIf(!MAY_CUT)("with the network cut", () => {
  test.each(["r4", "r5"] as const)("%s: a recorded exchange has the same answers", async (version) => {
    const tape = join(folder.path, `${version}.json`);
    await using tx = await startOssicle();
    const recording = await startReplay(tape, { mode: "record", upstream: tx[version] });
    const recorded = await questions(createClient({ baseUrl: recording.url, version }));
    await recording.stop();

    const seen = cutOff<{ replayed: unknown; outside: string; unmatched: string[] }>(`
      import { createClient } from "${src("client.ts")}";
      import { startReplay } from "${src("testing.ts")}";
      const replay = await startReplay(${JSON.stringify(tape)});
      const { questions } = await import("${QUESTIONS}");
      const replayed = await questions(createClient({ baseUrl: replay.url, version: "${version}" }));
      const outside = await fetch("${tx.url}/health/live").then(() => "reached", () => "cut off");
      const { unmatched } = replay;
      await replay.stop();
      console.log(JSON.stringify({ replayed, outside, unmatched }));
    `);
    expect(seen).toEqual({ replayed: recorded, outside: "cut off", unmatched: [] });
  });

  test("a changed question fails with its difference and what is nearest", async () => {
    const tape = join(folder.path, "changed.json");
    await using tx = await startOssicle();
    const recording = await startReplay(tape, { mode: "record", upstream: tx.r4 });
    await questions(createClient({ baseUrl: recording.url, version: "r4" }));
    await recording.stop();

    const seen = cutOff<{ outcome: object; failed: string }>(`
      import { createClient } from "${src("client.ts")}";
      import { startReplay } from "${src("testing.ts")}";
      const replay = await startReplay(${JSON.stringify(tape)});
      const client = createClient({ baseUrl: replay.url, version: "r4" });
      const outcome = await client.translate({ system: "${SYSTEM}", code: "${CODE}", targetSystem: "http://www.orpha.net" });
      const failed = await replay.stop().then(() => "", (error) => error.message);
      console.log(JSON.stringify({ outcome, failed }));
    `);
    expect(seen.outcome).toMatchObject({ kind: "unsupported", status: 501 });
    expect(seen.failed).toContain("1 not on the tape");
    expect(seen.failed).toMatch(/nearest: GET \/ConceptMap\/\$translate/);
    expect(seen.failed).toContain("differs in targetsystem (http://www.orpha.net, not http://www.omim.org)");
  });

  test("another server's answers are the same too: compressed, in XML, none at all", async () => {
    const xml =
      '<Parameters xmlns="http://hl7.org/fhir"><parameter><name value="ü"/></parameter></Parameters>';
    const answers: Record<string, RequestListener> = {
      "/xml": (_req, res) => {
        res.setHeader("Content-Type", "application/fhir+xml; charset=utf-8");
        res.setHeader("Content-Encoding", "gzip");
        res.end(gzipSync(xml));
      },
      "/page": (_req, res) =>
        void res.writeHead(404, { "Content-Type": "text/html" }).end("<h1>Not here</h1>"),
      "/nothing": (_req, res) => void res.writeHead(204).end(),
    };
    const other = createServer((req, res) => answers[req.url!]!(req, res)).listen(0, "127.0.0.1");
    await once(other, "listening");
    const upstream = `http://127.0.0.1:${(other.address() as AddressInfo).port}`;
    const tape = join(folder.path, "other.json");
    const recording = await startReplay(tape, { mode: "record", upstream });
    for (const path of Object.keys(answers)) await (await fetch(recording.url + path)).text();
    await recording.stop();
    other.close();

    const seen = cutOff<unknown[]>(`
      import { startReplay } from "${src("testing.ts")}";
      await using replay = await startReplay(${JSON.stringify(tape)});
      const seen = [];
      for (const path of ${JSON.stringify(Object.keys(answers))}) {
        const answer = await fetch(replay.url + path);
        seen.push([answer.status, answer.headers.get("content-type"), await answer.text()]);
      }
      console.log(JSON.stringify(seen));
    `);
    expect(seen).toEqual([
      [200, "application/fhir+xml; charset=utf-8", xml],
      [404, "text/html", "<h1>Not here</h1>"],
      [204, null, ""],
    ]);
  });
});
