import { Agent, get } from "node:http";
import { connect } from "node:net";
import { networkInterfaces } from "node:os";
import { pino } from "pino";
import { describe, expect, test } from "vitest";
import { createApp } from "../../src/http/app.ts";
import { createLog } from "../../src/http/log.ts";
import { listen, type RunningServer } from "../../src/http/server.ts";
import { readConfig } from "../../src/server/config.ts";
import { startServer } from "../../src/server/start.ts";
import { MemoryStore } from "../../src/storage/memory/memory-store.ts";
import { waitingTime } from "../spent-time.ts";
import { testServer } from "./support.ts";

const server = testServer({ resources: [] });

describe("browsers elsewhere", () => {
  test("may ask, with the headers that FHIR needs", async () => {
    const { status, headers, text } = await server.request("/r4/CodeSystem/$lookup", {
      method: "OPTIONS",
      headers: {
        Origin: "https://app.example.org",
        "Access-Control-Request-Method": "POST",
        "Access-Control-Request-Headers": "content-type",
      },
    });
    expect(status).toBe(204);
    expect(text).toBe("");
    expect(headers.get("access-control-allow-origin")).toBe("*");
    expect(headers.get("access-control-allow-methods")).toContain("POST");
    const allowed = headers.get("access-control-allow-headers")!.split(", ");
    // Pragma goes with Cache-Control, X-Requested-With comes from libraries for pages, X-Too-Costly-Threshold is heeded.
    const sent = ["Content-Type", "If-None-Exist", "Pragma", "X-Requested-With", "X-Too-Costly-Threshold"];
    expect(allowed).toEqual(expect.arrayContaining(sent));
    // Any other, such as Expires or X-Provenance; Authorization is never meant by *.
    expect(allowed).toEqual(expect.arrayContaining(["*", "Authorization"]));
  });

  test.each(["/r4/metadata", "/r5/CodeSystem/none", "/health/live", "/none"])(
    "may read the answer at %s",
    async (path) => {
      const { headers } = await server.request(path, { headers: { Origin: "https://app.example.org" } });
      expect(headers.get("access-control-allow-origin")).toBe("*");
      const exposed = headers.get("access-control-expose-headers")!.split(", ");
      expect(exposed).toEqual(expect.arrayContaining(["ETag", "Retry-After", "WWW-Authenticate"]));
    },
  );

  test("OPTIONS by itself is told what is possible", async () => {
    const { status, headers } = await server.request("/r4/metadata", { method: "OPTIONS" });
    expect(status).toBe(204);
    expect(headers.get("allow")).toBe("GET, HEAD");
    expect((await server.request("/r4/none", { method: "OPTIONS" })).status).toBe(404);
  });
});

describe("request ids", () => {
  const idOf = async (sent?: string) => {
    const { headers } = await server.request(
      "/r4/metadata",
      sent ? { headers: { "X-Request-Id": sent } } : {},
    );
    return headers.get("x-request-id");
  };

  test("come back as they were sent", async () => expect(await idOf("txTests:a/b-1")).toBe("txTests:a/b-1"));

  test("are made up where none was sent, each once", async () => {
    const ids = await Promise.all([idOf(), idOf(), idOf()]);
    expect(new Set(ids).size).toBe(3);
    for (const id of ids) expect(id).toMatch(/^[\w-]+$/);
  });

  test.each(["a b", "x".repeat(200), '<script>"'])(
    "that are not fit for a log line are replaced: %s",
    async (sent) => {
      expect(await idOf(sent)).not.toBe(sent);
    },
  );
});

/** A server over a store whose reads wait to be let go. */
async function slowServer(lines: string[] = []) {
  const logger = pino({ level: "info" }, { write: (line: string) => lines.push(line) });
  const store = new MemoryStore();
  let letGo = () => {};
  let arrived = () => {};
  const arrival = new Promise<void>((resolve) => (arrived = resolve));
  const state = store.snapshot();
  state.read = () => {
    arrived();
    return new Promise((resolve) => (letGo = () => resolve(undefined)));
  };
  const running = await listen(createApp(store, readConfig({}), logger), "127.0.0.1", 0);
  return { running, arrival, letGo: () => letGo() };
}

describe("stopping", () => {
  test("lets running requests end, closes idle connections, and takes no more", async () => {
    const { running, arrival, letGo } = await slowServer();
    const agent = new Agent({ keepAlive: true });
    const idle = await new Promise<boolean>((resolve) => {
      get(`${running.url}/r4/metadata`, { agent }, (res) => res.resume().on("end", () => resolve(true)));
    });
    expect(idle).toBe(true);
    const pending = fetch(`${running.url}/r4/CodeSystem/x`);
    await arrival;
    let stopped = false;
    const stopping = running.stop().then(() => (stopped = true));
    await expect(fetch(`${running.url}/r4/metadata`)).rejects.toThrow();
    expect(stopped).toBe(false);
    letGo();
    expect((await pending).status).toBe(404);
    expect(await waitingTime(() => stopping)).toBeLessThan(2_000);
    agent.destroy();
  });
});

