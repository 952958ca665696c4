import { describe, expect, test } from "vitest";
import { MAX_DEPTH } from "../../../src/fhir/depth.ts";
import { validateResource } from "../../../src/fhir/validation/validation.ts";
import { TerminologyError } from "../../../src/terminology/issues/issue.ts";
import { processorTime } from "../../spent-time.ts";

const codeSystem = {
  resourceType: "CodeSystem",
  url: "http://example.org/cs",
  name: "Example",
  status: "active",
  content: "complete",
};
const conceptMap = { resourceType: "ConceptMap", url: "http://example.org/map", status: "active" };

/** The only issue of a resource. */
async function onlyIssue(resource: unknown, version: "r4" | "r5" = "r5") {
  const issues = await validateResource(resource, version);
  expect(issues).toHaveLength(1);
  return issues[0]!;
}

describe("structure", () => {
  test("a valid resource has no issues, and is not changed", async () => {
    const valid = {
      ...codeSystem,
      concept: [{ code: "a", display: "A", concept: [{ code: "b" }] }],
      hierarchyMeaning: "is-a",
    };
    const before = structuredClone(valid);
    expect(await validateResource(valid, "r4")).toEqual([]);
    expect(await validateResource(valid, "r5")).toEqual([]);
    expect(valid).toEqual(before);
  });

  const listed = (count: number, at: number, fault: object): object[] =>
    Array.from({ length: count }, (_, i) => ({ code: `c${i}`, ...(i === at ? fault : {}) }));

  test.each<[string, object, string]>([
    [
      "a list of concepts",
      { ...codeSystem, concept: listed(7_000, 6_789, { disply: "x" }) },
      "CodeSystem.concept[6789]",
    ],
    [
      "the first of many items",
      { ...codeSystem, concept: listed(7_000, 0, { display: 7 }) },
      "CodeSystem.concept[0].display",
    ],
    [
      "a list in the item of a short list",
      {
        resourceType: "ValueSet",
        status: "active",
        compose: {
          include: [
            { system: "http://example.org/a", concept: listed(4_000, -1, {}) },
            { system: "http://example.org/b", concept: listed(4_000, 3_999, { code: 1 }) },
          ],
        },
      },
      "ValueSet.compose.include[1].concept[3999].code",
    ],
    [
      "an item below one of many",
      {
        ...codeSystem,
        concept: listed(6_000, 5_000, { concept: listed(1_500, 1_400, { code: [] }) }),
      },
      "CodeSystem.concept[5000].concept[1400].code",
    ],
  ])("a fault in %s of a long resource is told in its place", async (_what, resource, place) => {
    expect((await onlyIssue(resource)).expression).toEqual([place]);
  });

  test("of a long resource several faults are told, each once", async () => {
    const concept = listed(7_000, 6_000, { display: 7 });
    concept[10] = { code: "x", display: false };
    const issues = await validateResource({ ...codeSystem, status: "actve", concept }, "r4");
    expect(issues.flatMap(({ expression }) => expression)).toEqual([
      "CodeSystem.status",
      "CodeSystem.concept[10].display",
      "CodeSystem.concept[6000].display",
    ]);
  });

  test("others have their turn while a long resource is checked", async () => {
    let turns = 0;
    const ticking = setInterval(() => turns++, 0);
    expect(await validateResource({ ...codeSystem, concept: listed(60_000, -1, {}) }, "r5")).toEqual([]);
    clearInterval(ticking);
    expect(turns).toBeGreaterThan(0);
  });

  test.each([
    [undefined, "There is no resource; it should be an object with a resourceType"],
    [null, "'null' is not a FHIR resource"],
    [[], "'[]' is not a FHIR resource"],
    [{}, "resourceType is missing; known are CodeSystem"],
    [{ resourceType: "ValueSets" }, "resourceType 'ValueSets' is not known here; did you mean 'ValueSet'?"],
  ])("%j is no resource", async (value, text) => {
    expect((await onlyIssue(value)).text).toContain(text);
  });

  test("tab, line ends and characters of two halves are text", async () => {
    const text = "A\tB\r\nC \u{1F9B4} \u007f\u00a0";
    expect(
      await validateResource(
        { ...codeSystem, title: text, concept: [{ code: "\u{1F9B4}", display: text }] },
        "r5",
      ),
    ).toEqual([]);
  });

  test("an unknown element is named, with the likely one", async () => {
    expect(await onlyIssue({ ...codeSystem, concept: [{ code: "a", dispaly: "A" }] })).toMatchObject({
      severity: "error",
      code: "structure",
      expression: ["CodeSystem.concept[0]"],
      text: "CodeSystem.concept[0]: there is no element 'dispaly' here in FHIR R5; did you mean 'display'?",
    });
  });

  test("an element of the other version says so", async () => {
    const { text } = await onlyIssue({ ...codeSystem, copyrightLabel: "CC0" }, "r4");
    expect(text).toContain("'copyrightLabel' is an element of FHIR R5, not of R4");
    expect(text).toContain("http://hl7.org/fhir/5.0/StructureDefinition/extension-CodeSystem.copyrightLabel");
    expect(await validateResource({ ...codeSystem, copyrightLabel: "CC0" }, "r5")).toEqual([]);
  });

  test("a required element that is missing", async () => {
    const { status: _status, ...rest } = codeSystem;
    expect(await onlyIssue(rest)).toMatchObject({
      code: "required",
      text: "CodeSystem: 'status' is required here",
    });
  });

  test("an extension in its place satisfies a required element", async () => {
    const { status: _status, ...rest } = codeSystem;
    const extension = [
      { url: "http://hl7.org/fhir/StructureDefinition/data-absent-reason", valueCode: "unknown" },
    ];
    expect(await validateResource({ ...rest, _status: { extension } }, "r5")).toEqual([]);
  });

  test("a code that is not in the required value set", async () => {
    expect(await onlyIssue({ ...codeSystem, status: "actve" })).toMatchObject({
      code: "code-invalid",
      expression: ["CodeSystem.status"],
      text: "CodeSystem.status: 'actve' is not allowed; did you mean 'active'? allowed are draft, active, retired, unknown",
    });
  });

  test("codes that only one version allows", async () => {
    const filter = (operator: string) => ({
      ...codeSystem,
      filter: [{ code: "x", operator: [operator], value: "v" }],
    });
    expect((await onlyIssue(filter("child-of"), "r4")).expression).toEqual([
      "CodeSystem.filter[0].operator[0]",
    ]);
    expect(await validateResource(filter("child-of"), "r5")).toEqual([]);
  });

  test.each([
    "2021-02-29",
    "1900-02-29",
    "2020-02-30",
    "2020-04-31",
    "2020-02-30T10:00:00Z",
    "0000",
    "0000-01-01",
  ])("a day that no calendar has is no date: %s", async (date) => {
    for (const version of ["r4", "r5"] as const)
      expect((await onlyIssue({ ...codeSystem, date }, version)).text).toContain("should be a date");
  });

  test.each([
    "2020-02-29",
    "2000-02-29",
    "2021-02-28T23:59:60Z",
    "2020-11-30",
    "2020-12-31",
    "2020-02",
    "2020",
  ])("%s is a date", async (date) => {
    expect(await validateResource({ ...codeSystem, date }, "r4")).toEqual([]);
  });

  test.each([
    ["concept", {}, "CodeSystem.concept: {} should be a list, in [ ]"],
    ["name", 12, "CodeSystem.name: 12 should be text in quotes (string)"],
    ["experimental", "true", 'CodeSystem.experimental: "true" should be true or false, without quotes'],
    ["count", "3", 'CodeSystem.count: "3" should be a number without quotes (unsignedInt)'],
    ["count", -1, "CodeSystem.count: '-1' is not valid; it should be a whole number from 0"],
    [
      "date",
      "23.11.2026",
      "CodeSystem.date: '23.11.2026' is not valid; it should be a date such as 2026-11-23",
    ],
    [
      "url",
      "http://example.org/a b",
      "CodeSystem.url: 'http://example.org/a b' is not valid; it should be a uri without spaces",
    ],
    ["title", "", "CodeSystem.title: '' is not valid; it should be text that is not empty"],
    [
      "title",
      "A\u0000B",
      "CodeSystem.title: 'A B' is not valid; it should be text that is not empty, without control",
    ],
    ["title", "A\u001fB", "without control characters"],
    ["title", "A\ud83eB", "halves of a surrogate pair"],
    ["version", "1\u0001", "without control characters"],
    ["description", "A\u000bB", "without control characters"],
    ["url", "http://example.org/a\u0000b", "it should be a uri without spaces and control characters"],
    [
      "concept",
      [{ code: "a\u0000b" }],
      "CodeSystem.concept[0].code: 'a b' is not valid; it should be a code",
    ],
    ["contact", [], "CodeSystem.contact: it is empty"],
    ["useContext", [{ code: { code: "a" } }], "CodeSystem.useContext[0]: 'value[x]' is required here"],
  ])("%s: %j", async (name, value, text) => {
    expect((await onlyIssue({ ...codeSystem, [name]: value })).text).toContain(text);
  });

  test("two types of one choice", async () => {
    const property = [{ code: "p", valueCode: "a", valueString: "b" }];
    const { text, expression } = await onlyIssue({ ...codeSystem, concept: [{ code: "a", property }] });
    expect(text).toContain("only one of valueCode, valueString may be given");
    expect(expression).toEqual(["CodeSystem.concept[0].property[0]"]);
  });

  test("a choice is one element in the expression", async () => {
    const property = [{ code: "p", valueInteger: 1.5 }];
    const { expression } = await onlyIssue({ ...codeSystem, concept: [{ code: "a", property }] });
    expect(expression).toEqual(["CodeSystem.concept[0].property[0].value"]);
  });

  test("an extension without a value", async () => {
    const { text } = await onlyIssue({ ...codeSystem, extension: [{ url: "http://example.org/x" }] });
    expect(text).toBe("CodeSystem.extension[0]: 'value[x]' is required here");
  });

  test("every fault of a resource is told, up to a limit", async () => {
    const concept = Array.from({ length: 60 }, () => ({ code: " " }));
    const issues = await validateResource({ ...codeSystem, concept }, "r5");
    expect(issues).toHaveLength(51);
    expect(issues.at(-1)).toMatchObject({
      severity: "information",
      text: "10 further issues are not listed",
    });
  });

  test("codes of a million words, and OIDs of a million numbers, are judged as others are", async () => {
    const words = "a ".repeat(4_000_000);
    const withCode = (code: string) => ({ ...codeSystem, concept: [{ code }] });
    const withOid = (valueOid: string) => ({
      ...codeSystem,
      extension: [{ url: "http://example.org/x", valueOid }],
    });
    expect(await validateResource(withCode(`${words}a`), "r5")).toEqual([]);
    expect(await validateResource(withOid("urn:oid:1.2.840.0"), "r5")).toEqual([]);
    for (const wrong of [words, `${words} a`, " a", "a\tb"])
      expect((await onlyIssue(withCode(wrong))).expression).toEqual(["CodeSystem.concept[0].code"]);
    for (const wrong of [`urn:oid:1${".1".repeat(4_000_000)}x`, "urn:oid:1..2", "urn:oid:1.02"])
      expect((await onlyIssue(withOid(wrong))).expression).toEqual(["CodeSystem.extension[0].value"]);
  });

  test("a resource nested without end is refused", async () => {
    let concept: object = { code: "x" };
    for (let i = 0; i <= MAX_DEPTH; i++) concept = { code: `x${i}`, concept: [concept] };
    await expect(validateResource({ ...codeSystem, concept: [concept] }, "r5")).rejects.toThrow(
      TerminologyError,
    );
  });

  test("a resource nested as deeply as is allowed is checked", async () => {
    let concept: object = { code: "x" };
    for (let i = 0; i < MAX_DEPTH - 2; i++) concept = { code: `x${i}`, concept: [concept] };
    expect(
      await validateResource({ ...codeSystem, hierarchyMeaning: "is-a", concept: [concept] }, "r5"),
    ).toEqual([]);
  });
});

