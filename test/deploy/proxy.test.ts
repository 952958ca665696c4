/** Behind nginx and Caddy, as deploy/proxy has them: skipped where they are not installed. */
import { createHash } from "node:crypto";
import { Agent } from "node:https";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type StartedServer, startServer } from "../../src/server/start.ts";
import { until } from "../server/workers/server-process.ts";
import { temporaryFolder } from "../storage/temporary.ts";
import { unique } from "../unique.ts";
import { ask, canMakeCertificates, freePorts, proxies, type RunningProxy, startProxy } from "./proxies.ts";

const KEY = "a-key-for-tests";
const keys = [{ name: "tests", sha256: createHash("sha256").update(KEY).digest("hex") }];
const FHIR_JSON = { "Content-Type": "application/fhir+json" };
const LOOKUP =
  "/r4/CodeSystem/$lookup?system=https://w3id.org/ossicle/CodeSystem/genetic-conditions&code=progressive-osseous-heteroplasia";

describe.each(proxies)("behind $name", (proxy) => {
  const canRun = proxy.isInstalled && canMakeCertificates;
  const folder = temporaryFolder();
  let server: StartedServer;
  let running: RunningProxy;
  let isUp = false;

  beforeAll(async () => {
    if (!canRun) return;
    const ports = await freePorts();
    server = await startServer({ writes: true, keys, publicUrl: `https://localhost:${ports.port}` });
    isUp = true;
    running = await startProxy(proxy, join(folder.path, proxy.name), ports, [server.url]);
  });
  afterAll(async () => {
    if (canRun) await running.stop();
    if (isUp) await server.stop();
    folder.remove();
  });

  test.runIf(canRun)("a code is looked up over TLS, and browsers are told to stay with TLS", async () => {
    const { status, headers, text } = await ask(running.url + LOOKUP);
    expect([status, text]).toEqual([200, expect.stringContaining("Parameters")]);
    expect(headers["strict-transport-security"]).toContain("max-age");
  });

  test.runIf(canRun)("plain HTTP is sent to TLS", async () => {
    const { status, headers } = await fetch(`${running.plain}/r4/metadata`, { redirect: "manual" });
    expect([301, 308]).toContain(status);
    expect(headers.get("location")).toMatch(/^https:\/\//);
  });

  test.runIf(canRun)("links in answers are those that callers can use", async () => {
    const { text } = await ask(`${running.url}/r4/CodeSystem?_count=1`);
    const { link, entry } = JSON.parse(text) as { link: { url: string }[]; entry: { fullUrl: string }[] };
    for (const address of [...link.map(({ url }) => url), entry[0]!.fullUrl])
      expect(address.startsWith(`${running.url}/r4/`), address).toBe(true);
    const next = link.map(({ url }) => url).find((url) => url.includes("_offset"))!;
    expect((await ask(next)).status).toBe(200);
    const created = await ask(`${running.url}/r4/ValueSet`, {
      method: "POST",
      headers: { ...FHIR_JSON, Authorization: `Bearer ${KEY}` },
      body: JSON.stringify({
        resourceType: "ValueSet",
        url: unique("http://example.org/v"),
        status: "active",
      }),
    });
    expect(created.status).toBe(201);
    expect((await ask(created.headers.location!)).status).toBe(200);
  });

  test.runIf(canRun)("what callers and server say of a request passes", async () => {
    const trace = "4bf92f3577b34da6a3ce929d0e0e4736";
    const { headers } = await ask(running.url + LOOKUP, {
      headers: { "X-Request-Id": "q-1", traceparent: `00-${trace}-00f067aa0ba902b7-01` },
    });
    expect(headers["x-request-id"]).toBe("q-1");
    expect(headers.traceparent).toContain(trace);
    const { etag } = headers;
    expect((await ask(running.url + LOOKUP, { headers: { "If-None-Match": etag! } })).status).toBe(304);
  });

  test.runIf(canRun)("metrics are not for callers", async () => {
    expect((await ask(`${running.url}/metrics`)).status).toBe(404);
    expect((await fetch(`${server.url}/metrics`)).status).toBe(200);
  });

  test.runIf(canRun)("a body that is too large is refused in FHIR's form", async () => {
    const body = JSON.stringify({ resourceType: "Parameters", id: "x".repeat(11_000_000) });
    const headers = { ...FHIR_JSON, "Content-Length": body.length };
    const { status, text } = await ask(`${running.url}/r4/CodeSystem/$lookup`, {
      method: "POST",
      headers,
      body,
    });
    expect(status).toBe(413);
    expect(JSON.parse(text)).toMatchObject({
      resourceType: "OperationOutcome",
      issue: [{ code: "too-long" }],
    });
  });

  // Caddy has rate limits by a plugin only.
  test.runIf(canRun && proxy.name === "nginx")("who asks too often is told to wait", async () => {
    // A busy machine makes few connections in a second.
    const agent = new Agent({ keepAlive: true, maxSockets: 20 });
    const often = () => ask(`${running.url}/health/live`, { agent });
    const answers = await Promise.all(Array.from({ length: 600 }, often));
    agent.destroy();
    const refused = answers.filter(({ status }) => status === 429);
    expect(refused.length).toBeGreaterThan(10);
    expect(answers.filter(({ status }) => status === 200).length).toBeGreaterThan(10);
    expect(refused[0]!.headers["retry-after"]).toBe("1");
    expect(JSON.parse(refused[0]!.text)).toMatchObject({ issue: [{ code: "throttled" }] });
    await sleep(2_500);
  });

  // The last one: it stops the server.
  test.runIf(canRun)("a server that is gone is a 503 in FHIR's form", async () => {
    if (isUp) await server.stop();
    isUp = false;
    const { status, text } = await ask(running.url + LOOKUP);
    expect(status).toBe(503);
    expect(JSON.parse(text)).toMatchObject({
      resourceType: "OperationOutcome",
      issue: [{ code: "transient" }],
    });
  });
});

describe.each(proxies)("two nodes behind $name", (proxy) => {
  const canRun = proxy.isInstalled && canMakeCertificates;
  const folder = temporaryFolder();
  const nodes: StartedServer[] = [];
  let running: RunningProxy;

  beforeAll(async () => {
    if (!canRun) return;
    for (let i = 0; i < 2; i++) nodes.push(await startServer({}));
    const urls = nodes.map(({ url }) => url);
    running = await startProxy(proxy, join(folder.path, proxy.name), await freePorts(), urls);
  });
  afterAll(async () => {
    if (canRun) await running.stop();
    for (const node of nodes) await node.stop();
    folder.remove();
  });

  test.runIf(canRun)("are restarted one after the other, and no caller notices", async () => {
    const statuses = new Map<number, number>();
    let isOver = false;
    const asking = (async () => {
      while (!isOver) {
        const { status } = await ask(running.url + LOOKUP);
        statuses.set(status, (statuses.get(status) ?? 0) + 1);
        // The recipe for nginx takes 50 requests a second from one caller.
        await sleep(25);
      }
    })();
    const count = () => [...statuses.values()].reduce((sum, one) => sum + one, 0);
    const moreAnswers = async () => {
      const wanted = count() + 10;
      await until(() => count() >= wanted || undefined);
    };
    for (const [i, node] of nodes.entries()) {
      await moreAnswers();
      await node.stop();
      await moreAnswers();
      nodes[i] = await startServer({ port: Number(new URL(node.url).port) });
    }
    await moreAnswers();
    isOver = true;
    await asking;
    expect([...statuses.keys()]).toEqual([200]);
  });
});
