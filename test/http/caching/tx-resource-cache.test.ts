import { describe, expect, it } from "vitest";
import { TxResourceCache } from "../../../src/http/caching/tx-resource-cache.ts";
import { MemoryStore } from "../../../src/storage/memory/memory-store.ts";
import type { Resource } from "../../../src/terminology/model.ts";
import { testServer, values } from "../support.ts";

const SYSTEM = "http://example.org/colours";
const colours = (...codes: string[]): Resource => ({
  resourceType: "CodeSystem",
  url: SYSTEM,
  status: "active",
  content: "complete",
  concept: codes.map((code) => ({ code, display: code.toUpperCase() })),
});

describe("resources sent with a cache-id", () => {
  const server = testServer();
  const send = (version: string, parameter: object[]) =>
    server.request(`/${version}/CodeSystem/$lookup`, {
      method: "POST",
      headers: { "content-type": "application/fhir+json" },
      body: JSON.stringify({ resourceType: "Parameters", parameter }),
    });
  const question = (id: string, code: string) => [
    { name: "cache-id", valueId: id },
    { name: "system", valueUri: SYSTEM },
    { name: "code", valueCode: code },
  ];
  const withResource = (resource: Resource) => ({ name: "tx-resource", resource });

  describe.each(["r4", "r5"])("on /%s", (version) => {
    it("need not be sent again, by POST or by GET", async () => {
      const first = await send(version, [...question("a", "red"), withResource(colours("red"))]);
      expect(first.status).toBe(200);
      const again = await send(version, question("a", "red"));
      expect(values(again.json).display).toBe("RED");
      const got = await server.request(`/${version}/CodeSystem/$lookup?cache-id=a&system=${SYSTEM}&code=red`);
      expect(got.status).toBe(200);
    });

    it("are replaced by what is sent later, for every answer at once", async () => {
      await send(version, [...question("b", "red"), withResource(colours("red"))]);
      const path = `/${version}/CodeSystem/$lookup?cache-id=b&system=${SYSTEM}&code=red`;
      expect((await server.request(path)).status).toBe(200);
      await send(version, [...question("b", "blue"), withResource(colours("blue"))]);
      expect((await server.request(path)).status).toBe(404);
    });

    it("are nobody else's: another id, or none, does not see them", async () => {
      await send(version, [...question("c", "red"), withResource(colours("red"))]);
      expect((await send(version, question("d", "red"))).status).toBe(404);
      expect((await send(version, question("c", "red").slice(1))).status).toBe(404);
    });
  });
});

describe("what leaves nothing behind", () => {
  const server = testServer();
  const lookup = (query: string) => server.request(`/r5/CodeSystem/$lookup?system=${SYSTEM}&${query}`);

  it("is a request that fails", async () => {
    const body = JSON.stringify({
      resourceType: "Parameters",
      parameter: [
        { name: "cache-id", valueId: "failed" },
        { name: "system", valueUri: SYSTEM },
        { name: "code", valueCode: "none" },
        { name: "tx-resource", resource: colours("red") },
      ],
    });
    const headers = { "content-type": "application/fhir+json" };
    expect((await server.request("/r5/CodeSystem/$lookup", { method: "POST", headers, body })).status).toBe(
      404,
    );
    expect((await lookup("code=red&cache-id=failed")).status).toBe(404);
  });

  it.each(["cache-id", "cach%65-id", "%63ache%2Did"])(
    "is an answer to a request with %s: the next is computed anew",
    async (name) => {
      const { headers } = await lookup(`code=red&${name}=x`);
      expect(headers.get("etag")).toBeNull();
    },
  );

  it("is any request where the cache is off", async () => {
    const cache = new TxResourceCache(0);
    await cache.keep("a", [colours("red")]);
    expect(cache.with("a", [])).toEqual([]);
  });
});

describe("the memory for sent resources", () => {
  it("forgets the set used longest ago when it is full, and keeps no set that is too large", async () => {
    const memory = new TxResourceCache(1_000_000);
    for (let i = 0; i < 100; i++) {
      await memory.keep(`set ${i}`, [colours("red")]);
      expect(memory.with("set 0", [])).toEqual([colours("red")]);
    }
    expect(memory.with("set 1", [])).toEqual([]);
    await memory.keep("large", [colours("x".repeat(200_000))]);
    expect(memory.with("large", [])).toEqual([]);
  });

  it("makes a store of a set once, for as long as the set is kept", async () => {
    const memory = new TxResourceCache(1_000_000);
    const sent = [colours("red")];
    await memory.keep("set", sent);
    let made = 0;
    const store = (resources: readonly Resource[]) =>
      memory.storeOf(resources, () => {
        made++;
        return new MemoryStore(resources);
      });
    expect(await store(memory.with("set", []))).toBe(await store(memory.with("set", [])));
    expect(made).toBe(1);
    await memory.keep("set", memory.with("set", [colours("blue")]));
    expect(await store(memory.with("set", []))).not.toBe(await store(sent));
    expect(made).toBe(2);
  });

  it("makes a store anew of what is not kept, and of a set of which none could be made", async () => {
    const memory = new TxResourceCache(1_000_000);
    const sent = [colours("red")];
    expect(memory.storeOf(sent, () => new MemoryStore(sent))).not.toBe(
      memory.storeOf(sent, () => new MemoryStore(sent)),
    );
    await memory.keep("set", sent);
    await expect(async () => memory.storeOf(sent, () => Promise.reject(new Error("busy")))).rejects.toThrow();
    expect(await memory.storeOf(sent, () => new MemoryStore(sent))).toBeInstanceOf(MemoryStore);
  });

  it("keeps nothing at all where it has no room, as with OSSICLE_TX_CACHE=off", async () => {
    const memory = new TxResourceCache(0);
    await memory.keep("set", [colours("red")]);
    expect(memory.with("set", [])).toEqual([]);
  });
});