describe("resources inside others", () => {
  const broken = { ...codeSystem, status: "on" };
  test.each([
    [{ ...codeSystem, contained: [broken] }, "CodeSystem.contained[0].status"],
    [
      { resourceType: "Bundle", type: "collection", entry: [{ fullUrl: "urn:x:1", resource: broken }] },
      "Bundle.entry[0].resource.status",
    ],
    [
      {
        resourceType: "Parameters",
        parameter: [{ name: "a", part: [{ name: "tx-resource", resource: broken }] }],
      },
      "Parameters.parameter[0].part[0].resource.status",
    ],
  ])("%#", async (resource, expression) => {
    expect((await onlyIssue(resource)).expression).toEqual([expression]);
  });
});

describe("invariants of lists of any length", () => {
  const listed = Array.from({ length: 200_000 }, (_, i) => ({ code: `c${i}` }));
  const valueSet = (include: object) => ({
    resourceType: "ValueSet",
    status: "active",
    compose: { include: [include] },
  });

  test.each(["r4", "r5"] as const)(
    "%s: a value set that lists very many codes is checked",
    async (version) => {
      expect(
        await validateResource(valueSet({ system: "http://a.example", concept: listed }), version),
      ).toEqual([]);
      const issues = await validateResource(valueSet({ concept: listed }), version);
      expect(issues.map(({ code }) => code)).toContain("invariant");
    },
  );

  test("a list of which a rule looks at every item has a limit, and the message names it", async () => {
    const uniqueId = Array.from({ length: 200_000 }, (_, i) => ({
      type: "uri",
      value: `http://a.example/${i}`,
    }));
    const system = {
      resourceType: "NamingSystem",
      name: "A",
      status: "active",
      kind: "codesystem",
      date: "2026",
    };
    const checked = (count: number) =>
      validateResource({ ...system, uniqueId: uniqueId.slice(0, count) }, "r4");
    expect(await checked(1_000)).toEqual([]);
    await expect(checked(200_000)).rejects.toThrow(
      "NamingSystem.uniqueId: there are 200000 of them; at most 20000",
    );
  });
});

