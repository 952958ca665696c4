/** Workers come, go and are replaced; the server stays until it is told to stop, and says why when it can't. */
import { execFileSync, spawnSync } from "node:child_process";
import { readdirSync } from "node:fs";
import { type AddressInfo, createServer } from "node:net";
import { afterAll, describe, expect, test } from "vitest";
import { temporaryFolder } from "../../storage/temporary.ts";
import { connection, connections } from "./connections.ts";
import { isAlive, SEES_PROCESSES, serve, type ServerProcess, start, until } from "./server-process.ts";

const folder = temporaryFolder();
afterAll(() => folder.remove());
let files = 0;
const newStore = () => ({ OSSICLE_STORE: `sqlite:${folder.path}/${++files}.db` });
const two = (env: Record<string, string> = {}) => start(["--workers", "2"], { ...newStore(), ...env });

/** Where limits of a process can be changed while it runs. */
const LIMITS_PROCESSES = SEES_PROCESSES && spawnSync("prlimit", ["--version"]).status === 0;

const LOOKUP = "/r4/CodeSystem/$lookup?system=http://www.omim.org&code=166350";

/** Who ends sooner has not waited: for what is asked it would be 10 s, for workers 15. */
const AT_ONCE_MS = 9_000;

async function elapsed(work: Promise<unknown>): Promise<number> {
  const begun = performance.now();
  await work;
  return performance.now() - begun;
}

/** Resolves when none of these processes is left. */
const gone = (pids: readonly number[]) => until(() => !pids.some(isAlive) || undefined);

describe.skipIf(!SEES_PROCESSES)("a worker that is killed", () => {
  /** Two workers answer, and not both are of these. */
  const replaced = (server: ServerProcess, known: ReadonlyMap<string, unknown>) =>
    until(async () => {
      // One that came in when the worker died is hung up on.
      const found = await connections(server.url, 4).catch(() => undefined);
      const workers = [...(found?.workers.keys() ?? [])];
      return workers.length === 2 && workers.some((one) => !known.has(one)) ? true : undefined;
    });

  test("is replaced, and nobody else loses a connection", async () => {
    const server = await two();
    const { all, workers } = await connections(server.url);
    expect(workers.size).toBe(2);
    const [victim, survivor] = server.workers();
    let asking = true;
    const outcomes = all.map(async (one) => {
      let answers = 0;
      for (; asking; answers++) {
        const { status } = await one.ask(LOOKUP).catch(() => ({ status: 0 }));
        if (status !== 200) return "lost";
      }
      return answers > 0 ? "kept" : "never asked";
    });
    await new Promise((resolve) => setTimeout(resolve, 100));
    process.kill(victim!, "SIGKILL");
    await replaced(server, workers);
    asking = false;
    const fates = await Promise.all(outcomes);
    // Each worker's connections have one fate, and not both workers' the same.
    const fateOf = [...workers.values()].map((own) => new Set(own.map((one) => fates[all.indexOf(one)])));
    expect(fateOf.map((fate) => [...fate].join()).sort()).toEqual(["kept", "lost"]);
    expect(server.workers()).toContain(survivor);
    expect(server.workers()).not.toContain(victim);
    await until(() => server.output().includes("it was ended by SIGKILL") || undefined);
  });

  test("hangs up on whoever was on the way to it, for nobody would answer", async () => {
    const server = await two();
    const [victim] = server.workers();
    process.kill(victim!, "SIGSTOP");
    const outcomes: string[] = [];
    const asked = Array.from({ length: 4 }, () =>
      connection(server.url)
        .ask(LOOKUP)
        .then(
          ({ status }) => outcomes.push(String(status)),
          (error: NodeJS.ErrnoException) => outcomes.push(error.code!),
        ),
    );
    await until(() => (outcomes.length === 3 ? true : undefined));
    process.kill(victim!, "SIGKILL");
    await Promise.all(asked);
    expect(outcomes).toEqual(["200", "200", "200", "ECONNRESET"]);
  });

  test("of all at once leaves the server at its address, one that was free, too", async () => {
    const server = await two();
    const before = server.workers();
    for (const pid of before) process.kill(pid, "SIGKILL");
    await until(() =>
      server.workers().filter((pid) => !before.includes(pid)).length === 2 ? true : undefined,
    );
    const answer = await until(() => fetch(`${server.url}${LOOKUP}`).catch(() => undefined));
    expect(answer.status).toBe(200);
  });

  test.skipIf(!LIMITS_PROCESSES)(
    "is replaced later where there are no descriptors for another one",
    async () => {
      const server = await two();
      const [victim, survivor] = server.workers();
      const allow = (descriptors: number) =>
        execFileSync("prlimit", ["--pid", String(server.process.pid), `--nofile=${descriptors}:4096`]);
      allow(readdirSync(`/proc/${server.process.pid}/fd`).length);
      process.kill(victim!, "SIGKILL");
      await until(() => server.output().includes("the system could not start it: spawn") || undefined);
      expect((await connection(server.url).ask(LOOKUP)).status).toBe(200);
      allow(4_096);
      await until(() => (server.workers().length === 2 ? true : undefined));
      expect(server.workers()).toContain(survivor);
    },
  );

  test("at once, again and again, ends the server with the reason", async () => {
    const server = await two();
    const [stays] = server.workers();
    const killing = setInterval(() => {
      for (const pid of server.workers()) if (pid !== stays) process.kill(pid, "SIGKILL");
    }, 20);
    const code = await server.ended.finally(() => clearInterval(killing));
    expect(code).toBe(1);
    expect(server.output()).toMatch(
      /^Ossicle ended: workers end as soon as they start, 7 in a row\. The last one: it was ended by SIGKILL$/m,
    );
    await gone([stays!]);
  });
});

