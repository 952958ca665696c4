/** A server that is told to stop says so before it goes. */
import { Agent, get, type IncomingMessage } from "node:http";
import { expect, it } from "vitest";
import { startServer } from "../../src/server/start.ts";
import { waitingTime } from "../spent-time.ts";

function ask(url: string, agent: Agent): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    get(url, { agent }, (res) => res.resume().on("end", () => resolve(res))).on("error", reject);
  });
}

it("is not ready while it drains, answers all the same, and lets go of connections", async () => {
  const server = await startServer({ drain: 1 });
  const agent = new Agent({ keepAlive: true });
  try {
    const before = await ask(`${server.url}/health/ready`, agent);
    expect([before.statusCode, before.headers.connection]).toEqual([200, "keep-alive"]);

    const stopped = server.stop();
    const during = await ask(`${server.url}/health/ready`, agent);
    expect([during.statusCode, during.headers.connection]).toEqual([503, "close"]);
    const other = await ask(
      `${server.url}/r4/CodeSystem/$lookup?system=http://www.omim.org&code=166350`,
      agent,
    );
    expect([other.statusCode, other.headers.connection]).toEqual([200, "close"]);

    await stopped;
    await expect(ask(`${server.url}/health/live`, agent)).rejects.toThrow("ECONNREFUSED");
  } finally {
    agent.destroy();
  }
});

it("goes at once when there is nothing to drain", async () => {
  const server = await startServer();
  expect(await waitingTime(() => server.stop())).toBeLessThan(500);
});