describe("invariants", () => {
  test.each(["r4", "r5"] as const)("one that is neither true nor false is broken, in %s", async (version) => {
    const expansion = (contains: object) => ({ timestamp: "2026-11-29", contains: [contains] });
    const valueSet = { resourceType: "ValueSet", status: "active" };
    const group = { ...valueSet, expansion: expansion({ display: "a group", abstract: true }) };
    expect(await validateResource(group, version)).toEqual([]);
    const codeless = { ...valueSet, expansion: expansion({ display: "no code" }) };
    expect(await onlyIssue(codeless, version)).toMatchObject({
      code: "invariant",
      expression: ["ValueSet.expansion.contains[0]"],
      text: expect.stringContaining("vsd-9"),
    });
  });

  test("a code defined twice is named, with both places", async () => {
    const concept = [{ code: "a", concept: [{ code: "b" }] }, { code: "b" }];
    expect(await onlyIssue({ ...codeSystem, hierarchyMeaning: "is-a", concept }, "r4")).toMatchObject({
      severity: "error",
      code: "invariant",
      expression: ["CodeSystem.concept[1].code"],
      text: expect.stringContaining("'b' is already defined at CodeSystem.concept[0].concept[0]"),
    });
  });

  test.each([
    [
      "parent",
      [{ code: "a", property: [{ code: "parent", valueCode: "b" }] }],
      [{ code: "parent", valueCode: "a" }],
    ],
    [
      "child",
      [{ code: "a", property: [{ code: "child", valueCode: "b" }] }],
      [{ code: "child", valueCode: "a" }],
    ],
    [
      "parent and child",
      [
        {
          code: "a",
          property: [
            { code: "parent", valueCode: "b" },
            { code: "child", valueCode: "b" },
          ],
        },
      ],
      [],
    ],
  ])("a circle of %s properties is named", async (_by, concept, property) => {
    const circle = {
      ...codeSystem,
      hierarchyMeaning: "is-a",
      concept: [...concept, { code: "b", ...(property.length > 0 ? { property } : {}) }],
    };
    for (const version of ["r4", "r5"] as const)
      expect(await onlyIssue(circle, version)).toMatchObject({
        severity: "error",
        code: "invariant",
        expression: [expect.stringMatching(/^CodeSystem\.concept\[[01]\]$/)],
        text: expect.stringMatching(/circle: '(a' is under 'b' is under 'a|b' is under 'a' is under 'b)'$/),
      });
  });

  test("many circles of a long code system are looked through at once", async () => {
    const concept = Array.from({ length: 20_000 }, (_, i) => ({
      code: `c${i}`,
      property: [i + 1, 0].map((n) => ({ code: "parent", valueCode: `c${n % 20_000}` })),
    }));
    const issues = await validateResource({ ...codeSystem, hierarchyMeaning: "is-a", concept }, "r5");
    expect(issues.length).toBe(10);
  });

  test("warnings are warnings", async () => {
    const { severity, text } = await onlyIssue({ ...codeSystem, name: "not a name" });
    expect(severity).toBe("warning");
    expect(text).toContain("(cnl-0)");
  });

  test.each([
    [{ concept: [{ code: "a", concept: [{ code: "b" }] }] }, "csd-2"],
    [{ concept: [{ code: "a" }, { code: "b", property: [{ code: "parent", valueCode: "a" }] }] }, "csd-3"],
  ])("a hierarchy whose meaning is not said: %#", async (content, key) => {
    expect(await onlyIssue({ ...codeSystem, ...content })).toMatchObject({
      severity: "warning",
      text: expect.stringContaining(key),
    });
    expect(await validateResource({ ...codeSystem, ...content, hierarchyMeaning: "is-a" }, "r5")).toEqual([]);
  });

  test.each([
    [
      "r5",
      {
        group: [
          { element: [{ code: "a", noMap: true, target: [{ code: "b", relationship: "equivalent" }] }] },
        ],
      },
      "cmd-4",
      "group[0].element[0]",
    ],
    [
      "r5",
      { group: [{ element: [{ code: "a", target: [{ relationship: "equivalent" }] }] }] },
      "cmd-7",
      "group[0].element[0].target[0]",
    ],
    [
      "r5",
      { group: [{ element: [{ code: "a" }], unmapped: { mode: "other-map" } }] },
      "cmd-3",
      "group[0].unmapped",
    ],
    [
      "r4",
      { group: [{ element: [{ code: "a", target: [{ code: "b", equivalence: "narrower" }] }] }] },
      "cmd-1",
      "group[0].element[0].target[0]",
    ],
  ] as const)("%s ConceptMap %#: %s", async (version, content, key, path) => {
    const issue = await onlyIssue({ ...conceptMap, ...content }, version);
    expect(issue.text).toContain(`(${key})`);
    expect(issue.expression).toEqual([`ConceptMap.${path}`]);
  });

  test("they hold for nested concepts too", async () => {
    const designation = [{ value: "x", additionalUse: [{ code: "y" }] }];
    const concept = [{ code: "a", concept: [{ code: "b", designation }] }];
    expect((await onlyIssue({ ...codeSystem, hierarchyMeaning: "is-a", concept })).expression).toEqual([
      "CodeSystem.concept[0].concept[0].designation[0]",
    ]);
  });

  test("they see the resource that they are in", async () => {
    const group = [{ element: [{ code: "a", target: [{ code: "b", relationship: "not-related-to" }] }] }];
    expect((await onlyIssue({ ...conceptMap, group })).text).toContain("(cmd-1)");
    expect(await validateResource({ ...conceptMap, status: "draft", group }, "r5")).toEqual([]);
  });
});

