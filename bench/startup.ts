/** From process start to the first answer, against `node -e 0` on the same machine, and the memory that it then has. */
import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { get } from "node:http";
import { type AddressInfo, createServer } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import type { Settings } from "./compare.ts";
import { content } from "./content.ts";
import { load } from "./load.ts";
import { scenarios } from "./pools.ts";
import { residentMemory, startFlags } from "./processes.ts";
import { type ProductionSize, productionSize } from "./production-size.ts";
import { median } from "./statistics.ts";
import type { BenchStores } from "./stores.ts";

const LOOKUP =
  "/r4/CodeSystem/$lookup?system=https://w3id.org/ossicle/CodeSystem/genetic-conditions&code=progressive-osseous-heteroplasia";
/** What isn't needed for the first answer is loaded half a second after the start. */
const AT_REST_AFTER = 3_000;

/** Milliseconds that `node -e 0` takes. */
function nothing(): number {
  const started = performance.now();
  spawnSync(process.execPath, ["-e", "0"]);
  return performance.now() - started;
}

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer().listen(0, "127.0.0.1", () => {
      const { port } = server.address() as AddressInfo;
      server.close(() => resolve(port));
    });
  });
}

/** Starts the server as `npm start` does, and hands it over once it has given a right answer. */
async function started<T>(
  env: Record<string, string>,
  use: (child: ChildProcess, base: string, milliseconds: number) => T,
): Promise<Awaited<T>> {
  const port = await freePort();
  const main = fileURLToPath(new URL("../src/boot.js", import.meta.url));
  const begun = performance.now();
  const child = spawn(process.execPath, [...startFlags(), main], {
    stdio: "ignore",
    env: { ...process.env, ...env, PORT: String(port) },
  });
  const ended = once(child, "exit");
  try {
    while (!(await answers(port))) {
      if (child.exitCode !== null)
        throw new Error(`the server ended with ${child.exitCode} before it answered`);
      await sleep(1);
    }
    return await use(child, `http://127.0.0.1:${port}`, performance.now() - begun);
  } finally {
    child.kill();
    await ended;
  }
}

function answers(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const request = get({ host: "127.0.0.1", port, path: LOOKUP }, (response) => {
      let text = "";
      response.on("data", (part: Buffer) => (text += part.toString()));
      response.on("end", () => resolve(text.includes("Progressive osseous heteroplasia")));
    });
    request.on("error", () => resolve(false));
  });
}

export interface StartUp {
  /** Milliseconds. */
  nodeAlone: number;
  firstAnswer: number;
  ratio: number;
}

/** Milliseconds from the start of the server's process to its first right answer. */
const firstAnswer = (env: Record<string, string>): Promise<number> =>
  started(env, (_child, _base, milliseconds) => milliseconds);

/** Alternates the two; the first start, which fills the compile cache, isn't counted. */
export async function measureStartUp(env: Record<string, string>, rounds = 11): Promise<StartUp> {
  await firstAnswer(env);
  const alone: number[] = [];
  const first: number[] = [];
  for (let i = 0; i < rounds; i++) {
    alone.push(nothing());
    first.push(await firstAnswer(env));
  }
  const [nodeAlone, answered] = [median(alone), median(first)];
  return { nodeAlone, firstAnswer: answered, ratio: answered / nodeAlone };
}

/** When garbage is collected makes a difference of some megabytes. */
const MEMORY_ROUNDS = 3;

const CONTENTS = ["condition", "terminology", "all"] as const;

export interface StartResults {
  contents: (StartUp & {
    content: (typeof CONTENTS)[number];
    /** MB, medians: some seconds after the start, and after every scenario was asked. */
    atRest: number;
    afterLoad: number;
  })[];
  production: ProductionSize;
}

/** With each content in SQLite. */
export async function measureStart(stores: BenchStores, settings: Settings): Promise<StartResults> {
  const contents: StartResults["contents"] = [];
  for (const name of CONTENTS) {
    const env = { OSSICLE_STORE: await stores.filled("sqlite", name) };
    const start = await measureStartUp(env, settings.rounds * 2 + 1);
    const pools = scenarios([...content(name)]);
    const rest: number[] = [];
    const loaded: number[] = [];
    for (let i = 0; i < MEMORY_ROUNDS; i++) {
      await started(env, async (child, base) => {
        await sleep(AT_REST_AFTER);
        rest.push(residentMemory(child));
        for (const { requests } of pools) await load(`${base}/r4`, requests, { ...settings, seconds: 1 });
        loaded.push(residentMemory(child));
      });
    }
    contents.push({ content: name, ...start, atRest: median(rest), afterLoad: median(loaded) });
    console.log(JSON.stringify(contents.at(-1)));
  }
  return { contents, production: productionSize() };
}
