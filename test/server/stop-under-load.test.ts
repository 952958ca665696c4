/** Told to stop while callers keep it busy: every request that got to it has its whole answer. */
import { Agent, request } from "node:http";
import { afterAll, describe, expect, test } from "vitest";
import { GRACE_MS } from "../../src/server/launched.ts";
import { temporaryFolder } from "../storage/temporary.ts";
import { isAlive, SEES_PROCESSES, serve, start, startByNpm, until } from "./workers/server-process.ts";

const folder = temporaryFolder();
afterAll(() => folder.remove());

const LOOKUP = "/r4/CodeSystem/$lookup?system=http://www.omim.org&code=166350";
const CLIENTS = 20;

/** The least time from the last answer that does not say that it is the last one, to the end of an idle connection. */
const IDLE_MS = GRACE_MS / 2;

type Outcome = "whole" | "refused" | "too late" | `lost: ${string}`;

/** `before`: when the request before it was sent, on the same connection. */
function ask(url: string, agent: Agent, before: number): Promise<Outcome> {
  return new Promise((resolve) => {
    const lost = (error: NodeJS.ErrnoException) => {
      if (error.code === "ECONNREFUSED") return resolve("refused");
      // Only a machine that is slow lets so much time pass: the connection was idle, and was closed.
      const isLate = asked.reusedSocket && performance.now() - before > IDLE_MS;
      resolve(isLate && error.code === "ECONNRESET" ? "too late" : `lost: ${error.message}`);
    };
    const asked = request(url + LOOKUP, { agent }, (res) => {
      let text = "";
      res.on("data", (part) => (text += String(part))).on("error", lost);
      res.on("end", () => resolve(text.endsWith("]}") ? "whole" : `lost: ${text.length} characters`));
    }).on("error", lost);
    asked.end();
  });
}

/** Asks on one connection as fast as it is answered, until nobody listens any more. */
async function client(url: string, outcomes: Outcome[]): Promise<void> {
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  let before = performance.now();
  for (
    let outcome: Outcome = "whole";
    outcome === "whole" || outcome === "too late";
    outcomes.push(outcome)
  ) {
    const now = performance.now();
    outcome = await ask(url, agent, before);
    before = now;
  }
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
    await until(() => outcomes.length > CLIENTS * 2 || undefined);
    server.process.kill("SIGTERM");
    await Promise.all(asking);
    expect(outcomes.filter((outcome) => outcome.startsWith("lost"))).toEqual([]);
    expect(outcomes.filter((outcome) => outcome === "refused")).toHaveLength(CLIENTS);
    expect(await server.ended).toBe(0);
    expect(pids.filter(isAlive)).toEqual([]);
  });
});
