import { once } from "node:events";
import { connect, type Socket } from "node:net";
import { setTimeout as wait } from "node:timers/promises";
import express from "express";
import { afterAll, beforeAll, expect, test } from "vitest";
import { listen, type RunningServer } from "../../src/http/server.ts";

const app = express();
app.get("/at-once", (_req, res) => void res.send("done"));
app.get("/later", (_req, res) => void setTimeout(() => res.send("done"), 600));
app.get("/never", () => undefined);
app.get("/long", (_req, res) => void res.end(Buffer.alloc(30_000_000)));

let server: RunningServer;
beforeAll(async () => {
  const limits = { keepAliveTimeout: 200, timeout: 1_000, connectionsCheckingInterval: 50 };
  server = await listen(app, "127.0.0.1", 0, limits);
});
afterAll(() => server.stop());

async function connected(): Promise<Socket> {
  const socket = connect(Number(new URL(server.url).port), "127.0.0.1");
  await once(socket, "connect");
  return socket;
}

const ask = (socket: Socket, path: string): boolean =>
  socket.write(`GET ${path} HTTP/1.1\r\nHost: here\r\n\r\n`);

async function answer(socket: Socket): Promise<string> {
  const [piece] = (await once(socket, "data")) as [Buffer];
  return piece.toString();
}

async function closed(socket: Socket): Promise<void> {
  await once(socket, "close");
  expect(socket.destroyed).toBe(true);
}

test("a connection that brings nothing more is closed", async () => {
  const socket = await connected();
  ask(socket, "/at-once");
  expect(await answer(socket)).toContain("Keep-Alive: timeout=");
  await closed(socket);
});

test("one that never asks is closed", async () => {
  await closed(await connected());
});

test("one that goes on asking stays", async () => {
  const socket = await connected();
  for (let i = 0; i < 12; i++) {
    ask(socket, "/at-once");
    expect(await answer(socket)).toContain("200 OK");
    await wait(100);
  }
  socket.destroy();
});

test("the time between requests is not that of an answer", async () => {
  const socket = await connected();
  ask(socket, "/later");
  expect(await answer(socket)).toContain("200 OK");
  socket.destroy();
});

test("a request that nothing comes of is closed", async () => {
  const socket = await connected();
  ask(socket, "/never");
  await closed(socket);
});

test("an answer that is not taken is closed, one that is taken slowly is not", async () => {
  const [stuck, slow] = await Promise.all([connected(), connected()]);
  for (const socket of [stuck, slow]) ask(socket, "/long");
  let taken = 0;
  slow.on("data", (piece: Buffer) => {
    taken += piece.length;
    slow.pause();
    setTimeout(() => slow.resume(), 20);
  });
  stuck.pause();
  const end = await Promise.race([once(slow, "close"), wait(4_000, "open")]);
  expect(end).toBe("open");
  expect(taken).toBeGreaterThan(65_536);
  slow.destroy();
  // Paused, it hears of no end until it reads what came before.
  stuck.resume();
  await closed(stuck);
  expect(stuck.bytesRead).toBeLessThan(30_000_000);
});
