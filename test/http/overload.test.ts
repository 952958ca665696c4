/** More at a time than can be answered in a moment: who waits, who doesn't, and who is asked to come again. */
import { once } from "node:events";
import { connect, type Socket } from "node:net";
import type { RequestHandler } from "express";
import { afterEach, expect, test } from "vitest";
import { createApp } from "../../src/http/app.ts";
import { createLog } from "../../src/http/log.ts";
import { listen, type Listening } from "../../src/http/server.ts";
import { readConfig } from "../../src/server/config.ts";
import { MemoryStore } from "../../src/storage/memory/memory-store.ts";

/** An answer takes as long as a question to a large store. */
const working: RequestHandler = (req, _res, next) => {
  if (req.path.startsWith("/r4")) for (const end = performance.now() + 1; performance.now() < end;);
  next();
};

let running: Listening | undefined;
const sockets: Socket[] = [];
afterEach(async () => {
  for (const socket of sockets.splice(0)) socket.destroy();
  await running?.stop();
});

async function start(queueLimit: number): Promise<void> {
  const app = createApp(new MemoryStore(), { ...readConfig({}), queueLimit }, createLog("silent"), {
    before: [working],
    pages: () => Promise.resolve((_req, _res, next) => next()),
  });
  running = await listen(app, "127.0.0.1", 0);
}

async function connected(): Promise<Socket> {
  const { hostname, port } = new URL(running!.url);
  const socket = connect({ host: hostname, port: Number(port), noDelay: true });
  sockets.push(socket);
  await once(socket, "connect");
  return socket;
}

const connectedTimes = (count: number) => Promise.all(Array.from({ length: count }, connected));

/** The whole answer, which is a short one. */
async function ask(socket: Socket, path: string, ...headers: string[]): Promise<string> {
  const host = headers.some((header) => header.startsWith("Host:")) ? [] : ["Host: x"];
  socket.write([`GET ${path} HTTP/1.1`, ...host, ...headers].join("\r\n") + "\r\n\r\n");
  const [answer] = (await once(socket, "data")) as [Buffer];
  return answer.toString();
}

/** Each on a connection of its own, sent before any of them is read. */
const askAtOnce = (callers: readonly Socket[]): Promise<string>[] =>
  callers.map((caller, i) => ask(caller, "/r4/CodeSystem/x", `Host: ${hostOf(i)}`));

const hostOf = (caller: number): string => (caller % 2 === 0 ? "x" : "other.example:8080");

test("health doesn't wait for those who came before", async () => {
  await start(1_000);
  const [health, ...callers] = await connectedTimes(501);
  await Promise.all(sockets.map((socket) => ask(socket, "/health/live")));
  let answered = 0;
  const all = askAtOnce(callers).map((answer) => answer.finally(() => answered++));
  const early = ask(health!, "/health/live").then(() => answered);
  await Promise.race(all);
  await early;
  const late = ask(health!, "/health/live").then(() => answered);
  expect(await early).toBeLessThan(callers.length);
  expect(await late).toBeLessThan(callers.length);
  for (const answer of await Promise.all(all)) expect(answer).toMatch(/^HTTP\/1.1 404 /);
});

test("new callers are let in while others wait", async () => {
  await start(1_000);
  const callers = await connectedTimes(300);
  await Promise.all(sockets.map((socket) => ask(socket, "/health/live")));
  let answered = 0;
  const all = askAtOnce(callers).map((answer) => answer.finally(() => answered++));
  await Promise.race(all);
  // By then each has been taken, for health is answered.
  const newcomers = Array.from({ length: 100 }, async () => ask(await connected(), "/health/live"));
  await Promise.all(newcomers);
  expect(answered).toBeLessThan(callers.length);
  await Promise.all(all);
});

test("who is too many is told so before the others have their answers, and health is answered", async () => {
  await start(100);
  const [health, xml, ...callers] = await connectedTimes(302);
  for (const socket of sockets) await ask(socket, "/health/live");
  const order: number[] = [];
  const all = askAtOnce(callers).map(async (answering) => {
    const answer = await answering;
    order.push(Number(answer.slice(9, 12)));
    return answer;
  });
  const refusedXml = ask(xml!, "/r4/CodeSystem/x", "Accept: application/fhir+xml");
  expect(await ask(health!, "/health/live")).toMatch(/^HTTP\/1.1 200 /);
  const answers = await Promise.all(all);

  const refused = answers.filter((answer) => answer.startsWith("HTTP/1.1 503 "));
  expect(refused.length).toBeGreaterThan(50);
  expect(answers.length - refused.length).toBeGreaterThanOrEqual(100);
  expect(order.indexOf(503)).toBeLessThan(order.lastIndexOf(404));
  for (const [i, answer] of answers.entries()) {
    if (!refused.includes(answer)) continue;
    expect(answer).toMatch(/\r\nRetry-After: 1\r\n/);
    expect(answer).toMatch(/\r\nX-Request-Id: \S/);
    const body = answer.slice(answer.indexOf("\r\n\r\n") + 4);
    expect(JSON.parse(body)).toMatchObject({
      resourceType: "OperationOutcome",
      issue: [
        {
          severity: "error",
          code: "transient",
          // As every other message, where that caller finds it.
          diagnostics: expect.stringMatching(
            `^The server has more .* in a moment\\. See http://${hostOf(i)}/errors/too-busy$`,
          ),
        },
      ],
    });
  }
  expect(await refusedXml).toMatch(/^HTTP\/1.1 503 [^]*\r\n\r\n<[^]*OperationOutcome/);
  expect(await ask(callers[0]!, "/r4/CodeSystem/x")).toMatch(/^HTTP\/1.1 404 /);
});
