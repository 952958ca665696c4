/** A code system, supplement, value set or concept map that says by which OID it goes is found by it, as one is whose OID a NamingSystem tells. */
import type { CodeSystem, ConceptMap, NamingSystem, ValueSet } from "fhir/r5";
import { describe, expect, test } from "vitest";
import { MemoryStore } from "../../../src/storage/memory/memory-store.ts";
import { overlay } from "../../../src/storage/overlay.ts";
import { expand } from "../../../src/terminology/expand/expand.ts";
import { lookup } from "../../../src/terminology/lookup.ts";
import type { Resource } from "../../../src/terminology/model.ts";
import { preferredId } from "../../../src/terminology/preferred-id.ts";
import { findValueSet } from "../../../src/terminology/resolve/find-value-set.ts";
import { NO_VERSION_RULES } from "../../../src/terminology/resolve/version-rules.ts";
import type { TranslateRequest } from "../../../src/terminology/translate/request.ts";
import { translate } from "../../../src/terminology/translate/translate.ts";

const COLOURS = "https://example.org/colours";
const BARE = "1.2.3.9.9";
const OID = `urn:oid:${BARE}`;
const colours: CodeSystem = {
  resourceType: "CodeSystem",
  url: COLOURS,
  title: "Colours",
  status: "active",
  content: "complete",
  identifier: [{ system: "urn:ietf:rfc:3986", value: OID }],
  concept: [{ code: "b", display: "Blue" }],
};
const map: ConceptMap = {
  resourceType: "ConceptMap",
  url: "https://example.org/map",
  status: "active",
  group: [
    {
      source: COLOURS,
      target: "https://example.org/farben",
      element: [{ code: "b", target: [{ code: "blau", relationship: "equivalent" }] }],
    },
  ],
};
const ask = (store: MemoryStore, system: string) =>
  lookup(store, { system, code: "b", properties: [], useSupplement: [] });

describe("the OID that a value set has as its identifier", () => {
  const set = (version: string, concept: { code: string }[], url = "https://example.org/set"): ValueSet => ({
    resourceType: "ValueSet",
    url,
    version,
    status: "active",
    identifier: [{ system: "urn:ietf:rfc:3986", value: OID }],
    compose: { include: [{ system: COLOURS, concept }] },
  });
  const store = new MemoryStore([{ ...colours, identifier: [] }, set("1", []), set("2", [{ code: "b" }])]);
  const codes = async (of: MemoryStore, address: string) => {
    const valueSet: ValueSet = {
      resourceType: "ValueSet",
      status: "active",
      compose: { include: [{ valueSet: [address] }] },
    };
    const { expansion } = await expand(of, { valueSet, versions: NO_VERSION_RULES, limit: 10 });
    return (expansion?.contains ?? []).map(({ code }) => code);
  };

  test("stands for it, in its latest version or the one that is named", async () => {
    expect(await findValueSet(store, OID)).toMatchObject({ url: "https://example.org/set", version: "2" });
    expect(await findValueSet(store, `${OID}|1`)).toMatchObject({ version: "1" });
    await expect(async () => findValueSet(store, `${OID}|3`)).rejects.toThrow(OID);
  });

  test("stands for it where another one imports it", async () => {
    expect(await codes(store, OID)).toEqual(["b"]);
  });

  test("stands for it without its 'urn:oid:', too, as V3 and VSAC write it", async () => {
    expect(await findValueSet(store, BARE)).toMatchObject({ version: "2" });
    expect(await findValueSet(store, `${BARE}|1`)).toMatchObject({ version: "1" });
    expect(await codes(store, BARE)).toEqual(["b"]);
    await expect(async () => findValueSet(store, "1.2.3.9.8")).rejects.toThrow("1.2.3.9.8");
  });

  test("stands for it among resources that come with a request", async () => {
    const besides = await overlay(store, [set("3", [{ code: "b" }])]);
    expect(await findValueSet(besides, OID)).toMatchObject({ version: "3" });
  });

  test("stands for none where two have it", async () => {
    const both = new MemoryStore([colours, set("1", []), set("1", [], "https://example.org/other")]);
    await expect(async () => findValueSet(both, OID)).rejects.toThrow(OID);
  });
});

