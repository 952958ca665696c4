/** Told to stop while callers keep it busy: every request that got to it has its whole answer. */
import { Agent, request } from "node:http";
import { afterAll, describe, expect, test } from "vitest";
import { temporaryFolder } from "../storage/temporary.ts";
import { isAlive, SEES_PROCESSES, serve, start, startByNpm, until } from "./workers/server-process.ts";

const folder = temporaryFolder();
afterAll(() => folder.remove());

const LOOKUP = "/r4/CodeSystem/$lookup?system=http://www.omim.org&code=166350";
const CLIENTS = 20;

type Outcome = "whole" | "refused" | `lost: ${string}`;

function ask(url: string, agent: Agent): Promise<Outcome> {
  return new Promise((resolve) => {
    const lost = (error: NodeJS.ErrnoException) =>
      resolve(error.code === "ECONNREFUSED" ? "refused" : `lost: ${error.message}`);
    request(url + LOOKUP, { agent }, (res) => {
      let text = "";
      res.on("data", (part) => (text += String(part))).on("error", lost);
      res.on("end", () => resolve(text.endsWith("]}") ? "whole" : `lost: ${text.length} characters`));
    })
      .on("error", lost)
      .end();
  });
}

/** Asks on one connection as fast as it is answered, until nobody listens any more. */
async function client(url: string, outcomes: Outcome[]): Promise<void> {
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  for (let outcome: Outcome = "whole"; outcome === "whole"; outcomes.push(outcome))
    outcome = await ask(url, agent);
  agent.destroy();
}

describe.each([
  ["npm start", startByNpm, []],
  ["npm start with two workers", startByNpm, ["--workers", "2"]],
  ["the server without npm", start, []],
  ["ossicle serve", serve, []],
  ["ossicle serve with two workers", serve, ["--workers", "2"]],
] as const)("%s", (name, how, args) => {
  test("loses no request when it is told to stop under load", async () => {
    const store = `sqlite:${folder.path}/${name.replaceAll(" ", "-")}.db`;
    const server = await how([...args], { OSSICLE_STORE: store });
    const pids = [server.process.pid!, ...(SEES_PROCESSES ? server.workers() : [])];
    const outcomes: Outcome[] = [];
    const asking = Array.from({ length: CLIENTS }, () => client(server.url, outcomes));
    await until(() => outcomes.length > CLIENTS * 10 || undefined);
    server.process.kill("SIGTERM");
    await Promise.all(asking);
    expect(outcomes.filter((outcome) => outcome.startsWith("lost"))).toEqual([]);
    expect(outcomes.filter((outcome) => outcome === "refused")).toHaveLength(CLIENTS);
    expect(await server.ended).toBe(0);
    expect(pids.filter(isAlive)).toEqual([]);
  });
});