describe("to stop", () => {
  test("on a signal, all workers drain and let go of connections", async () => {
    const server = await two({ OSSICLE_DRAIN: "3" });
    const { all, workers } = await connections(server.url);
    expect(workers.size).toBe(2);
    const ready = async () =>
      Promise.all(
        all.map(async (one) => {
          const { status, headers } = await one.ask("/health/ready");
          return `${status} ${headers.connection}`;
        }),
      );
    expect(new Set(await ready())).toEqual(new Set(["200 keep-alive"]));
    server.process.kill("SIGTERM");
    // Both have been told when all say so.
    const draining = new Set(["503 close"]);
    await until(async () => ((await ready()).every((one) => draining.has(one)) ? true : undefined));
    expect((await connection(server.url).ask(LOOKUP)).status).toBe(200);
    expect(await server.ended).toBe(0);
    await expect(connection(server.url).ask(LOOKUP)).rejects.toThrow("ECONNREFUSED");
  });

  test("without draining it is done at once, also by `ossicle serve`", async () => {
    const server = await serve(["--workers", "2"], newStore());
    server.process.kill("SIGINT");
    expect(await elapsed(server.ended)).toBeLessThan(AT_ONCE_MS);
    expect(await server.ended).toBe(0);
  });

  test.skipIf(!SEES_PROCESSES)(
    "who waits for a worker is answered first, however slow the processes",
    async () => {
      const server = await two();
      const workers = server.workers();
      const signal = (pids: number[], name: NodeJS.Signals) => pids.forEach((pid) => process.kill(pid, name));
      const moment = () => new Promise((resolve) => setTimeout(resolve, 150));
      signal(workers, "SIGSTOP");
      const asked = Array.from({ length: 20 }, () => connection(server.url).ask(LOOKUP));
      await moment();
      server.process.kill("SIGTERM");
      await moment();
      // Workers that know, and a first process that has no time for them yet.
      signal([server.process.pid!], "SIGSTOP");
      signal(workers, "SIGCONT");
      await moment();
      signal([server.process.pid!], "SIGCONT");
      const answers = await Promise.allSettled(asked);
      expect(answers.filter(({ status }) => status === "rejected")).toEqual([]);
      expect(await server.ended).toBe(0);
    },
  );

  test.skipIf(!SEES_PROCESSES)("a second signal ends all at once", async () => {
    const server = await two({ OSSICLE_DRAIN: "60" });
    const pids = server.workers();
    expect(pids).toHaveLength(2);
    server.process.kill("SIGTERM");
    await until(async () => (await connection(server.url).ask("/health/ready")).status === 503 || undefined);
    server.process.kill("SIGINT");
    expect(await elapsed(server.ended)).toBeLessThan(AT_ONCE_MS);
    expect(await server.ended).toBe(1);
    await gone(pids);
  });

  test("one process, too, ends at once by a second signal", async () => {
    const server = await start([], { ...newStore(), OSSICLE_DRAIN: "60" });
    server.process.kill("SIGTERM");
    await until(async () => (await connection(server.url).ask("/health/ready")).status === 503 || undefined);
    server.process.kill("SIGTERM");
    expect(await server.ended).toBe(1);
  });

  test.skipIf(!SEES_PROCESSES)("workers do not outlive the first process", async () => {
    const server = await two();
    const pids = server.workers();
    expect(pids).toHaveLength(2);
    server.process.kill("SIGKILL");
    await server.ended;
    await gone(pids);
  });
});

describe("what can't be had is told, and nothing is left running", () => {
  test("a port that is taken", async () => {
    const taken = createServer().listen(0, "127.0.0.1");
    await new Promise((resolve) => taken.once("listening", resolve));
    const { port } = taken.address() as AddressInfo;
    await expect(two({ PORT: String(port) })).rejects.toThrow(
      `Ossicle did not start: port ${port} at 127.0.0.1 is in use by another process`,
    );
    taken.close();
  });

  test.each([
    [["--workers", "none"], "OSSICLE_WORKERS=none is not valid: give a whole number from 1 to 256"],
    [["--workers"], "Option '--workers <value>' argument missing"],
    [["--worker", "2"], "Unknown option '--worker'"],
  ])("%j", async (args, words) => {
    await expect(start(args, newStore())).rejects.toThrow(`Ossicle did not start: ${words}`);
  });

  test("a store that can't be shared, or opened", async () => {
    await expect(two({ OSSICLE_STORE: "memory:" })).rejects.toThrow("OSSICLE_WORKERS=2 needs a store");
    await expect(two({ OSSICLE_STORE: `sqlite:${folder.path}` })).rejects.toThrow(/can't be (used|opened)/);
  });
});