describe("size", () => {
  test("20,000 concepts with designations and properties", async () => {
    const concept = Array.from({ length: 20_000 }, (_, i) => ({
      code: `c${i}`,
      designation: [{ language: "de", value: "v" }],
      property: [{ code: "p", valueString: "x" }],
    }));
    const spent = await processorTime(async () => {
      expect(await validateResource({ ...codeSystem, concept }, "r5")).toEqual([]);
    });
    expect(spent).toBeLessThan(10_000);
  });

  test("10,000 entries of a Bundle, of which two are the same", async () => {
    const entry: object[] = Array.from({ length: 10_000 }, (_, i) => ({
      fullUrl: `urn:x:${i}`,
      resource: codeSystem,
    }));
    const bundle = { resourceType: "Bundle", type: "collection", entry };
    expect(await validateResource(bundle, "r5")).toEqual([]);
    entry.push(entry[0]!);
    expect(await onlyIssue(bundle)).toMatchObject({
      severity: "error",
      text: expect.stringContaining("(bdl-7)"),
    });
  });

  test("of a million faults only the first is sought", async () => {
    const concept = Array.from({ length: 1_000_000 }, () => ({ a: 1 }));
    expect((await onlyIssue({ ...codeSystem, concept })).expression).toEqual(["CodeSystem.concept[0]"]);
  });
});
