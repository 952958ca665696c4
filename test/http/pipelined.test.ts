import { describe, expect, test } from "vitest";
import { testServer } from "./support.ts";

const server = testServer({ resources: [] });

const get = (path: string, ...headers: string[]): string =>
  [`GET ${path} HTTP/1.1`, "Host: here", ...headers, "", ""].join("\r\n");
const statuses = (reply: string): string[] =>
  Array.from(reply.matchAll(/HTTP\/1\.1 (\d+)/g), ([, status]) => status!);

describe("what is no HTTP, behind requests that are", () => {
  test.each([
    ["no method at all", "\u0000\r\n\r\n", ["200", "404", "400"]],
    ["headers that are too long", get("/", `X-Long: ${"x".repeat(20_000)}`), ["200", "404", "431"]],
    ["a body longer than it was said to be", "}", ["200", "404", "400"]],
  ])("is refused after these were answered: %s", async (_what, bad, expected) => {
    const good = get("/r4/metadata") + get("/r4/CodeSystem/none");
    expect(statuses(await server.raw(good + bad))).toEqual(expected);
    expect(statuses(await server.raw(good, bad))).toEqual(expected);
  });

  test("is not told in the midst of a long answer", async () => {
    const reply = await server.raw(get("/openapi.json"), "\u0000\r\n\r\n", "\u0000\r\n\r\n");
    const [head, body, refusal] = reply.split(/(?<=\r\n\r\n)|(?=HTTP\/1\.1 400)/);
    expect(statuses(head!)).toEqual(["200"]);
    expect(Buffer.byteLength(body!)).toBe(Number(/content-length: (\d+)/i.exec(head!)?.[1]));
    expect(statuses(refusal!)).toEqual(["400"]);
  });

  test("is not heard behind a last request", async () => {
    const reply = await server.raw(
      get("/r4/metadata") + get("/health/live", "Connection: close") + get("/r4/metadata"),
    );
    expect(statuses(reply)).toEqual(["200", "200"]);
  });
});

test("a body that is no HTTP is refused in the place of its answer", async () => {
  const head = [
    "POST /r4/CodeSystem/$lookup HTTP/1.1",
    "Host: here",
    "Content-Type: application/json",
    "Transfer-Encoding: chunked",
    "",
    "",
  ];
  expect(statuses(await server.raw(get("/r4/metadata") + head.join("\r\n") + "zz\r\n"))).toEqual([
    "200",
    "400",
  ]);
  expect(statuses(await server.raw(get("/r4/metadata") + head.join("\r\n"), "zz\r\n"))).toEqual([
    "200",
    "400",
  ]);
});