const identifier = [{ system: "urn:ietf:rfc:3986", value: OID }];

describe("the OID that a concept map has as its identifier", () => {
  const german = (version: string, code: string, url = map.url!): ConceptMap => {
    const element = [{ code: "b", target: [{ code, relationship: "equivalent" as const }] }];
    return { ...map, url, version, identifier, group: [{ ...map.group![0]!, element }] };
  };
  const maps = [german("1", "blau"), german("2", "bläulich")];
  const codes = async (resources: Resource[], url: string, version?: string, code = "b") => {
    const { matches } = await translate(new MemoryStore(resources), {
      codings: [{ system: COLOURS, code }],
      map: { url, version },
      direction: "forward",
      dependencies: [],
      useSupplement: [],
      strictNames: false,
      ownSystems: new Set(),
    });
    return matches.map(({ target }) => target?.code);
  };

  test.each([OID, BARE])("stands for it, in its latest version or the one that is named: %s", async (oid) => {
    expect(await codes(maps, oid)).toEqual(["bläulich"]);
    expect(await codes(maps, oid, "1")).toEqual(["blau"]);
    await expect(async () => codes(maps, oid, "3")).rejects.toThrow(oid);
  });

  test("stands for it where another map leads to it", async () => {
    const unmapped = { mode: "other-map" as const, otherMap: OID };
    const group = [{ source: COLOURS, target: "https://example.org/farben", element: [], unmapped }];
    const other: ConceptMap = { ...map, url: "https://example.org/leads", group };
    expect(await codes([...maps, other], other.url!)).toEqual(["bläulich"]);
  });

  test("stands for none where two have it", async () => {
    const both = [...maps, german("1", "blau", "https://example.org/other")];
    await expect(async () => codes(both, OID)).rejects.toThrow(OID);
  });
});

describe("the OID that a supplement has as its identifier", () => {
  const supplement = (url: string): CodeSystem => ({
    ...colours,
    url,
    version: "1",
    identifier,
    content: "supplement",
    supplements: COLOURS,
    concept: [{ code: "b", designation: [{ language: "de", value: "Blau" }] }],
  });
  const [one, two] = [supplement("https://example.org/one"), supplement("https://example.org/two")];
  const used = async (resources: Resource[], name: string) => {
    const asked = { system: COLOURS, code: "b", properties: [], useSupplement: [name] };
    return (await lookup(new MemoryStore(resources), asked)).supplements;
  };

  test.each([OID, BARE, `${OID}|1`])("stands for it: %s", async (oid) => {
    // The code system may have it, too.
    expect(await used([colours, one], oid)).toEqual(["https://example.org/one|1"]);
    await expect(async () => used([colours, one], `${BARE}|2`)).rejects.toThrow(BARE);
  });

  test("stands for it where a value set asks for it", async () => {
    const url = "http://hl7.org/fhir/StructureDefinition/valueset-supplement";
    const extension = [{ url, valueCanonical: OID }];
    const compose = { include: [{ system: COLOURS }] };
    const valueSet: ValueSet = { resourceType: "ValueSet", status: "active", extension, compose };
    const store = new MemoryStore([colours, one]);
    const { expansion } = await expand(store, { valueSet, versions: NO_VERSION_RULES, limit: 10 });
    expect(expansion?.parameter).toContainEqual({
      name: "used-supplement",
      valueUri: "https://example.org/one|1",
    });
  });

  test("stands for none where two have it", async () => {
    await expect(async () => used([colours, one, two], OID)).rejects.toThrow(OID);
  });
});