describe("a request that does not arrive", () => {
  test.each([
    ["headers without an end", "GET /r4/metadata HTTP/1.1\r\nHost: x\r\n"],
    ["a body that breaks off", "POST /r4/$versions HTTP/1.1\r\nHost: x\r\nContent-Length: 9\r\n\r\n{"],
  ])("%s: 408, and the connection is closed", async (_what, bytes) => {
    const log = createLog("silent");
    const limits = { requestTimeout: 300, headersTimeout: 200, connectionsCheckingInterval: 50 };
    const site = createApp(new MemoryStore(), readConfig({}), log);
    const impatient = await listen(site, "127.0.0.1", 0, limits);
    const reply = await new Promise<string>((resolve, reject) => {
      const socket = connect(Number(new URL(impatient.url).port), "127.0.0.1", () => socket.write(bytes));
      let text = "";
      socket.on("data", (chunk) => (text += String(chunk)));
      socket.on("close", () => resolve(text));
      socket.on("error", reject);
    });
    await impatient.stop();
    expect(reply).toMatch(/^HTTP\/1.1 408 Request Timeout\r\n/);
    expect(reply).toContain('"resourceType":"OperationOutcome"');
  });

  test("one that sends several requests at once gets the answers in their order", async () => {
    const { port } = new URL(server.url);
    const ids = Array.from({ length: 20 }, (_, i) => `piped-${i}`);
    // Some are answered from what is kept, some are computed, some are refused.
    const paths = ["/r4/metadata", "/r5/CodeSystem?_count=0", "/r4/CodeSystem/none", "/none"];
    const bytes = ids.map(
      (id, i) => `GET ${paths[i % paths.length]!} HTTP/1.1\r\nHost: a\r\nX-Request-Id: ${id}\r\n\r\n`,
    );
    const text = await new Promise<string>((resolve, reject) => {
      let came = "";
      const socket = connect(Number(port), "127.0.0.1", () => socket.write(bytes.join("")));
      socket.setTimeout(10_000, () => socket.destroy(new Error(`no more came after ${came.length} bytes`)));
      socket.on("error", reject).on("data", (part) => {
        came += part.toString("latin1");
        if (!came.includes(ids.at(-1)!)) return;
        socket.destroy();
        resolve(came);
      });
    });
    expect([...text.matchAll(/x-request-id: (piped-\d+)/gi)].map(([, id]) => id)).toEqual(ids);
  });

  test("a caller that goes away in the middle harms no other", async () => {
    const { port } = new URL(server.url);
    for (let i = 0; i < 20; i++) {
      const socket = connect(Number(port), "127.0.0.1", () => {
        socket.write("POST /r4/CodeSystem/$lookup HTTP/1.1\r\nHost: x\r\nContent-Length: 900\r\n\r\n{");
        setTimeout(() => socket.destroy(), 10);
      });
    }
    await new Promise((resolve) => setTimeout(resolve, 200));
    expect((await server.request("/r4/metadata")).status).toBe(200);
  });
});

describe("the request log", () => {
  test("has method, path, status and id; no query and no body", async () => {
    const lines: string[] = [];
    const { running } = await slowServer(lines);
    const query = "code=secret-code&system=http://secret";
    await fetch(`${running.url}/r4/CodeSystem/$lookup?${query}`, { headers: { "X-Request-Id": "abc" } });
    await fetch(`${running.url}/r4/CodeSystem/$lookup`, { method: "POST", body: `{"secret":1}` });
    await running.stop();
    const entries = lines.map((line) => JSON.parse(line) as Record<string, unknown>);
    expect(entries[0]).toMatchObject({
      id: "abc",
      method: "GET",
      path: "/r4/CodeSystem/$lookup",
      status: 404,
      done: true,
    });
    expect(entries).toHaveLength(2);
    expect(lines.join()).not.toContain("secret");
  });
});

describe("the address", () => {
  const open: RunningServer[] = [];
  const start = async (options: Parameters<typeof startServer>[0]) => {
    const running = await startServer({ resources: [], ...options });
    open.push(running);
    return running;
  };

  test("that is taken is named, with the way out", async () => {
    const { port } = new URL(server.url);
    await expect(start({ port: Number(port) })).rejects.toThrow(
      `port ${port} at 127.0.0.1 is in use by another process; set PORT to a free one`,
    );
  });

  test("that is not this machine's is named", async () => {
    await expect(start({ host: "203.0.113.7" })).rejects.toThrow(
      "203.0.113.7 is not an address of this machine",
    );
  });

  const ipv6 = Object.values(networkInterfaces()).some((all) => all?.some((i) => i.address === "::1"));
  test.skipIf(!ipv6).each(["::1", "[::1]"])("may be IPv6: %s", async (host) => {
    const running = await start({ host });
    expect(running.url).toMatch(/^http:\/\/\[::1\]:\d+$/);
    const json = (await (await fetch(`${running.url}/r4/metadata`)).json()) as {
      implementation: { url: string };
    };
    expect(json.implementation.url).toBe(`${running.url}/r4`);
    await running.stop();
  });
});
