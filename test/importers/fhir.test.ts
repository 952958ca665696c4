import { describe, expect, it } from "vitest";
import { versions } from "../../src/fhir/versions.ts";
import { formatXml } from "../../src/fhir/xml/xml.ts";
import { MemoryStore } from "../../src/storage/memory/memory-store.ts";
import type { Resource } from "../../src/terminology/model.ts";
import { tgz } from "./archives.ts";
import { file, imported, refusal, shown } from "./importing.ts";

const BASE = "https://example.org/fhir";

const codeSystem = (id: string, extra: object = {}) => ({
  resourceType: "CodeSystem",
  id,
  url: `${BASE}/CodeSystem/${id}`,
  version: "1",
  status: "active",
  content: "complete",
  concept: [{ code: "a", display: "A", concept: [{ code: "b", display: "B" }] }],
  ...extra,
});
const valueSet = (id: string, extra: object = {}) => ({
  resourceType: "ValueSet",
  id,
  url: `${BASE}/ValueSet/${id}`,
  status: "active",
  compose: { include: [{ system: `${BASE}/CodeSystem/x` }] },
  ...extra,
});
const r4Map = {
  resourceType: "ConceptMap",
  id: "m",
  url: `${BASE}/ConceptMap/m`,
  status: "active",
  sourceUri: `${BASE}/ValueSet/a`,
  group: [
    { source: "s", target: "t", element: [{ code: "1", target: [{ code: "2", equivalence: "wider" }] }] },
  ],
};
const r5Map = {
  ...r4Map,
  id: "m5",
  url: `${BASE}/ConceptMap/m5`,
  sourceUri: undefined,
  sourceScopeUri: `${BASE}/ValueSet/a`,
  group: [
    {
      source: "s",
      target: "t",
      element: [{ code: "1", target: [{ code: "2", relationship: "source-is-narrower-than-target" }] }],
    },
  ],
};
const bundle = (...resources: object[]) => ({
  resourceType: "Bundle",
  type: "collection",
  entry: resources.map((resource) => ({
    fullUrl: "urn:uuid:00000000-0000-4000-8000-000000000000",
    resource,
  })),
});
const json = (name: string, value: unknown) => file(name, JSON.stringify(value, null, 2));

