import { connect } from "node:net";
import type { RequestHandler } from "express";
import { describe, expect, test } from "vitest";
import { createApp } from "../../src/http/app.ts";
import { createLog } from "../../src/http/log.ts";
import { operations } from "../../src/http/operations/index.ts";
import { listen } from "../../src/http/server.ts";
import { readConfig } from "../../src/server/config.ts";
import { MemoryStore } from "../../src/storage/memory/memory-store.ts";
import { testServer } from "./support.ts";

const SYSTEM = "https://w3id.org/ossicle/CodeSystem/genetic-conditions";
const CODE = "progressive-osseous-heteroplasia";

describe("a middleware of one's own", () => {
  const seen: string[] = [];
  const count: RequestHandler = (req, _res, next) => {
    seen.push(`${req.method} ${req.path}`);
    next();
  };
  const refuse: RequestHandler = (req, res, next) => {
    if (req.headers["x-test"] === "refuse") res.status(429).json({ refused: true });
    else if (req.headers["x-test"] === "throw") throw Object.assign(new Error("no login"), { status: 401 });
    else if (req.headers["x-test"] === "look")
      res.json({ each: req.res === res && res.req === req, ...res.locals });
    else next();
  };
  const remember: RequestHandler = (_req, res, next) => {
    res.locals.remembered = "by another";
    next();
  };
  const server = testServer({ before: [count, remember, refuse], writes: true });

  const bundle = {
    resourceType: "Bundle",
    type: "batch",
    entry: [
      { request: { method: "GET", url: "metadata" } },
      { request: { method: "GET", url: "CodeSystem" } },
    ],
  };
  const json = { "Content-Type": "application/fhir+json" };
  const kinds: [string, string, RequestInit?][] = [
    ...operations.flatMap(({ data }): [string, string, RequestInit?][] => {
      const path = `/r4/${data.resource ? `${data.resource}/` : ""}$${data.name}`;
      return [
        [`${data.name} by GET`, path],
        [`${data.name} by POST`, path, { method: "POST", body: "{}", headers: json }],
      ];
    }),
    ["a lookup", `/r4/CodeSystem/$lookup?system=${SYSTEM}&code=${CODE}`],
    ["a kept answer", `/r4/CodeSystem/$lookup?system=${SYSTEM}&code=${CODE}`],
    ["a read", "/r5/CodeSystem/genetic-conditions"],
    ["a search", "/r5/CodeSystem?_count=1"],
    ["a history", "/r5/CodeSystem/_history"],
    ["metadata", "/r4/metadata"],
    ["a write without a key", "/r4/CodeSystem", { method: "POST", body: "{}", headers: json }],
    ["a batch", "/r4", { method: "POST", body: JSON.stringify(bundle), headers: json }],
    ["health", "/health/live"],
    ["readiness", "/health/ready"],
    ["schemas", "/schemas/r4"],
    ["what is nowhere", "/none"],
    ["what is nowhere below a version", "/r4/none"],
    ["what is malformed", "/r4/CodeSystem?url=%zz"],
    ["a malformed path", "/%zz"],
  ];

  test.each(kinds)("sees %s, once", async (_what, path, init) => {
    seen.length = 0;
    await server.request(path, init);
    expect(seen).toEqual([`${init?.method ?? "GET"} ${path.split("?")[0]}`]);
  });

  test("may answer in our place, also where an answer is kept", async () => {
    const path = `/r4/CodeSystem/$lookup?system=${SYSTEM}&code=${CODE}`;
    expect((await server.request(path)).status).toBe(200);
    const { status, headers, json } = await server.request(path, { headers: { "X-Test": "refuse" } });
    expect({ status, json }).toEqual({ status: 429, json: { refused: true } });
    expect(headers.get("x-request-id")).toBeTruthy();
  });

  test("finds the answer at the request, the request at the answer, and what others keep there", async () => {
    const { json } = await server.request("/r4/metadata", { headers: { "X-Test": "look" } });
    expect(json).toEqual({ each: true, remembered: "by another" });
  });

  test("may throw: the status is its, the answer an OperationOutcome", async () => {
    const { status, json } = await server.request("/r4/metadata", { headers: { "X-Test": "throw" } });
    expect(status).toBe(401);
    expect(json).toMatchObject({
      resourceType: "OperationOutcome",
      issue: [{ details: { text: /no login/ } }],
    });
  });
});

