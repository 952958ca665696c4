/** From process start to the first answer, against `node -e 0` on the same machine; medians. */
import { spawn, spawnSync } from "node:child_process";
import { get } from "node:http";
import { createServer } from "node:net";
import type { AddressInfo } from "node:net";
import { fileURLToPath } from "node:url";

const LOOKUP =
  "/r4/CodeSystem/$lookup?system=https://w3id.org/ossicle/CodeSystem/genetic-conditions&code=progressive-osseous-heteroplasia";
const FLAGS = ["--disable-warning=ExperimentalWarning"];

const median = (values: number[]): number => values.sort((a, b) => a - b)[Math.floor(values.length / 2)]!;

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

/** Milliseconds from the start of the server's process to its first right answer. */
async function firstAnswer(env: Record<string, string>): Promise<number> {
  const port = await freePort();
  const main = fileURLToPath(new URL("../src/boot.js", import.meta.url));
  const started = performance.now();
  const child = spawn(process.execPath, [...FLAGS, main], {
    stdio: "ignore",
    env: { ...process.env, ...env, PORT: String(port) },
  });
  try {
    while (!(await answers(port))) await new Promise((resolve) => setTimeout(resolve, 1));
    return performance.now() - started;
  } finally {
    child.kill();
    await new Promise((resolve) => child.once("exit", resolve));
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