describe("a resource", () => {
  it("is imported with its origin", async () => {
    const { store, run } = await imported(json("cs.json", codeSystem("x")), {
      publisher: "Us",
      copyright: "Ours",
      source: "https://example.org/dump",
    });
    const system = await store.codeSystem({ url: `${BASE}/CodeSystem/x` });
    expect(system!.codeSystem).toMatchObject({
      publisher: "Us",
      copyright: "Ours",
      meta: { source: "https://example.org/dump" },
    });
    expect(run.report).toEqual({ written: { CodeSystem: 1 }, unchanged: 0, concepts: 2, mappings: 0 });
    expect(run.resources).toMatchObject([
      { type: "CodeSystem", url: `${BASE}/CodeSystem/x`, version: "1", title: undefined, rows: 2 },
    ]);
  });

  it("imported twice changes nothing", async () => {
    const path = json("cs.json", codeSystem("x"));
    const { store } = await imported(path);
    const before = store.generation;
    const { run } = await imported(path, {}, store);
    expect(run.report).toEqual({ written: {}, unchanged: 1, concepts: 0, mappings: 0 });
    expect(store.generation).toBe(before);
  });

  it("of R4 is told by its elements, and becomes R5", async () => {
    const { store } = await imported(json("maps.json", bundle(r4Map, r5Map)));
    for (const id of ["m", "m5"]) {
      const [map] = await store.conceptMaps({ url: `${BASE}/ConceptMap/${id}` });
      const [row] = await map!.mappings([{ system: "s", code: "1" }], "forward");
      expect(row).toMatchObject({ relationship: "source-is-narrower-than-target", target: { code: "2" } });
      expect(map!.conceptMap.sourceScopeUri).toBe(`${BASE}/ValueSet/a`);
    }
  });

  it.each(["json", "xml"])(
    "of R4 is told by what carries elements of R5, however deep: %s",
    async (format) => {
      const additionalUse = [{ system: "https://example.org/use", code: "acronym" }];
      const concept = [{ code: "a", designation: [{ value: "A", additionalUse }] }];
      const r4 = versions.r4.resourceOut(codeSystem("carried", { concept }));
      const text = format === "json" ? JSON.stringify(r4) : formatXml(r4, "r4", { pretty: true });
      expect(text).toContain("extension-CodeSystem.concept.designation.additionalUse");
      const { store } = await imported(file(`carried.${format}`, text));
      expect((await store.read("CodeSystem", "carried"))!.resource).toMatchObject({ concept });
    },
  );

  it.each([
    [{ ...r4Map, group: [{ element: [{ code: "1", target: [null, 7] }] }, null, 7] }, "ConceptMap.group"],
    [{ ...r5Map, sourceScopeUri: undefined, group: [null] }, "ConceptMap.group[0]: null should be"],
    [
      { resourceType: "Bundle", type: "collection", entry: { a: 1 } },
      "Bundle.entry should be a list, in [ ]",
    ],
  ])("with something else in the place of an object or a list is refused: %j", async (given, expected) => {
    const { sourceUri: _, ...resource } = given as { sourceUri?: string };
    expect((await refusal(json("shape.json", resource)))[0]).toContain(expected);
  });

  it("of a type that is misspelt is refused; one that is no terminology is left out", async () => {
    expect(await refusal(json("typo.json", { ...codeSystem("x"), resourceType: "CodeSytem" }))).toEqual([
      "typo.json: FHIR has no resource type 'CodeSytem'; did you mean CodeSystem?",
    ]);
    const others = ["Patient", "List", "Parameters", "StructureDefinition", "Consent"];
    const { run } = await imported(
      json("others.json", bundle(...others.map((resourceType) => ({ resourceType })))),
    );
    expect(run.refusedCount).toBe(0);
  });

  it("is read as the version the user says", async () => {
    const path = json("maps.json", r4Map);
    expect((await refusal(path, { fhirVersion: "r5" }))[0]).toMatch(
      /^maps\.json ConceptMap\/m: ConceptMap.*sourceUri/,
    );
  });

  it("that is invalid is refused, with the place; others of a Bundle stay with --keep-going", async () => {
    const path = json(
      "b.json",
      bundle(
        valueSet("x"),
        { ...valueSet("y"), status: "fine" },
        { ...valueSet("z"), url: undefined },
        { resourceType: "Patient" },
      ),
    );
    const refused = await refusal(path);
    expect(refused[0]).toMatch(/^b\.json:\d+ ValueSet\/y: ValueSet\.status: 'fine'/);
    expect(refused[1]).toMatch(/^b\.json:\d+ ValueSet\/z: This ValueSet has no url/);
    const { run } = await imported(path, { keepGoing: true });
    expect(run.report.written).toEqual({ ValueSet: 1 });
    expect(run.leftOut).toEqual({ "Patient: not a terminology resource": 1 });
  });

  it("with a code twice or a circle is refused at the concept", async () => {
    const twice = codeSystem("x", { concept: [{ code: "a" }, { code: "b" }, { code: "a" }] });
    expect((await refusal(json("t.json", twice)))[0]).toMatch(/^t\.json CodeSystem\/x/);
    const circle = codeSystem("x", {
      concept: [
        { code: "a", property: [{ code: "parent", valueCode: "b" }] },
        { code: "b", property: [{ code: "parent", valueCode: "a" }] },
      ],
    });
    expect(await refusal(json("c.json", circle))).toEqual([
      "c.json CodeSystem/x concept 'b': The hierarchy goes in a circle: 'a' is under 'b' is under 'a'",
    ]);
  });

  it("gives up SNOMED CT's strings unless licensed", async () => {
    const sct = {
      system: "http://snomed.info/sct",
      concept: [{ code: "1", display: "one", designation: [{ value: "uno" }] }],
    };
    const path = json(
      "vs.json",
      valueSet("x", {
        compose: { include: [sct, { system: "s", concept: [{ code: "1", display: "one" }] }] },
      }),
    );
    const include = async (options = {}) => {
      const { store } = await imported(path, options);
      return (await store.valueSet({ url: `${BASE}/ValueSet/x` }))!.compose!.include;
    };
    expect(await include()).toEqual([
      { system: "http://snomed.info/sct", concept: [{ code: "1" }] },
      { system: "s", concept: [{ code: "1", display: "one" }] },
    ]);
    expect((await include({ licensed: true }))[0]).toEqual(sct);
  });
});

