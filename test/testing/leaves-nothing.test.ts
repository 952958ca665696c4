/** A server in a test leaves nothing behind: processes of their own, whose handles and memory are looked at. */
import { execFile } from "node:child_process";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { expect, test } from "vitest";

const src = (name: string) => new URL(`../../src/${name}`, import.meta.url).href;

/** Runs a module, and gives what it wrote as JSON. */
async function run<T>(code: string, ...flags: string[]): Promise<T> {
  const args = ["--disable-warning=ExperimentalWarning", ...flags, "--input-type=module", "--eval", code];
  const { stdout } = await promisify(execFile)(process.execPath, args);
  return JSON.parse(stdout) as T;
}

test("fifty servers at once, asked and stopped: the process ends by itself, and waits for nothing", async () => {
  const seen = await run<{ addresses: number; found: number; waitedMs: number }>(`
    import { startOssicle } from "${src("testing.ts")}";
    const all = await Promise.all(Array.from({ length: 50 }, () => startOssicle()));
    const answers = await Promise.all(all.map((tx) => tx.client().lookup({ system: "http://www.omim.org", code: "166350" })));
    await Promise.all(all.map((tx) => tx.stop()));
    const stopped = performance.eventLoopUtilization();
    const addresses = new Set(all.map((tx) => tx.url)).size;
    const found = answers.filter(({ kind }) => kind === "found").length;
    const waitedMs = () => performance.eventLoopUtilization(stopped).idle;
    process.on("exit", () => console.log(JSON.stringify({ addresses, found, waitedMs: waitedMs() })));
  `);
  expect(seen).toMatchObject({ addresses: 50, found: 50 });
  expect(seen.waitedMs).toBeLessThan(300);
});

test("hundreds of starts and stops leave no handle, and memory as it was", async () => {
  const seen = await run<{ handles: string[]; heap: number[]; alive: number }>(
    `
    import { setImmediate as turn } from "node:timers/promises";
    import { startOssicle } from "${src("testing.ts")}";
    const resource = { resourceType: "CodeSystem", url: "https://example.org/c", status: "active", content: "complete", concept: [{ code: "red" }] };
    const servers = [];
    async function cycle() {
      const tx = await startOssicle({ resources: [resource] });
      servers.push(new WeakRef(tx));
      await tx.client("r5").lookup({ system: resource.url, code: "red" });
      tx.fault({}, "hang");
      const hanging = tx.fetch("metadata").catch(() => undefined);
      while (tx.requests().length < 2) await turn();
      await tx.stop();
      await hanging;
    }
    async function heapNow() {
      // What has ended is let go of in the turns that follow.
      for (let i = 0; i < 5; i++) { await turn(); gc(); }
      return process.memoryUsage().heapUsed;
    }
    const heap = [];
    for (let i = 1; i <= 400; i++) {
      await cycle();
      if (i % 100 === 0) heap.push(await heapNow());
    }
    const alive = servers.filter((one) => one.deref() !== undefined).length;
    console.log(JSON.stringify({ handles: process.getActiveResourcesInfo(), heap, alive }));
  `,
    "--expose-gc",
  );
  // What the process itself writes to.
  expect(seen.handles.filter((handle) => !/^(TTY|Pipe|FS)/.test(handle))).toEqual([]);
  expect(seen.alive).toBeLessThan(5);
  // One server alone takes more than this: a hundred have left less. The engine's compiled code comes to it now and then.
  const left = seen.heap.slice(1).map((bytes, i) => bytes - seen.heap[i]!);
  expect(Math.min(...left), `left by a hundred each: ${left.join(", ")}`).toBeLessThan(1_000_000);
});

test("the client loads nothing of Node's, nor of the server", async () => {
  const loaded = await run<string[]>(`
    import { registerHooks } from "node:module";
    const loaded = [];
    registerHooks({ resolve(specifier, context, next) { const found = next(specifier, context); loaded.push(found.url); return found; } });
    const { createClient } = await import("${src("client.ts")}");
    const answer = () => Promise.resolve(Response.json({ resourceType: "Parameters", parameter: [{ name: "result", valueBoolean: true }] }));
    const client = createClient({ baseUrl: "http://localhost", version: "r4", fetch: answer });
    await client.validateCode({ system: "http://example.org", code: "a" });
    console.log(JSON.stringify(loaded));
  `);
  expect(loaded.length).toBeGreaterThan(3);
  const own = fileURLToPath(src("client"));
  expect(loaded.filter((url) => !url.startsWith("file:") || !fileURLToPath(url).startsWith(own))).toEqual([]);
});