describe("the OID that a code system has as its identifier", () => {
  const store = new MemoryStore([colours, map]);

  test.each([OID, BARE])("stands for it, and that is said: %s", async (oid) => {
    const { display, notes } = await ask(store, oid);
    expect(display).toBe("Blue");
    expect(notes.map(({ text }) => text).join()).toContain(
      `System '${oid}' was read as Colours, whose canonical address is '${COLOURS}'`,
    );
  });

  test.each(["urn:oid:2.999.3", "urn:uuid:0c3151bd-1cbf-4d64-b04d-cd9187a4c6e0"])(
    "so does a UUID, and an OID however short, with its 'urn:': %s",
    async (value) => {
      const identified = { ...colours, identifier: [{ system: "urn:ietf:rfc:3986", value }] };
      const { display, notes } = await ask(new MemoryStore([identified]), value);
      expect(display).toBe("Blue");
      expect(notes.map(({ text }) => text).join()).toContain(`System '${value}' was read as Colours`);
      const asked = { id: value, type: "uri" };
      expect(await preferredId(new MemoryStore([identified]), asked)).toBe(COLOURS);
    },
  );

  test("stands for it in a value set and as what is translated", async () => {
    const valueSet: ValueSet = {
      resourceType: "ValueSet",
      status: "active",
      compose: { include: [{ system: OID }] },
    };
    const { expansion } = await expand(store, { valueSet, versions: NO_VERSION_RULES, limit: 10 });
    expect(expansion?.contains).toEqual([{ system: COLOURS, code: "b", display: "Blue" }]);
    const { matches } = await translate(store, {
      codings: [{ system: OID, code: "b" }],
      direction: "forward",
      dependencies: [],
      useSupplement: [],
      strictNames: false,
      ownSystems: new Set(),
    });
    expect(matches.map(({ target }) => target?.code)).toEqual(["blau"]);
  });

  describe("stands for it where a map names it so", () => {
    const byOid: ConceptMap = {
      ...map,
      url: "https://example.org/by-oid",
      group: [
        { source: OID, target: "https://example.org/farben", element: map.group![0]!.element },
        {
          source: "https://example.org/farben",
          target: OID,
          element: [{ code: "blau", target: [{ code: "b", relationship: "equivalent" }] }],
        },
      ],
    };
    const other: CodeSystem = { ...colours, url: "https://example.org/other" };
    const unnamed = { ...colours, identifier: [] };
    const naming: NamingSystem = {
      resourceType: "NamingSystem",
      name: "Colours",
      status: "active",
      kind: "codesystem",
      date: "2025",
      uniqueId: [
        { type: "uri", value: COLOURS },
        { type: "oid", value: BARE },
      ],
    };
    const asked = async (resources: (CodeSystem | NamingSystem)[], request: Partial<TranslateRequest>) => {
      const { matches, notes } = await translate(new MemoryStore([...resources, byOid]), {
        codings: [{ system: COLOURS, code: "b" }],
        direction: "forward",
        dependencies: [],
        useSupplement: [],
        strictNames: false,
        ownSystems: new Set(),
        ...request,
      });
      return {
        codes: matches.map(({ target, source }) => (target ?? source)?.code),
        message: notes.map(({ text }) => text).join(),
      };
    };
    const farben = { codings: [{ system: "https://example.org/farben", code: "blau" }] };

    test.each([
      ["from it", {}, ["blau"]],
      ["into it", { ...farben, wantedSystem: COLOURS }, ["b"]],
      ["turned round", { direction: "reverse" as const }, ["b"]],
      ["in a map that is sent", { map: { inline: byOid } }, ["blau"]],
    ])("%s", async (_where, request, codes) => {
      for (const known of [[colours], [unnamed, naming]]) {
        const found = await asked(known, request);
        expect(found.codes).toEqual(codes);
        expect(found.message).toContain(
          `by '${OID}', another address of it than '${COLOURS}'; they were read`,
        );
      }
    });

    test("but not where two have it", async () => {
      expect((await asked([colours, other], {})).codes).toEqual([]);
    });
  });

  test("stands for none where two have it", async () => {
    const other: CodeSystem = { ...colours, url: "https://example.org/other" };
    await expect(async () => ask(new MemoryStore([colours, other]), OID)).rejects.toThrow(OID);
  });
});