describe("XML", () => {
  const r4 = `<?xml version="1.0" encoding="UTF-8"?>
<Bundle xmlns="http://hl7.org/fhir"><type value="collection"/>
  <entry><resource><ConceptMap><id value="m"/><url value="${BASE}/ConceptMap/m"/><status value="active"/><sourceUri value="${BASE}/ValueSet/a"/>
    <group><source value="s"/><target value="t"/><element><code value="1"/><target><code value="2"/><equivalence value="wider"/></target></element></group></ConceptMap></resource></entry>
  <entry><resource><CodeSystem><id value="x"/><url value="${BASE}/CodeSystem/x"/><status value="active"/><content value="complete"/><concept><code value="a"/></concept></CodeSystem></resource></entry>
</Bundle>`;

  it("is read in the version it is of", async () => {
    const { store, run } = await imported(file("b.xml", r4));
    expect(run.report).toMatchObject({ written: { ConceptMap: 1, CodeSystem: 1 }, concepts: 1, mappings: 1 });
    const [map] = await store.conceptMaps({ url: `${BASE}/ConceptMap/m` });
    const [row] = await map!.mappings([{ system: "s", code: "1" }], "forward");
    expect(row!.relationship).toBe("source-is-narrower-than-target");
  });

  it("that is broken or unknown is refused with its line", async () => {
    const [cut] = await refusal(file("cut.xml", r4.slice(0, 500)));
    expect(cut).toMatch(/^cut\.xml: .*line \d/);
    const [wrong] = await refusal(file("wrong.xml", r4.replace("<type", "<typo")));
    expect(wrong).toMatch(/^wrong\.xml: .*typo/);
    const [bomb] = await refusal(
      file("bomb.xml", `<!DOCTYPE x [<!ENTITY a "b">]>${r4.slice(r4.indexOf("<Bundle"))}`),
    );
    expect(bomb).toMatch(/^bomb\.xml: .*document type declaration/);
  });
});

describe("NDJSON", () => {
  it("is read line by line; a bad line is refused by its number", async () => {
    const lines = [codeSystem("x"), valueSet("x")].map((r) => JSON.stringify(r));
    const path = file("all.ndjson", `${lines[0]}\n\n{"resourceType": "ValueSet", \n${lines[1]}\n`);
    expect((await refusal(path))[0]).toMatch(/^all\.ndjson:3: Not well-formed JSON/);
    const { run } = await imported(path, { keepGoing: true });
    expect(run.report.written).toEqual({ CodeSystem: 1, ValueSet: 1 });
  });
});

const manifest = (extra: object = {}) =>
  JSON.stringify({
    name: "example.terminology",
    version: "1.2.3",
    fhirVersions: ["4.0.1"],
    license: "CC0-1.0",
    author: "Them",
    url: "https://example.org/ig/1.2.3",
    ...extra,
  });