describe("pages for people", () => {
  const withPages = async (pages: () => Promise<RequestHandler>) => {
    const app = createApp(new MemoryStore(), readConfig({}), createLog("silent"), { pages });
    return listen(app, "127.0.0.1", 0);
  };

  test("are loaded with the first request for one, and what they don't know is nowhere", async () => {
    let loads = 0;
    const running = await withPages(() => {
      loads++;
      return Promise.resolve((req, res, next) => (req.path === "/about" ? res.send("<h1>A</h1>") : next()));
    });
    const ask = async (path: string) => (await fetch(running.url + path)).status;
    expect(await ask("/r4/metadata")).toBe(200);
    expect(loads).toBe(0);
    expect([await ask("/about"), await ask("/about"), await ask("/none")]).toEqual([200, 200, 404]);
    expect(loads).toBe(1);
    await running.stop();
  });

  test("that can't be loaded are a failure of that request, and are tried again", async () => {
    let loads = 0;
    const running = await withPages(() =>
      ++loads === 1
        ? Promise.reject(new Error("EMFILE"))
        : Promise.resolve((_req, res) => res.send("<h1>A</h1>")),
    );
    const first = await fetch(`${running.url}/about`);
    expect(first.status).toBe(500);
    expect(await first.json()).toMatchObject({ resourceType: "OperationOutcome" });
    expect((await fetch(`${running.url}/about`)).status).toBe(200);
    await running.stop();
  });
});

describe("every answer", () => {
  const server = testServer();

  test.each(["/r4/metadata", "/r4/none", "/health/live", "/schemas/r4", "/none", "/%zz"])(
    "is taken for nothing else than it says: %s",
    async (path) => {
      expect((await server.request(path)).headers.get("x-content-type-options")).toBe("nosniff");
    },
  );

  test("comes in the order of the requests where several are sent in one piece", async () => {
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

  test("that nobody waits for any more leaves the server as it was", async () => {
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
});

describe("odd words", () => {
  const server = testServer();
  const LETTERS = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789/+;=,.*_- ";

  /** The same words in each run. */
  function* words(): Generator<string> {
    yield* Object.getOwnPropertyNames(Object.prototype);
    yield* ["then", "length", "name", "prototype", "arguments"];
    let state = 12_345;
    const next = (below: number) => {
      state = (state * 1_103_515_245 + 12_345) % 2 ** 31;
      return Math.floor((state / 2 ** 31) * below);
    };
    for (;;)
      yield Array.from({ length: 1 + next(20) }, () => LETTERS[next(LETTERS.length)]!)
        .join("")
        .trim();
  }

  test("1,000 of them as _format, Accept and Content-Type are refused or taken, and never a failure", async () => {
    const statuses = new Map<number, number>();
    const ask = async (path: string, init: RequestInit) => {
      const { status } = await server.request(path, init);
      statuses.set(status, (statuses.get(status) ?? 0) + 1);
    };
    const all = words();
    for (let i = 0; i < 1_000; i++) {
      const word = all.next().value as string;
      await Promise.all([
        ask(`/r4/metadata?_format=${encodeURIComponent(word)}`, {}),
        ask("/r5/metadata", { headers: { Accept: word } }),
        ask("/r4/CodeSystem/$lookup", { method: "POST", body: "{}", headers: { "Content-Type": word } }),
      ]);
    }
    expect([...statuses.keys()].filter((status) => status >= 500)).toEqual([]);
    expect(statuses.get(406)).toBeGreaterThan(1_000);
    expect(statuses.get(415)).toBeGreaterThan(500);
    expect((await server.request("/health/live")).status).toBe(200);
  });
});
