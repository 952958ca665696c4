import { describe, expect, test } from "vitest";
import { testServer } from "../support.ts";

const [FROM, ELDER, TO] = ["old", "elder", "new"].map((name) => `http://example.org/${name}`);
const NEGATED = "http://example.org/negated";
const modified = { modifierExtension: [{ url: NEGATED, valueBoolean: true }] };

const target = (code: string, more: object = {}) => ({ code, relationship: "equivalent", ...more });
const element = (code: string, to: object = target("x"), more: object = {}) => ({
  code,
  target: [to],
  ...more,
});
const map = (id: string, more: object, group: object = {}) => ({
  resourceType: "ConceptMap",
  id,
  url: `http://example.org/maps/${id}`,
  name: id,
  status: "active",
  ...more,
  group: [{ source: FROM, target: TO, element: [element("a")], ...group }],
});

const wholes = [
  map("whole", modified),
  map("group", {}, modified),
  map("rule", {}, { unmapped: { mode: "fixed", code: "y", ...modified } }),
];
const parts = [
  map("element", {}, { element: [element("a", target("x"), modified), element("b")] }),
  map("target", {}, { element: [element("a", target("x", modified)), element("b")] }),
  map(
    "dependency",
    { additionalAttribute: [{ code: "site", type: "code" }] },
    {
      element: [
        element("a", target("x", { dependsOn: [{ attribute: "site", valueCode: "arm", ...modified }] })),
        element("b"),
      ],
    },
  ),
];
const leading = map(
  "leading",
  {},
  { element: [element("c")], unmapped: { mode: "other-map", otherMap: wholes[0]!.url } },
);
const good = map("good", {}, { source: ELDER, element: [element("g"), element("d")] });
const bad = map("bad", modified, { source: ELDER, element: [element("d", target("z"))] });

interface Answer {
  parameter?: { name: string; valueBoolean?: boolean; valueString?: string }[];
}

const server = testServer({ resources: [...wholes, ...parts, leading, good, bad] as never });

describe.each(["r4", "r5"])("At /%s, a modifier that nobody knows", (version) => {
  const translate = async (code: string, url?: string, system = FROM) => {
    const name = version === "r4" ? "code" : "sourceCode";
    const asked = `system=${system}&${name}=${code}${url === undefined ? "" : `&url=${url}`}`;
    const { status, json } = await server.request(`/${version}/ConceptMap/$translate?${asked}`);
    const { parameter = [] } = json as Answer;
    const result = parameter.find((p) => p.name === "result")?.valueBoolean;
    return { status, result, text: JSON.stringify(json) };
  };

  test.each([...wholes, ...parts])("of a map's $id keeps it from being translated by", async ({ url }) => {
    const { status, text } = await translate("a", url);
    expect([status, text]).toEqual([400, expect.stringContaining(`'${NEGATED}', which is not understood`)]);
  });

  test.each(parts)("of a map's $id does not concern its other mappings", async ({ url }) => {
    expect(await translate("b", url)).toMatchObject({ status: 200, result: true });
  });

  test("of a map to which another one leads is told, and nothing taken from it", async () => {
    const { status, result, text } = await translate("a", leading.url);
    expect([status, result]).toEqual([200, false]);
    expect(text).toContain("which is not understood");
  });

  test("of one map leaves the others their answers, and is told", async () => {
    const { status, result, text } = await translate("d", undefined, ELDER);
    expect([status, result]).toEqual([200, true]);
    expect(text).toContain("which is not understood");
    expect(text).toContain('"x"');
    expect(text).not.toContain('"z"');
    expect((await translate("g", undefined, ELDER)).text).not.toContain("which is not understood");
  });
});
