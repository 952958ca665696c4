/** $match over HTTP: ranked candidates, one row a concept, nothing picked. */
import { describe, expect, it } from "vitest";
import { bundledResources } from "../../../src/content/bundled-terminology.ts";
import type { Resource } from "../../../src/terminology/model.ts";
import { testServer, values } from "../support.ts";

const B = "https://w3id.org/ossicle";
const SLUG = "progressive-osseous-heteroplasia";
const COLOURS = "http://example.org/colours";

const colours: Resource = {
  resourceType: "CodeSystem",
  id: "colours",
  url: COLOURS,
  version: "3",
  language: "en",
  status: "active",
  content: "complete",
  caseSensitive: true,
  property: [{ code: "inactive", uri: "http://hl7.org/fhir/concept-properties#inactive", type: "boolean" }],
  concept: [
    { code: "r", display: "Signal red", designation: [{ language: "de", value: "Signalrot" }] },
    { code: "d", display: "Dark red", designation: [{ value: "Wine red" }] },
    { code: "w", display: "Wine red" },
    { code: "o", display: "Old red", property: [{ code: "inactive", valueBoolean: true }] },
    { code: "b", display: "Blue" },
  ],
};

const server = testServer(() => ({ resources: [...bundledResources(), colours] }));

interface Row {
  concept: { system: string; code: string; display?: string };
  score: number;
  kind: string;
  matched: string;
  language?: string;
  use?: { code: string };
  source: string;
  tied?: boolean;
  weak?: boolean;
  inactive?: boolean;
}

async function match(version: string, query: Record<string, string>, path = "$match") {
  const reply = await server.request(`/${version}/${path}?${new URLSearchParams(query).toString()}`);
  const parameters = (reply.json.parameter ?? []) as { name: string; part?: unknown[] }[];
  return {
    status: reply.status,
    message: String(values(reply.json).message ?? ""),
    rows: parameters
      .filter((p) => p.name === "candidate")
      .map((p) => values({ parameter: p.part }) as unknown as Row),
    issue: reply.json.issue as { details: { text: string } }[] | undefined,
  };
}

const kinds = async (text: string, system = COLOURS) =>
  (await match("r5", { text, system })).rows.map((r) => [r.concept.code, r.kind]);

describe.each(["r4", "r5"])("on /%s", (v) => {
  it.each([
    ["Progressive osseous heteroplasia", "exact", 1],
    ["progressive OSSEOUS heteroplasia", "case-folded", 0.98],
    ["POH", "listed-name", 0.57],
    ["P.O.H.", "normalised", 0.528],
    ["POH (progressive osseous heteroplasia)", "normalised", 0.9],
    ["166350", "cross-reference", 0.8],
    ["OMIM 166350", "cross-reference", 0.8],
    ["#MIM:166350", "cross-reference", 0.8],
    ["GARD:0000109", "cross-reference", 0.8],
    ["medgen c0334041", "cross-reference", 0.8],
    ["heteroplasia", "words", undefined],
    ["Progresive osseous heteroplasia", "fuzzy", undefined],
    ["Osteoma cutis", "listed-name", undefined],
  ])("%s: %s", async (text, kind, score) => {
    const { status, rows } = await match(v, { text });
    expect(status).toBe(200);
    expect(rows).toHaveLength(1);
    expect(rows[0]).toMatchObject({
      kind,
      concept: { system: `${B}/CodeSystem/genetic-conditions`, code: SLUG },
    });
    if (score !== undefined) expect(rows[0]!.score).toBe(score);
    expect(rows[0]!.source).toBe(`${B}/CodeSystem/genetic-conditions|1.0.0`);
  });

  it.each(["ORPHA 109", "Orphanet:109", "OMIM:109", "GARD 166350", "NOBODY:109", "OMIM"])(
    "takes %s for no code of the condition in another system",
    async (text) => {
      expect((await match(v, { text })).rows.map((row) => row.kind)).not.toContain("cross-reference");
    },
  );

  it("shows a name of another disease as weak, with what it is", async () => {
    const { rows, message } = await match(v, { text: "Myositis ossificans progressiva" });
    expect(rows[0]).toMatchObject({ weak: true, use: { code: "other-disease" } });
    expect(message).toContain("weak");
  });

  it("shows a bare acronym as weak: it stands for more than the disease", async () => {
    for (const text of ["POH", "poh", "P.O.H."]) {
      const { rows, message } = await match(v, { text });
      expect(rows[0]).toMatchObject({ weak: true, use: { code: "acronym" } });
      expect(message).toContain("acronym");
    }
  });

  it("describes itself", async () => {
    const { json } = await server.request(`/${v}/OperationDefinition/CodeSystem-match`);
    expect(json).toMatchObject({
      resourceType: "OperationDefinition",
      code: "match",
      type: true,
      system: true,
    });
    const named = json.parameter.map((p: { name: string }) => p.name);
    expect(named).toEqual(expect.arrayContaining(["text", "system", "candidate"]));
  });

  it("is there at every level", async () => {
    for (const path of ["$match", "CodeSystem/$match", "CodeSystem/colours/$match"]) {
      const { rows } = await match(
        v,
        { text: "Blue", ...(path.includes("colours") ? {} : { system: COLOURS }) },
        path,
      );
      expect(rows.map((r) => r.concept.code)).toEqual(["b"]);
    }
  });
});

