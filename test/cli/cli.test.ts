import { execFileSync, spawnSync } from "node:child_process";
import { existsSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { beforeAll, describe, expect, it } from "vitest";
import { VERBS } from "../../src/cli/index.ts";
import { fixture } from "../importers/importing.ts";
import { folder, newStore, ossicle } from "./command-line.ts";

const GC = "https://w3id.org/ossicle/CodeSystem/genetic-conditions";
const POH = "progressive-osseous-heteroplasia";
const write = (name: string, text: string): string => {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
};

describe("help", () => {
  it("names every verb, and each verb has examples", async () => {
    const { out, code } = await ossicle(["--help"]);
    expect(code).toBe(0);
    const verbs = [
      "serve",
      "import",
      "export",
      "list",
      "status",
      "lookup",
      "translate",
      "validate",
      "expand",
      "diff",
      "delete",
      "completion",
    ];
    expect(VERBS.size).toBe(verbs.length);
    for (const verb of verbs) {
      expect(out).toContain(`\n  ${verb} `);
      const help = await ossicle([verb, "--help"]);
      expect(help.code).toBe(0);
      expect(help.out).toMatch(new RegExp(`Examples:\\n  (source <\\()?ossicle ${verb}`));
    }
  });

  it("a typo ends with 2 and a suggestion", async () => {
    const typo = await ossicle(["lokup", "x"]);
    expect(typo).toMatchObject({ code: 2, out: "" });
    expect(typo.err).toContain("Did you mean lookup?");
    expect((await ossicle(["lookup"])).err).toContain("missing required argument 'code'");
    expect((await ossicle(["import", "x", "--fhir-version", "r3"])).err).toContain(
      "Allowed choices are r4, r5",
    );
    expect((await ossicle(["list", "--store", "oracle:x"])).err).toBe(
      "Error: --store: 'oracle:x' is not valid; give memory:, sqlite:FILE or postgres://...\n",
    );
  });
});

describe("lookup", () => {
  it("knows prefixes, aliases and OIDs of systems", async () => {
    for (const args of [
      ["OMIM:166350"],
      ["MIM:166350"],
      ["166350", "-s", "OMIM"],
      ["166350", "-s", "https://omim.org"],
      ["166350", "-s", "http://omim.org/entry/"],
      ["166350", "-s", "urn:oid:2.16.840.1.113883.6.174"],
      ["https://omim.org/entry/166350"],
    ]) {
      const { out, code } = await ossicle(["lookup", ...args]);
      expect(code).toBe(0);
      expect(out).toMatch(
        /^Code {8}166350\nDisplay {5}OSSEOUS HETEROPLASIA, PROGRESSIVE; POH\nSystem {6}http:\/\/www\.omim\.org\n/,
      );
    }
  });

  it("gives JSON as the server does", async () => {
    const { out } = await ossicle(["lookup", POH, "-s", GC, "--json", "-p", "inheritance"]);
    const { resourceType, parameter } = JSON.parse(out);
    expect(resourceType).toBe("Parameters");
    expect(parameter).toContainEqual({ name: "display", valueString: "Progressive osseous heteroplasia" });
  });

  it("finds a code with a prefix of its own in what was imported", async () => {
    const path = write(
      "own.obo",
      "format-version: 1.2\nontology: zz\n\n[Term]\nid: ZZ:0000001\nname: first thing\n",
    );
    const store = newStore();
    expect((await ossicle(["lookup", "ZZ:0000001", ...store])).code).toBe(2);
    expect((await ossicle(["import", path, ...store])).code).toBe(0);
    expect((await ossicle(["lookup", "ZZ:0000001", ...store])).out).toContain("first thing");
    expect((await ossicle(["validate", "ZZ:0000001", ...store])).code).toBe(0);
  });

  it("makes no file for whoever only asks, or tries", async () => {
    const store = newStore();
    const db = store[1]!.slice("sqlite:".length);
    const list = write("try.csv", "code,display\nX,Try\n");
    expect((await ossicle(["lookup", "OMIM:166350", ...store])).code).toBe(0);
    expect((await ossicle(["status", ...store])).out).toContain(store[1]);
    expect((await ossicle(["import", list, "--dry-run", ...store])).out).toContain(
      "Would write 1 CodeSystem",
    );
    expect(existsSync(db)).toBe(false);
    expect((await ossicle(["import", list, ...store])).code).toBe(0);
    expect(existsSync(db)).toBe(true);
  });

  it("ends with 2 where there is no answer", async () => {
    expect(await ossicle(["lookup", "109"])).toEqual({
      code: 2,
      out: "",
      err: "Error: Of which code system is '109'? Give --system URI (or its prefix, as in OMIM), or write PREFIX:code\n",
    });
    const name = await ossicle(["translate", "Osteoma cutis"]);
    expect(name).toMatchObject({ code: 2, err: expect.stringContaining("ossicle translate --name") });
    const unknown = await ossicle(["lookup", "OMIM:999999"]);
    expect(unknown.code).toBe(2);
    expect(unknown.err).toContain("'999999'");
    const json = await ossicle(["lookup", "OMIM:999999", "--json"]);
    expect(JSON.parse(json.out).error[0].code).toBe("not-found");
    expect((await ossicle(["lookup", "1", "-s", "NOPE"])).err).toContain(
      "neither a uri nor a known prefix. Known prefixes: ATC",
    );
  });

  it("gives a terminal nothing to obey", async () => {
    const store = newStore();
    const list = write("evil.csv", "code,display\nX,bad\u009b2Jthing\u0085\n");
    await ossicle(["import", list, "--url", "https://example.org/evil", ...store]);
    const { out } = await ossicle(["lookup", "X", "-s", "https://example.org/evil", ...store], {
      terminal: true,
    });
    expect(out).not.toMatch(/\u009b|\u0085/);
    expect(out).toContain("bad\ufffd2Jthing");
  });
});

describe("translate, validate, expand", () => {
  it("translates a code and a name", async () => {
    const code = await ossicle(["translate", POH, "-s", GC, "--to", "OMIM"]);
    expect(code.code).toBe(0);
    expect(code.out).toMatch(
      /Found\n\nRelationship +Code +Display +System +By map\nequivalent +166350 +OSSEOUS/,
    );
    const name = await ossicle(["translate", "Osteoma cutis", "--name"]);
    expect(name.out).toContain("source-is-broader-than-target");
    const none = await ossicle(["translate", "Nothing at all", "--name"]);
    expect(none).toMatchObject({ code: 1, out: expect.stringMatching(/^No translation\n/) });
  });

  it("shows beside a relationship the condition under which alone it holds", async () => {
    const { out } = await ossicle(["translate", "Myositis ossificans progressiva", "--name"]);
    expect(out).toMatch(/Relationship +Only if +Code/);
    expect(out).toMatch(/equivalent +causal-gene = http:\/\/www\.genenames\.org\|HGNC:171 +ACVR1 +135100/);
  });

  it.each(["gene=HGNC:4392", "causal-gene=GNAS"])(
    "takes what is known besides the code: %s",
    async (known) => {
      const question = ["translate", "Myositis ossificans progressiva", "--name"];
      const { code, out } = await ossicle([...question, "--dependency", known]);
      expect(code).toBe(0);
      expect(out).toContain("progressive-osseous-heteroplasia");
      expect(out).not.toMatch(/^equivalent/m);
      const both = await ossicle([...question, "--dependency", known, "gene=HGNC:171"]);
      expect(both.out).toMatch(/leaves? it open/);
    },
  );

  it("says how what is known besides the code is written", async () => {
    const { code, err } = await ossicle(["translate", "OMIM:166350", "--dependency", "HGNC:4392"]);
    expect(code).toBe(2);
    expect(err).toContain("Write attribute=value, such as gene=HGNC:4392.");
  });

  it("reads a gene's symbol behind the prefix", async () => {
    const { out } = await ossicle(["lookup", "HGNC:GNAS1"]);
    expect(out).toMatch(/^Code +HGNC:4392\n/);
  });

  it("reads the cross-references of a supplement that is named", async () => {
    const supplement = ["--supplement", "https://w3id.org/ossicle/CodeSystem/genetic-conditions-xrefs"];
    const without = await ossicle(["translate", "ORPHA:2762"]);
    expect(without).toMatchObject({ code: 1, out: expect.stringContaining("genetic-conditions-xrefs") });
    const named = await ossicle(["translate", "ORPHA:2762", ...supplement]);
    expect(named).toMatchObject({ code: 0, out: expect.stringMatching(/equivalent +progressive-osseous/) });
    const on = await ossicle(["translate", "ORPHA:2762", ...supplement, "--through", GC, "--to", "OMIM"]);
    expect(on).toMatchObject({ code: 0, out: expect.stringMatching(/equivalent +166350/) });
  });

  it("turns a map round, and goes through a system in between", async () => {
    const store = newStore();
    await ossicle(["import", fixture("ten-rows.sssom.tsv"), ...store]);
    const back = await ossicle(["translate", "OMIM:135100", "--reverse", ...store]);
    expect(back.out).toMatch(/source-is-narrower-than-target +MONDO:0003964/);
    const through = await ossicle([
      "translate",
      "OMIM:166350",
      "--through",
      "MONDO",
      "--to",
      "GARD",
      ...store,
    ]);
    expect(through.out).toMatch(
      /related-to +109 +Progressive osseous heteroplasia +https:\/\/rarediseases\.info\.nih\.gov\/diseases/,
    );
    expect(through.out).toContain(
      "MONDO:0008153: equivalent; by https://example.org/mappings/ten-rows.sssom.tsv|2026-11-01; predicate_id: skos:exactMatch",
    );
    const { ways } = JSON.parse(
      (await ossicle(["translate", "OMIM:166350", "--through", "MONDO", "--to", "GARD", "--json", ...store]))
        .out,
    );
    expect(ways[0].steps.map((s: { coding: { code: string } }) => s.coding.code)).toEqual([
      "MONDO:0008153",
      "109",
    ]);
  });

  it("says on a way through a system what each step says to mind", async () => {
    const through = (name: string, system: string) =>
      ossicle(["translate", name, "--name", "--through", system]);
    const acronym = await through("POH", "https://w3id.org/ossicle/CodeSystem/genetic-conditions");
    expect(acronym.out).toMatch(/^Found\nNote +'POH' is an acronym/);
    const doubted = await through("r/o POH", "OMIM");
    expect(doubted).toMatchObject({ code: 1, out: expect.stringContaining("'r/o' (a doubt)") });
    expect(doubted.out.match(/No translations found/g)).toHaveLength(1);
  });

  it("takes a condition on the way for open, and concludes no denial from it", async () => {
    const { out, code } = await ossicle([
      ...["translate", "Myositis ossificans progressiva", "--name", "--through", "OMIM"],
    ]);
    expect(code).toBe(1);
    expect(out).not.toContain("not-related-to");
    expect(out).toContain("only if 'gene' is 'ACVR1'");
  });

  it("says whether a code is valid", async () => {
    expect(await ossicle(["validate", "OMIM:166350"])).toMatchObject({
      code: 0,
      out: expect.stringMatching(/^Valid\n/),
    });
    const bad = await ossicle(["validate", "OMIM:166350", "-v", "https://w3id.org/ossicle/ValueSet/genes"]);
    expect(bad).toMatchObject({ code: 1, out: expect.stringMatching(/^Not valid\n/) });
    const display = await ossicle(["validate", "OMIM:166350", "-d", "Something else"]);
    expect(display.code).toBe(1);
    const inPart = await ossicle(["validate", "OMIM:100100"]);
    expect(inPart).toMatchObject({ code: 0, out: expect.stringMatching(/^Not known\n/) });
    const notHere = await ossicle(["validate", "1", "-s", "http://snomed.info/sct"]);
    expect(notHere).toMatchObject({ code: 1, out: expect.stringMatching(/^Not known\n/) });
  });

  it("takes TYPE/ID for a value set or a map, as verbs about resources do", async () => {
    const valid = (name: string) => ossicle(["validate", "OMIM:166350", "-v", name]);
    expect((await valid("ValueSet/poh-codes")).code).toBe(0);
    expect((await valid("ValueSet/genes")).code).toBe(1);
    expect((await valid("ValueSet/none")).err).toContain("'none'");
    const listed = await ossicle(["expand", "ValueSet/poh-names", "-f", "cut"]);
    expect(listed).toMatchObject({ code: 0, out: expect.stringContaining("Osteosis cutis") });
    const translated = async (map: string) => ossicle(["translate", POH, "-s", GC, "-m", map]);
    expect((await translated("ConceptMap/condition-to-gard")).out).toMatch(/^Found\n[^]*\b109\b/);
    expect((await translated("ConceptMap/condition-to-gard")).out).not.toContain("166350");
    expect((await translated("ConceptMap/none")).code).toBe(2);
  });

  it("asks of which system an address is that is no form of a code", async () => {
    const { code, err } = await ossicle(["lookup", "https://www.ncbi.nlm.nih.gov/gtr/tests/1/"]);
    expect({ code, err }).toEqual({ code: 2, err: expect.stringContaining("Of which code system is") });
  });

  it("says what an expansion says of itself, as the server does", async () => {
    const system = "https://example.org/moods";
    const moods = {
      resourceType: "CodeSystem",
      url: system,
      name: "Moods",
      status: "active",
      experimental: true,
      content: "fragment",
      concept: [{ code: "calm" }],
    };
    const all = {
      resourceType: "ValueSet",
      url: `${system}-all`,
      name: "AllMoods",
      status: "active",
      compose: { include: [{ system }] },
    };
    const store = newStore();
    const file = write("moods.json", JSON.stringify([moods, all]));
    expect((await ossicle(["import", file, "--fhir-version", "r5", ...store])).code).toBe(0);
    const { out } = await ossicle(["expand", all.url, ...store]);
    expect(out).toContain("1 code\nNote: There may be more codes.\nNote: ");
    expect(out).toContain(`fragment of the code system ${system}\n`);
    expect(out).toContain(`Note: Reference to experimental ${system}\n`);
  });

  it("lists a value set", async () => {
    const { out, code } = await ossicle([
      "expand",
      "https://w3id.org/ossicle/ValueSet/poh-names",
      "-f",
      "cut",
    ]);
    expect(code).toBe(0);
    expect(
      out
        .split("\n")
        .slice(1, 4)
        .map((line) => line.split("  ")[0]),
    ).toEqual(["Cutaneous ossification", "Osteoma cutis", "Osteosis cutis"]);
    expect((await ossicle(["expand", "https://example.org/none"])).code).toBe(2);
    expect((await ossicle(["expand", "x", "-c", "many"])).err).toContain("Give a whole number");
  });
});

describe("import", () => {
  it.each(["--metadata", "--curation", "--dependencies"])("%s that is not there is told", async (option) => {
    const csv = write("plain.csv", "code,display\n1,One\n");
    const { code, err } = await ossicle(["import", csv, option, "none.yaml", ...newStore()]);
    expect([code, err]).toEqual([2, expect.stringContaining("There is no file or folder 'none.yaml'")]);
  });

  const sssom = fixture("ten-rows.sssom.tsv");

  it("says what it would do, does it, and does it once", async () => {
    const store = newStore();
    const dry = await ossicle(["import", sssom, "--dry-run", ...store]);
    const real = await ossicle(["import", sssom, ...store]);
    const again = await ossicle(["import", sssom, ...store]);
    expect(dry.out).toContain("Would write 1 ConceptMap (0 concepts, 10 mappings); 0 unchanged.");
    expect(dry.out).toContain("Nothing was changed: this was a dry run.");
    expect(real.out).toBe(
      dry.out.replace("Would write", "Wrote").replace("\nNothing was changed: this was a dry run.\n", ""),
    );
    expect(again.out).toContain(
      "Wrote nothing (0 concepts, 0 mappings); 1 unchanged.".replace(" (0 concepts, 0 mappings)", ""),
    );
    expect([dry.code, real.code, again.code]).toEqual([0, 0, 0]);
  });

  it("a file that holds nothing to import is no success", async () => {
    const patient = write("patient.json", JSON.stringify({ resourceType: "Patient", id: "a" }));
    const { code, out } = await ossicle(["import", patient, ...newStore()]);
    expect(out).toContain("Left out: 1 Patient: not a terminology resource");
    expect(code).toBe(1);
  });

  it("dry run and real run report the same data", async () => {
    const store = newStore();
    const path = write("codes.csv", "code,display\nA,a\nA,b\n");
    const args = ["import", path, "--keep-going", "--json", ...store];
    const dry = JSON.parse((await ossicle([...args, "--dry-run"])).out);
    const real = JSON.parse((await ossicle(args)).out);
    expect({ ...dry, imported: true, dryRun: false }).toEqual(real);
    expect(real.refused).toEqual([
      {
        file: path,
        line: 3,
        id: "duplicate-code",
        severity: "error",
        code: "duplicate",
        text: "Code 'A' stands here for the second time (first in line 2)",
      },
    ]);
  });

  it("shows what a table was taken for, its first rows, what its mappings claim, and what looks odd", async () => {
    const path = write(
      "shown.csv",
      "source,target,relationship,reviewer\nA,166350,exact,me\nB,1E5,broader,\nC,N/A,\n",
    );
    const systems = ["--source-system", "https://example.org/a", "--target-system", "OMIM", ...newStore()];
    const asked = await ossicle(["import", path, ...systems, "--dry-run"]);
    expect(asked.code).toBe(2);
    expect(asked.err).toContain("Is 'N/A' a code, or does it say that there is no target?");
    expect(asked.err).toContain("4  reviewer      property reviewer");

    const dry = await ossicle(["import", path, ...systems, "--dry-run", "--no-map", "N/A,-"]);
    expect(dry.code).toBe(0);
    for (const text of [
      "shown.csv:1: table, becomes a ConceptMap",
      "2  target        target",
      "https://example.org/a|A  equivalent                      http://www.omim.org|166350",
      "Mappings: 1 equivalent, 1 source-is-narrower-than-target, 1 no target",
      "Looks odd: 2",
      "shown.csv:3: 'target': '1E5' looks like a number with an exponent",
      "shown.csv:3: '1E5' has no form of OMIM's codes",
    ])
      expect(dry.out).toContain(text);
    const real = await ossicle(["import", path, ...systems, "--no-map", "N/A,-"]);
    expect(real.out.replace("Wrote", "Would write")).toBe(
      dry.out.replace("\nNothing was changed: this was a dry run.\n", ""),
    );
    const codes = await ossicle([
      "import",
      path,
      ...systems,
      "--no-map",
      "",
      "--replace",
      "--dry-run",
      "--json",
    ]);
    expect(JSON.parse(codes.out).resources[0]).toMatchObject({
      rows: 3,
      relations: { equivalent: 1, "source-is-narrower-than-target": 1, "related-to": 1 },
    });
  });

  it("refuses all for one bad row, and says how to keep the rest", async () => {
    const store = newStore();
    const path = write("bad.csv", "code,display\nA,a\nA,b\n");
    const strict = await ossicle(["import", path, ...store]);
    expect(strict).toEqual({
      code: 2,
      out: "",
      err: `Nothing was imported.\n${path}:3: Code 'A' stands here for the second time (first in line 2)\nTo list what is refused and keep the rest, give --keep-going\n`,
    });
    expect(JSON.parse((await ossicle(["list", "bad", "--json", ...store])).out)).toEqual([]);
    expect((await ossicle(["import", path, "--keep-going", ...store])).code).toBe(1);
  });

  it("does not import into a store that forgets, but tries it out", async () => {
    expect((await ossicle(["import", sssom])).err).toContain(
      "The store memory: is forgotten when the command ends",
    );
    expect((await ossicle(["import", sssom, "--dry-run"])).code).toBe(0);
  });

  it("says which file is not there, or not known", async () => {
    const store = newStore();
    expect((await ossicle(["import", "/nowhere/x", ...store])).err).toContain(
      "/nowhere/x: There is no file or folder '/nowhere/x'",
    );
    expect((await ossicle(["import", write("x.bin", "\u0000\u0001"), ...store])).err).toContain(
      "The format is not recognised. Known are: FHIR package",
    );
    expect((await ossicle(["import", "x", "--columns", "code", ...store])).err).toContain(
      "Write role=column, separated by commas.",
    );
  });

  it("shows progress on a terminal only", async () => {
    const store = newStore();
    const many = write(
      "many.csv",
      `code,display\n${Array.from({ length: 3000 }, (_, i) => `c${i},d${i}`).join("\n")}\n`,
    );
    const piped = await ossicle(["import", many, ...store]);
    expect(piped.err).toBe("");
    const shown = await ossicle(["import", many, "--dry-run", ...store], { errTerminal: true });
    expect(shown.err).toContain("[##############################] 100 %");
    expect(shown.err.endsWith("\r\u001b[K")).toBe(true);
  });

  it("shows licence and source with the resource", async () => {
    const store = newStore();
    await ossicle(["import", sssom, ...store]);
    const { out } = await ossicle(["list", "ten rows", "--long", ...store]);
    expect(out).toContain("https://example.org/mappings/ten-rows.sssom.tsv");
    expect(out).toContain("Licence: https://creativecommons.org/publicdomain/zero/1.0/");
    expect((await ossicle(["status", ...store])).out).toMatch(/ten-rows\.sssom\.tsv +1\n/);
  });
});

describe("NamingSystems", () => {
  it("teach the command line other addresses of a system", async () => {
    const store = newStore();
    const naming = write(
      "naming.json",
      JSON.stringify({
        resourceType: "NamingSystem",
        url: "https://example.org/NamingSystem/c",
        name: "C",
        status: "active",
        kind: "codesystem",
        date: "2026-01-01",
        uniqueId: [
          { type: "oid", value: "2.999.7", preferred: false },
          { type: "uri", value: "https://example.org/c", preferred: true },
          { type: "uri", value: "http://old.example.org/c" },
        ],
      }),
    );
    await ossicle([
      "import",
      write("c.csv", "code,display\nX,Ex\n"),
      "--url",
      "https://example.org/c",
      ...store,
    ]);
    const asked = ["lookup", "X", "-s", "http://old.example.org/c", ...store];
    expect((await ossicle(asked)).code).toBe(2);
    expect((await ossicle(["import", naming, "--fhir-version", "r5", ...store])).code).toBe(0);
    expect((await ossicle(asked)).out).toContain("System   https://example.org/c\n".replace("   ", "   "));
    expect((await ossicle(["lookup", "X", "-s", "urn:oid:2.999.7", ...store])).code).toBe(0);
  });
});

describe("export", () => {
  it("gives SSSOM back, and lists what it can't carry", async () => {
    const store = newStore();
    await ossicle(["import", fixture("ten-rows.sssom.tsv"), ...store]);
    const { out, code } = await ossicle([
      "export",
      "https://example.org/mappings/ten-rows.sssom.tsv",
      "-f",
      "sssom",
      ...store,
    ]);
    expect(code).toBe(0);
    const table = (text: string) => text.split("\n").filter((l) => !l.startsWith("#")).length;
    expect(table(out)).toBe(table(readFileSync(fixture("ten-rows.sssom.tsv"), "utf8")));
    const curated = await ossicle(["export", "ConceptMap/names-to-condition", "-f", "sssom"]);
    expect(curated.code).toBe(1);
    expect(curated.err).toContain("names-to-condition: SSSOM can't carry dependsOn (2)");
    expect((await ossicle(["export", "CodeSystem/omim", "-f", "sssom"])).err).toContain(
      "A CodeSystem can't be written as sssom",
    );
  });

  it("gives FHIR back in either version, JSON and XML, and it comes in again the same", async () => {
    const r4 = JSON.parse(
      (await ossicle(["export", "ConceptMap/condition-to-omim", "--fhir-version", "r4"])).out,
    );
    expect(r4.group[0].element[0].target[0].equivalence).toBe("equivalent");
    const xml = join(folder, "gc.xml");
    expect((await ossicle(["export", GC, "-f", "xml", "-o", xml])).err).toContain("Wrote 1 resource ");
    // A new store holds the same already: what was written is what was there, to the last row.
    expect((await ossicle(["import", xml, ...newStore()])).out).toContain("Wrote nothing; 1 unchanged.");
    expect(readFileSync(xml, "utf8")).toContain('<code value="progressive-osseous-heteroplasia"/>');
  });

  it("gives everything back, as NDJSON or a folder", async () => {
    const all = join(folder, "all.ndjson");
    await ossicle(["export", "--all", "-o", all]);
    const store = newStore();
    const { out, code } = await ossicle(["import", all, ...store]);
    expect(code).toBe(0);
    expect(out).toMatch(/^Wrote nothing; 3\d unchanged\.$/m);
    const files = join(folder, "files/");
    await ossicle(["export", "--all", "-o", files, ...store]);
    expect(existsSync(join(files, "CodeSystem-omim.json"))).toBe(true);
    expect((await ossicle(["import", files, ...store])).out).toContain("Wrote nothing");
  });

  it.each([
    ["a folder that is not there", () => join(folder, "none/all.ndjson"), "no such file or directory"],
    ["a disk without room", () => "/dev/full", "no space left on device"],
    ["a file in the place of a folder", () => `${fixture("ten-rows.sssom.tsv")}/`, "not a directory"],
  ])("to %s says so", async (_where, path, reason) => {
    const { code, err } = await ossicle(["export", "--all", "-o", path()]);
    expect(code).toBe(2);
    expect(err).toContain("can't be written: ");
    expect(err).toContain(reason);
    expect(err).toContain("Give --output a file in a folder that is there");
  });

  it("over the store itself is refused, by any name of its files", async () => {
    const store = newStore();
    const csv = write("kept.csv", "code,display\n1,One\n");
    expect((await ossicle(["import", csv, "--url", "https://example.org/kept", ...store])).code).toBe(0);
    const file = store[1]!.slice("sqlite:".length);
    const other = join(folder, "other-name.db");
    symlinkSync(file, other);
    for (const path of [file, other]) {
      const { code, err } = await ossicle(["export", "--all", "-o", path, ...store]);
      expect([code, err]).toEqual([2, expect.stringContaining("is the store itself, which would be lost")]);
    }
    expect((await ossicle(["lookup", "1", "-s", "https://example.org/kept", ...store])).code).toBe(0);
  });

  it("wants to know what", async () => {
    expect((await ossicle(["export"])).err).toContain("Say what to export");
    expect((await ossicle(["export", "https://example.org/none"])).err).toContain(
      "There is nothing called 'https://example.org/none'",
    );
    expect((await ossicle(["export", "--all", "-f", "json"])).err).toContain(
      "Several resources as files need a folder",
    );
  });
});

describe("diff and delete", () => {
  const url = "https://example.org/list";
  /** The store has two versions of it. */
  const fill = async (store: string[]) => {
    const first = write("v1.csv", "code,display,parent\nA,Bone,\nB,Skin,A\nC,Old,\n");
    const second = write("v2.csv", "code,display,parent\nA,Bone disorder,\nB,Skin,\nD,New,A\n");
    await ossicle(["import", first, "--url", url, "--set-version", "1", ...store]);
    await ossicle(["import", second, "--url", url, "--set-version", "2", ...store]);
  };
  const store = newStore();
  beforeAll(() => fill(store));

  it("says in words what changed", async () => {
    const { out, code } = await ossicle(["diff", `${url}|1`, "|2", ...store]);
    expect(code).toBe(1);
    expect(out).toBe(`From ${url}|1
to   ${url}|2

Codes: 1 added, 1 removed, 2 changed.

+ D  New
- C  Old
~ A  Bone disorder
    display was: Bone
            now: Bone disorder
~ B  Skin
    parent removed: A
`);
    expect((await ossicle(["diff", `${url}|1`, `${url}|1`, ...store])).code).toBe(0);
  });

  it("says as data what changed in a map", async () => {
    const map = (relationship: string) =>
      `source,target,relationship\nMONDO:1,OMIM:1,${relationship}\nMONDO:2,OMIM:2,equivalent\n`;
    for (const [version, relationship] of [
      ["1", "narrower"],
      ["2", "equivalent"],
    ]) {
      await ossicle([
        "import",
        write(`map${version}.csv`, map(relationship!)),
        "--url",
        "https://example.org/m",
        "--set-version",
        version!,
        ...store,
      ]);
    }
    const { changes } = JSON.parse(
      (await ossicle(["diff", "https://example.org/m|1", "|2", "--json", ...store])).out,
    );
    expect(changes).toHaveLength(1);
    expect(changes[0].kind).toBe("changed");
    expect(changes[0].details).toContainEqual({
      what: "relationship",
      from: "source-is-broader-than-target",
      to: "equivalent",
    });
    const mixed = await ossicle(["diff", `${url}|1`, "https://example.org/m|1", ...store]);
    expect(mixed.err).toContain("A CodeSystem and a ConceptMap can't be compared");
  });

  it("deletes only what was confirmed", async () => {
    const store = newStore();
    await fill(store);
    const name = `${url}|1`;
    expect((await ossicle(["delete", name, ...store])).err).toContain("Nobody is here to confirm it");
    expect((await ossicle(["delete", name, "--dry-run", ...store])).out).toContain("Nothing was deleted");
    const no = await ossicle(["delete", name, ...store], { confirm: () => Promise.resolve(false) });
    expect(no.code).toBe(2);
    expect((await ossicle(["diff", name, "|2", ...store])).code).toBe(1);
    const yes = await ossicle(["delete", name, ...store], { confirm: () => Promise.resolve(true) });
    expect(yes).toMatchObject({ code: 0, out: expect.stringContaining("Deleted 1.") });
    expect((await ossicle(["diff", name, "|2", ...store])).code).toBe(2);
    expect((await ossicle(["delete", url, "--yes", "--json", ...store])).code).toBe(0);
  });
});

describe("tables", () => {
  it("keep to the width of a terminal, and are not cut in a pipe", async () => {
    const wide = await ossicle(["list"]);
    expect(Math.max(...wide.out.split("\n").map((l) => l.length))).toBeGreaterThan(80);
    // eslint-disable-next-line no-control-regex
    const narrow = (await ossicle(["list"], { terminal: true, width: 80 })).out.replace(/\u001b\[\d+m/g, "");
    expect(Math.max(...narrow.split("\n").map((l) => l.length))).toBeLessThanOrEqual(80);
  });

  it("of resources have one line each at 80 columns, with the name that verbs take", async () => {
    // eslint-disable-next-line no-control-regex
    const plain = (text: string) => text.replace(/\u001b\[\d+m/g, "");
    const narrow = plain((await ossicle(["list"], { terminal: true, width: 80 })).out);
    const lines = narrow.trim().split("\n").slice(1, -1);
    for (const line of lines) expect(line).toMatch(/^(CodeSystem|ValueSet|ConceptMap)\/\S+/);
    expect(narrow).not.toContain("://");
    const wide = plain((await ossicle(["list", "--wide"], { terminal: true, width: 80 })).out);
    expect(wide).toContain("https://w3id.org/ossicle/CodeSystem/genetic-conditions");
  });

  it("break no address, on however narrow a terminal", async () => {
    const { out } = await ossicle(["translate", "OMIM:166350"], { terminal: true, width: 60 });
    expect(out).toContain("https://w3id.org/ossicle/CodeSystem/genetic-conditions");
    expect(out).toContain("https://w3id.org/ossicle/ConceptMap/external-to-condition|1.0.0");
  });

  it("have colours on a terminal only, and not with NO_COLOR", async () => {
    const esc = "\u001b[";
    expect((await ossicle(["validate", "OMIM:166350"])).out).not.toContain(esc);
    expect((await ossicle(["validate", "OMIM:166350"], { terminal: true })).out).toContain(esc);
    expect(
      (
        await ossicle(["validate", "OMIM:166350"], {
          terminal: true,
          env: { NO_COLOR: "1", OSSICLE_STORE: "memory:" },
        })
      ).out,
    ).not.toContain(esc);
  });
});

describe("completion", () => {
  it("of bash completes verbs, options and their values", async () => {
    const script = write("completion.bash", (await ossicle(["completion", "bash"])).out);
    const complete = (...words: string[]) =>
      execFileSync(
        "bash",
        [
          "-c",
          `source ${script}; COMP_WORDS=(${words.map((w) => `'${w}'`).join(" ")}); COMP_CWORD=${words.length - 1}; _ossicle; echo "\${COMPREPLY[@]}"`,
        ],
        { encoding: "utf8" },
      ).trim();
    expect(complete("ossicle", "tr")).toBe("translate");
    expect(complete("ossicle", "import", "--dr")).toBe("--dry-run");
    expect(complete("ossicle", "export", "--fhir-version", "")).toBe("r4 r5");
    expect(complete("ossicle", "completion", "z")).toBe("zsh");
  });

  it("of zsh and fish names every verb and option", async () => {
    for (const shell of ["zsh", "fish"]) {
      const { out } = await ossicle(["completion", shell]);
      for (const word of ["translate", "keep-going", "fhir-version", "r4 r5"]) expect(out).toContain(word);
    }
    expect((await ossicle(["completion", "tcsh"])).err).toContain(
      "Completion for 'tcsh' is not known; give one of bash, zsh, fish",
    );
  });
});

describe("bin/ossicle.js", () => {
  const bin = fileURLToPath(new URL("../../bin/ossicle.js", import.meta.url));

  it("starts under the Node at hand, and hands its exit code on", () => {
    const ran = spawnSync(bin, ["lookup", "OMIM:999999", "--store", "memory:"], { encoding: "utf8" });
    expect(ran.status).toBe(2);
    expect(ran.stderr).toMatch(/^Error: /);
    expect(spawnSync(bin, ["--version"], { encoding: "utf8" }).stdout).toMatch(/^\d+\.\d+\.\d+\n$/);
  });
});
