/** To answer with a part, or that the caller has it already, costs what the part costs. */
import { describe, expect, test } from "vitest";
import { temporaryFolder } from "../storage/temporary.ts";
import { testServer } from "./support.ts";

const folder = temporaryFolder();

describe("parts of a long value set", () => {
  const concept = Array.from({ length: 20_000 }, (_, i) => ({ code: `code-${i}`, display: `Number ${i}` }));
  const compose = { include: [{ system: "http://example.org/long", concept }] };
  const contains = concept.map((one) => ({ system: "http://example.org/long", ...one }));
  const expansion = { timestamp: "2026-01-01T00:00:00Z", contains };
  const long = {
    resourceType: "ValueSet" as const,
    id: "long",
    url: "http://example.org/long-list",
    status: "active" as const,
    compose,
    expansion,
  };
  const server = testServer(() => ({
    store: `sqlite:${folder.path}/parts.db`,
    resources: [long],
    workLimit: 200_000,
  }));

  const statuses = async (count: number, request: object): Promise<string[]> => {
    const entry = Array.from({ length: count }, () => ({ request: { method: "GET", ...request } }));
    const { json } = await server.request("/r5", {
      method: "POST",
      headers: { "Content-Type": "application/fhir+json" },
      body: JSON.stringify({ resourceType: "Bundle", type: "batch", entry }),
    });
    return (json.entry as { response: { status: string } }[]).map(({ response }) =>
      response.status.slice(0, 3),
    );
  };

  test.each([
    ["a summary", { url: "ValueSet/long?_summary=true" }, "200"],
    ["some elements", { url: "ValueSet/long?_elements=url" }, "200"],
    ["what a search finds", { url: "ValueSet?_id=long&_summary=true" }, "200"],
    ["past versions", { url: "ValueSet/long/_history?_summary=true" }, "200"],
    ["a version", { url: "ValueSet/long/_history/1?_summary=text" }, "200"],
    ["what the caller has already", { url: "ValueSet/long", ifNoneMatch: 'W/"1"' }, "304"],
  ])("%s: the long list is not read, so that all of a batch are answered", async (_what, request, status) => {
    expect(new Set(await statuses(300, request))).toEqual(new Set([status]));
  });

  test("the long list itself: one is answered, many in a batch end with its budget", async () => {
    const request = { url: "ValueSet/long?_elements=compose" };
    expect(await statuses(1, request)).toEqual(["200"]);
    const many = await statuses(100, request);
    expect(many[0]).toBe("200");
    expect(many.at(-1)).toBe("422");
  });

  test("what is asked for is there, however long it is", async () => {
    const { json } = await server.request("/r5/ValueSet/long?_elements=compose");
    expect(json.compose).toEqual(compose);
    expect(json).not.toHaveProperty("expansion");
    const stored = (await server.request("/r5/ValueSet/long?_elements=expansion")).json;
    expect(stored.expansion).toEqual(expansion);
    expect(stored).not.toHaveProperty("compose");
    const { text } = await server.request("/r5/ValueSet/long?_elements=compose&_format=xml");
    expect(text.match(/<concept>/g)).toHaveLength(concept.length);
    expect(text).not.toContain("<expansion>");
    const summary = (await server.request("/r5/ValueSet/long/_history/1?_summary=true")).json;
    expect(summary).toMatchObject({ url: long.url, status: "active" });
    expect(summary).not.toHaveProperty("compose");
  });
});

describe("a history of many value sets", () => {
  const sets = Array.from({ length: 300 }, (_, i) => ({
    resourceType: "ValueSet" as const,
    id: `set-${i}`,
    url: `http://example.org/set-${i}`,
    status: "active" as const,
  }));
  const server = testServer({ resources: sets, workLimit: 30_000 });

  test("what was current at a time is looked for in all versions, which counts", async () => {
    const statuses = async (query: string): Promise<string[]> => {
      const url = `ValueSet/_history?${query}&_count=0`;
      const entry = Array.from({ length: 100 }, () => ({ request: { method: "GET", url } }));
      const { json } = await server.request("/r5", {
        method: "POST",
        headers: { "Content-Type": "application/fhir+json" },
        body: JSON.stringify({ resourceType: "Bundle", type: "batch", entry }),
      });
      return (json.entry as { response: { status: string } }[]).map(({ response }) => response.status);
    };
    expect((await statuses("_since=2020-01-01")).at(-1)).toMatch(/^200/);
    const at = await statuses("_at=2020-01-01");
    expect(at[0]).toMatch(/^200/);
    expect(at.at(-1)).toMatch(/^422/);
  });

  test("a history's versions are counted, which counts, however few of them are wanted", async () => {
    for (const query of ["_count=0", "_summary=count", "_since=2999-01-01"]) {
      const url = `ValueSet/_history?${query}`;
      const entry = Array.from({ length: 300 }, () => ({ request: { method: "GET", url } }));
      const { json } = await server.request("/r5", {
        method: "POST",
        headers: { "Content-Type": "application/fhir+json" },
        body: JSON.stringify({ resourceType: "Bundle", type: "batch", entry }),
      });
      const { 0: first, [entry.length - 1]: last } = json.entry as { response: { status: string } }[];
      expect([first!.response.status.slice(0, 3), last!.response.status.slice(0, 3)]).toEqual(["200", "422"]);
    }
  });
});