describe("ranking", () => {
  it("puts the display before a synonym, and gives each concept one row", async () => {
    expect(await kinds("Wine red")).toEqual([
      ["w", "exact"],
      ["d", "synonym"],
      ["r", "some-words"],
      ["o", "some-words"],
    ]);
  });

  it("marks candidates that fit equally well, and says that none is picked", async () => {
    const { rows, message } = await match("r5", { text: "red", system: COLOURS, activeOnly: "true" });
    const best = rows.filter((r) => r.score === rows[0]!.score);
    expect(best.length).toBeGreaterThan(1);
    for (const row of best) expect(row.tied).toBe(true);
    expect(message).toContain("fit equally well");
  });

  it("gives the language of the name that matched, and the display in the one asked for", async () => {
    const { rows } = await match("r5", { text: "Signalrot", system: COLOURS, displayLanguage: "de" });
    expect(rows[0]).toMatchObject({ kind: "synonym", language: "de", concept: { display: "Signalrot" } });
  });

  it("marks inactive concepts, or leaves them out", async () => {
    const { rows } = await match("r5", { text: "Old red", system: COLOURS });
    expect(rows[0]).toMatchObject({ concept: { code: "o" }, inactive: true });
    const active = await match("r5", { text: "Old red", system: COLOURS, activeOnly: "true" });
    expect(active.rows.map((r) => r.concept.code)).not.toContain("o");
  });

  it("looks in several systems at once, the best first", async () => {
    const query = new URLSearchParams({ text: "Blue" });
    for (const system of [`${B}/CodeSystem/genetic-conditions`, COLOURS]) query.append("system", system);
    const { json } = await server.request(`/r5/$match?${query.toString()}`);
    expect(JSON.stringify(json)).toContain(COLOURS);
  });

  it("returns as many as asked for", async () => {
    expect((await match("r5", { text: "red", system: COLOURS, count: "2" })).rows).toHaveLength(2);
  });

  it("says that there is nothing", async () => {
    const { rows, message } = await match("r5", { text: "zzz", system: COLOURS });
    expect(rows).toEqual([]);
    expect(message).toBe(`Nothing that is here of ${COLOURS} resembles 'zzz'.`);
  });

  it("says where it did not look, if nobody said where to look", async () => {
    const { message } = await match("r5", { text: "GNAS" });
    expect(message).toContain("Nothing that is here of genetic conditions resembles 'GNAS'.");
    expect(message).toContain("name them with 'system'");
  });

  it("says which supplement knows a code of another system", async () => {
    const { rows, message } = await match("r5", { text: "MONDO:0008153" });
    expect(rows).toEqual([]);
    expect(message).toContain(`ask again with useSupplement=${B}/CodeSystem/genetic-conditions-xrefs`);
    expect((await match("r5", { text: "ORPHA:109" })).message).not.toContain("useSupplement");
  });

  it.each(["MONDO:0008153", "C562735"])("says which supplement adds the cross-reference %s", async (text) => {
    const useSupplement = `${B}/CodeSystem/genetic-conditions-xrefs`;
    const { rows } = await match("r5", { text, useSupplement });
    expect(rows).toMatchObject([{ kind: "cross-reference", source: `${useSupplement}|1.0.0` }]);
  });
});

describe("bad input", () => {
  it.each([
    [{}, 400],
    [{ text: "  " }, 400],
    [{ text: "<b>red</b>" }, 400],
    [{ text: "red", count: "0" }, 400],
    [{ text: "red", system: "http://nowhere.example" }, 404],
  ])("%j: %i", async (query, expected) => {
    const { status, issue } = await match("r4", query);
    expect(status).toBe(expected);
    expect(issue?.[0]?.details.text).toBeTruthy();
  });
});