describe("a package", () => {
  const files = {
    "package.json": manifest(),
    "CodeSystem-x.json": JSON.stringify(codeSystem("x")),
    "ConceptMap-m.json": JSON.stringify(r4Map),
    "StructureDefinition-p.json": JSON.stringify({ resourceType: "StructureDefinition" }),
  };
  const unpacked = (folder: string, content: Record<string, string> = files) => {
    for (const [name, text] of Object.entries(content)) file(`${folder}/${name}`, text);
    return file(`${folder}/README.txt`, "x").replace(/\/README\.txt$/, "");
  };

  it.each(["folder", "folder with package/", "tgz"])(
    "as a %s is imported, with origin and licence",
    async (kind) => {
      const inPackage = Object.fromEntries(
        Object.entries(files).map(([name, text]) => [`package/${name}`, text]),
      );
      const path =
        kind === "folder"
          ? unpacked("plain")
          : kind === "tgz"
            ? file(
                "p.tgz",
                await tgz({
                  ...inPackage,
                  "package/example/CodeSystem-y.json": JSON.stringify(codeSystem("y")),
                }),
              )
            : unpacked("cached", inPackage);
      const { store, run } = await imported(path);
      expect(run.report.written).toEqual({ CodeSystem: 1, ConceptMap: 1 });
      expect(run.leftOut).toEqual({ "StructureDefinition: not a terminology resource": 1 });
      const { codeSystem: header } = (await store.codeSystem({ url: `${BASE}/CodeSystem/x` }))!;
      expect(header).toMatchObject({
        publisher: "Them",
        copyright: "Licence of the package example.terminology 1.2.3: CC0-1.0",
        meta: { source: "https://example.org/ig/1.2.3" },
      });
    },
  );

  it("as a tgz whose names begin with ./ is imported, its examples left out", async () => {
    const packed = { ...files, "example/CodeSystem-y.json": JSON.stringify(codeSystem("y")) };
    const names = Object.entries(packed).map(([name, text]) => [`./package/${name}`, text]);
    const { run } = await imported(file("dot.tgz", await tgz(Object.fromEntries(names))));
    expect(run.report.written).toEqual({ CodeSystem: 1, ConceptMap: 1 });
  });

  it("refuses a broken file and keeps the others with --keep-going", async () => {
    const path = unpacked("broken", { ...files, "ValueSet-cut.json": '{"resourceType": "ValueSet",' });
    expect((await refusal(path))[0]).toMatch(
      /broken\/ValueSet-cut\.json:1: The file ends within an object: it is cut off$/,
    );
    const { run } = await imported(path, { keepGoing: true });
    expect(run.report.written).toEqual({ CodeSystem: 1, ConceptMap: 1 });
  });

  it("takes nothing of a Bundle that breaks off", async () => {
    const cut = JSON.stringify(bundle(codeSystem("in-bundle"), valueSet("v"))).slice(0, -20);
    const { run } = await imported(unpacked("cut-bundle", { ...files, "Bundle-b.json": cut }), {
      keepGoing: true,
    });
    expect(run.refusedCount).toBe(1);
    expect(run.report.written).toEqual({ CodeSystem: 1, ConceptMap: 1 });
  });

  it.each(["", "./", "my-package/", "package/"])(
    "is read as a .tgz that has its files in '%s'",
    async (folder) => {
      const path = file(
        "packed.tgz",
        await tgz({
          "examples/CodeSystem-e.json": JSON.stringify(codeSystem("example")),
          [`${folder}CodeSystem-x.json`]: JSON.stringify(codeSystem("x")),
          [`${folder}package.json`]: manifest({}),
          [`${folder}openapi/CodeSystem-y.json`]: JSON.stringify(codeSystem("y")),
        }),
      );
      const { run } = await imported(path);
      expect(run.resources.map(({ url }) => url)).toEqual([`${BASE}/CodeSystem/x`]);
    },
  );

  it("of another FHIR version, or of none, is refused", async () => {
    expect(
      (await refusal(unpacked("r3", { "package.json": manifest({ fhirVersions: ["3.0.2"] }) })))[0],
    ).toContain("FHIR version '3.0.2' is not supported");
    const none = file("none.tgz", await tgz({ "package/package.json": JSON.stringify({ name: "x" }) }));
    expect((await refusal(none))[0]).toContain("it is no FHIR package");
    const empty = file("null.tgz", await tgz({ "package/package.json": "null" }));
    expect((await refusal(empty))[0]).toContain("it is no FHIR package");
  });

  it("finds what it depends on in a local folder only", async () => {
    const main = unpacked("main", {
      ...files,
      "package.json": manifest({ dependencies: { "dep.one": "1.0.0", "dep.two": "2.0.0", "../evil": "1" } }),
    });
    const told = (await imported(main)).run.notes.map(shown).join("\n");
    expect(told).toContain(
      "It depends on dep.one 1.0.0, which was not imported with it; give --dependencies FOLDER",
    );
    unpacked("deps/dep.one", {
      "package.json": manifest({ name: "dep.one" }),
      "CodeSystem-d.json": JSON.stringify(codeSystem("d")),
    });
    const folder = file("deps/readme", "x").replace(/\/readme$/, "");
    const { store, run } = await imported(main, { dependencies: folder });
    expect(await store.codeSystem({ url: `${BASE}/CodeSystem/d` })).toBeDefined();
    expect(run.notes.map((n) => n.issue.text.split(",")[0])).toEqual([
      "It depends on dep.two 2.0.0",
      "It depends on ../evil 1",
    ]);
  });
});

describe("a dry run", () => {
  it("reports what a real run then does, and changes nothing", async () => {
    const store = new MemoryStore([codeSystem("x") as unknown as Resource]);
    const path = json(
      "two.json",
      bundle(codeSystem("x", { title: "New" }), codeSystem("y"), { ...valueSet("v"), status: "fine" }),
    );
    const before = store.generation;
    const dry = await imported(path, { keepGoing: true }, store, { dryRun: true });
    expect(store.generation).toBe(before);
    expect(await store.codeSystem({ url: `${BASE}/CodeSystem/y` })).toBeUndefined();
    const real = await imported(path, { keepGoing: true }, store);
    expect({ ...dry.run, dryRun: false }).toEqual(real.run);
    expect((await store.codeSystem({ url: `${BASE}/CodeSystem/x` }))!.codeSystem).toMatchObject({
      title: "New",
    });
  });
});
