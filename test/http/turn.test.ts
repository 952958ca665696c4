import { connect } from "node:net";
import { setImmediate as nextTurn } from "node:timers/promises";
import { expect, test } from "vitest";
import { answerTogether, writeTogether } from "../../src/http/turn.ts";
import { testServer } from "./support.ts";

const server = testServer();

test("what one turn brings is read, then answered, then written", async () => {
  const log: string[] = [];
  for (const name of ["a", "b"]) {
    log.push(`${name} read`);
    answerTogether(() => {
      log.push(`${name} answered`);
      writeTogether(() => log.push(`${name} written`));
    });
  }
  await nextTurn();
  expect(log).toEqual(["a read", "b read", "a answered", "b answered", "a written", "b written"]);
});

test("what is answered later is written later", async () => {
  const log: string[] = [];
  answerTogether(() => void Promise.resolve().then(() => writeTogether(() => log.push("late"))));
  answerTogether(() => writeTogether(() => log.push("at once")));
  await nextTurn();
  await nextTurn();
  expect(log).toEqual(["at once", "late"]);
});

test("requests that come in one piece are answered in their order", async () => {
  const ask = (path: string, i: number) =>
    `GET ${path} HTTP/1.1\r\nHost: x\r\nConnection: ${i < 3 ? "keep-alive" : "close"}\r\n\r\n`;
  const paths = [
    "/r4/CodeSystem/none",
    "/health/live",
    "/r5/CodeSystem/nothing",
    "/r4/metadata?_summary=true",
  ];
  const reply = await server.raw(paths.map(ask).join(""));
  expect([...reply.matchAll(/HTTP\/1.1 (\d+) /g)].map((m) => m[1])).toEqual(["404", "200", "404", "200"]);
  expect(reply.indexOf("'none'")).toBeLessThan(reply.indexOf("'nothing'"));
});

test("callers that go away before they are answered leave the server as it was", async () => {
  const { hostname, port } = new URL(server.url);
  const head = "POST /r4/CodeSystem/$lookup HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\n";
  for (let i = 0; i < 50; i++) {
    await new Promise<void>((resolve) => {
      const socket = connect(Number(port), hostname, () => {
        socket.write(i % 2 ? head : `${head}{"resourceType":`);
        if (i % 3) setTimeout(() => socket.resetAndDestroy(), i % 5);
        else socket.destroy();
      });
      socket.on("close", () => resolve());
      socket.on("error", () => {});
    });
  }
  expect((await server.request("/r4/metadata")).status).toBe(200);
});
