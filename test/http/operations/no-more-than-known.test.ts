/** "No" is for what is known to be wrong: what is unknown, or here in part, is told in words of its own. */
import { describe, expect, test } from "vitest";
import { testServer } from "../support.ts";

const url = (name: string) => `http://example.org/${name}`;
const codeSystem = (name: string, content: string, more: object) => ({
  resourceType: "CodeSystem",
  id: name,
  url: url(name),
  name,
  status: "active",
  caseSensitive: true,
  content,
  ...more,
});
const valueSet = (name: string, include: object[], more: object = { compose: { include } }) => ({
  resourceType: "ValueSet",
  id: name,
  url: url(name),
  name,
  status: "active",
  ...more,
});
const toOchre = (code: string) => ({ code, target: [{ code: "ochre", relationship: "equivalent" }] });
const map = {
  resourceType: "ConceptMap",
  id: "shades",
  url: url("shades"),
  name: "shades",
  status: "active",
  group: [
    {
      source: url("colours"),
      target: url("paints"),
      element: ["red", "teal"].map(toOchre),
    },
    ...["moods", "composed", "headers"].map((name) => ({
      source: url(name),
      target: url("paints"),
      element: [toOchre("teal")],
    })),
  ],
};

const SNOMED = "http://snomed.info/sct";

const server = testServer({
  resources: [
    codeSystem("colours", "complete", { concept: [{ code: "red", display: "Red" }, { code: "blue" }] }),
    codeSystem("composed", "complete", { compositional: true, concept: [{ code: "a" }, { code: "b" }] }),
    valueSet("all-composed", [{ system: url("composed") }]),
    valueSet("below-a", [
      { system: url("composed"), filter: [{ property: "concept", op: "is-a", value: "a" }] },
    ]),
    valueSet("a-alone", [{ system: url("composed"), concept: [{ code: "a" }] }]),
    {
      ...codeSystem("expressions", "complete", { concept: [{ code: "100000009" }, { code: "100000106" }] }),
      url: SNOMED,
    },
    valueSet("all-expressions", [{ system: SNOMED }]),
    codeSystem("versioned", "complete", { version: "1", versionNeeded: true, concept: [{ code: "v" }] }),
    codeSystem("moods", "fragment", { concept: [{ code: "calm" }, { code: "glee" }] }),
    valueSet("below-calm", [
      { system: url("moods"), filter: [{ property: "concept", op: "is-a", value: "calm" }] },
    ]),
    codeSystem("examples", "example", { concept: [{ code: "one" }, { code: "two" }] }),
    codeSystem("headers", "not-present", {}),
    codeSystem("cases", "complete", {
      caseSensitive: undefined,
      concept: [{ code: "Ab" }, { code: "aB" }],
    }),
    valueSet("open", [{ system: url("colours") }, { system: url("not-here") }]),
    valueSet("half-here", [{ valueSet: [url("no-set")] }, { system: url("colours") }]),
    valueSet("narrowed", [{ system: url("colours"), valueSet: [url("no-set")] }]),
    valueSet("less", [{ system: url("colours") }], {
      compose: { include: [{ system: url("colours") }], exclude: [{ valueSet: [url("no-set")] }] },
    }),
    valueSet("partly", [{ system: url("colours") }, { system: url("moods") }]),
    valueSet("closed", [{ system: url("colours") }]),
    valueSet("listed", [
      { system: url("headers"), concept: [{ code: "h", display: "Head" }, { code: "i" }] },
    ]),
    valueSet("stored", [], {
      expansion: {
        timestamp: "2026-01-01",
        contains: [{ system: url("not-here"), code: "k", display: "Kay" }],
      },
    }),
    valueSet("unknown", [{ system: url("paints") }]),
    map,
  ] as never,
});

interface Answer {
  parameter?: { name: string; valueBoolean?: boolean; resource?: { issue: { severity: string }[] } }[];
}

describe.each(["r4", "r5"])("At /%s", (version) => {
  const ask = async (path: string) => {
    const { json } = await server.request(`/${version}/${path}`);
    const { parameter = [] } = json as Answer;
    const issues = parameter.find(({ name }) => name === "issues")?.resource?.issue ?? [];
    return {
      result: parameter.find(({ name }) => name === "result")?.valueBoolean,
      severities: issues.map(({ severity }) => severity),
      text: JSON.stringify(json),
    };
  };

  test.each(["open", "partly"])(
    "a system is inferred from what is here, and that is told (%s)",
    async (name) => {
      const asked = `ValueSet/$validate-code?url=${url(name)}&code=red&inferSystem=true`;
      const { result, severities, text } = await ask(asked);
      expect([result, severities]).toEqual([true, ["warning"]]);
      expect(text).toContain(`may have 'red' too`);
      expect(text).toContain(name === "open" ? url("not-here") : url("moods"));
    },
  );

  test("a code that is here, and of which its part does not tell the rest, is not called unknown without a system", async () => {
    const asked = `ValueSet/$validate-code?url=${url("below-calm")}&code=glee&inferSystem=true`;
    const { result, text } = await ask(asked);
    expect(result).toBe(false);
    expect(text).toContain(
      `It is not known whether the provided code '${url("moods")}#glee' is in the value set`,
    );
    expect(text).not.toMatch(/unknown code/i);
  });

  test("a system that alone has the code is inferred without a word", async () => {
    const asked = `ValueSet/$validate-code?url=${url("closed")}&code=red&inferSystem=true`;
    expect(await ask(asked)).toMatchObject({ result: true, severities: [] });
  });

  test.each([
    ["listed", "headers", "h", "Head"],
    ["stored", "not-here", "k", "Kay"],
  ])("of %s, whose code system is not here, no display is wrong", async (set, system, code, known) => {
    const asked = `ValueSet/$validate-code?url=${url(set)}&system=${url(system)}&code=${code}`;
    const { result, severities, text } = await ask(`${asked}&display=Other`);
    expect([result, severities.includes("error")]).toEqual([true, false]);
    expect(text).toContain(`'Other' is a name of it is not known; the value set calls it '${known}'`);
    expect((await ask(`${asked}&display=${known}`)).text).not.toContain("is not known; the value set");
  });

  test("what one include has is in the value set, though another's import is not here", async () => {
    const asked = `ValueSet/$validate-code?url=${url("half-here")}&system=${url("colours")}&code=`;
    const { result, severities, text } = await ask(`${asked}red`);
    expect([result, severities]).toEqual([true, ["warning"]]);
    expect(text).toContain(`the value Set '${url("no-set")}' could not be found`);
  });

  test.each([
    ["half-here", "green"],
    ["narrowed", "red"],
    ["less", "red"],
  ])("an import that is not here leaves open whether %s has %s", async (set, code) => {
    const asked = `ValueSet/$validate-code?url=${url(set)}&system=${url("colours")}&code=${code}`;
    const { result, text } = await ask(asked);
    expect(result).toBe(false);
    expect(text).toContain("could not be found");
    expect(text).not.toMatch(/was not found in the value set|unknown code/i);
  });

  test("an expression of SNOMED CT is not called unknown, a code that it lacks is", async () => {
    const expression = encodeURIComponent("100000009:100000106=100000009");
    const ofSystem = await ask(`CodeSystem/$validate-code?url=${SNOMED}&code=${expression}`);
    expect(ofSystem.text).toContain("It is not known whether '100000009:100000106=100000009' is a code");
    expect(ofSystem.text).not.toMatch(/unknown code/i);
    const inSet = `ValueSet/$validate-code?url=${url("all-expressions")}&system=${SNOMED}&code=`;
    expect((await ask(inSet + expression)).text).not.toMatch(/unknown code|was not found/i);
    expect((await ask(`CodeSystem/$lookup?system=${SNOMED}&code=${expression}`)).text).toContain(
      "does not prove the code wrong",
    );
    expect((await ask(`${inSet}100000203`)).text).toMatch(/unknown code/i);
  });

  test("a code that may be put together of others is not called unknown", async () => {
    const asked = `system=${url("composed")}&code=a%2Bb`;
    expect((await ask(`CodeSystem/$lookup?${asked}`)).text).toContain("does not prove the code wrong");
    const ofSystem = await ask(`CodeSystem/$validate-code?url=${url("composed")}&code=a%2Bb`);
    expect(ofSystem.text).toContain("It is not known whether 'a+b' is a code of the CodeSystem");
    for (const set of ["all-composed", "below-a"]) {
      const { result, text } = await ask(`ValueSet/$validate-code?url=${url(set)}&${asked}`);
      expect([result, text]).toEqual([
        false,
        expect.stringContaining("It is not known whether the provided"),
      ]);
      expect(text).not.toMatch(/unknown code|was not found/i);
    }
    const bare = await ask(`ValueSet/$validate-code?url=${url("all-composed")}&code=a%2Bb&inferSystem=true`);
    expect(bare.text).toContain("It is not known whether the provided");
    const alone = await ask(`ValueSet/$validate-code?url=${url("a-alone")}&${asked}`);
    expect(alone.text).toContain("was not found in the value set");
    expect(alone.text).not.toMatch(/unknown code/i);
  });

  test("an expansion of such a code system says that it is not all, unless only listed codes are wanted", async () => {
    const mark = "valueset-unclosed";
    const asked = `ValueSet/$expand?url=${url("all-composed")}`;
    expect((await ask(asked)).text).toContain(mark);
    expect((await ask(`${asked}&excludePostCoordinated=true`)).text).not.toContain(mark);
    expect((await ask(`ValueSet/$expand?url=${url("a-alone")}`)).text).not.toContain(mark);
  });

  test("what a code means in a version that nobody named is told as such", async () => {
    const asked = `CodeSystem/$lookup?system=${url("versioned")}&code=v`;
    expect((await ask(asked)).text).toContain("needs a version: what 'v' means may differ");
    expect((await ask(`${asked}&version=1`)).text).not.toContain("needs a version");
  });

  test("two codes that differ by case alone are both asked about", async () => {
    const { text } = await ask(`CodeSystem/$validate-code?url=${url("cases")}&code=AB`);
    expect(text).toContain("Did you mean 'Ab' or 'aB'?");
    expect(text).not.toContain("compares codes exactly");
  });

  test("a few examples are not called a fragment", async () => {
    const asked = `CodeSystem/$subsumes?system=${url("examples")}&codeA=one&codeB=two`;
    expect((await ask(asked)).text).toContain("(its content is 'example')");
    const ofFragment = `CodeSystem/$subsumes?system=${url("moods")}&codeA=calm&codeB=calm`;
    expect((await ask(ofFragment)).text).toContain("equivalent");
  });

  test("what can't be told of a scope is not said to be outside", async () => {
    const [code, target] = version === "r4" ? ["code", "target"] : ["sourceCode", "targetScope"];
    const asked = `ConceptMap/$translate?url=${url("shades")}&system=${url("colours")}&${code}=red`;
    const { text } = await ask(`${asked}&${target}=${url("unknown")}`);
    expect(text).toContain("can't be told; it was taken as not");
    expect(text).not.toContain("is not in the value set");
    expect((await ask(`${asked}&${target}=${url("closed")}`)).text).toContain("is not in the value set");
  });

  test.each([{}, { include: [] }, { exclude: [{ system: url("colours") }] }])(
    "a value set whose compose is %j is not taken for one without codes",
    async (compose) => {
      const resource = valueSet("takes-away", [], { compose });
      const body = JSON.stringify({
        resourceType: "Parameters",
        parameter: [
          { name: "valueSet", resource },
          { name: "coding", valueCoding: { system: url("colours"), code: "red" } },
        ],
      });
      const headers = { "content-type": "application/fhir+json" };
      for (const operation of ["$expand", "$validate-code"]) {
        const reply = await server.request(`/${version}/ValueSet/${operation}`, {
          method: "POST",
          headers,
          body,
        });
        expect(reply.status).toBe(400);
        expect(reply.text).toContain("has no include");
      }
    },
  );

  test("a map that lists a code which its code system does not have answers, and that is told", async () => {
    const name = version === "r4" ? "code" : "sourceCode";
    const translated = (system: string, code: string) =>
      ask(`ConceptMap/$translate?url=${url("shades")}&system=${url(system)}&${name}=${code}`);
    const unknown = await translated("colours", "teal");
    expect(unknown).toMatchObject({ result: true, severities: ["information"] });
    expect(unknown.text).toContain("'teal' is not in colours, though a map lists it.");
    for (const [system, code] of [
      ["colours", "red"],
      ["moods", "teal"],
      ["composed", "teal"],
      ["headers", "teal"],
    ] as const)
      expect(await translated(system, code)).toMatchObject({ result: true, severities: [] });
  });

  test.each([
    ["moods", "calm"],
    ["examples", "one"],
  ])("who asks for parents or children in %s is told that it is a part", async (system, code) => {
    const asked = `CodeSystem/$lookup?system=${url(system)}&code=${code}`;
    for (const property of ["child", "parent", "*"])
      expect((await ask(`${asked}&property=${property}`)).text).toContain(
        `Only a part of ${system} is known here, so there may be more parents and children.`,
      );
    expect((await ask(`${asked}&property=definition`)).text).not.toContain("Only a part");
    const complete = await ask(`CodeSystem/$lookup?system=${url("colours")}&code=red&property=child`);
    expect(complete.text).not.toContain("Only a part");
  });
});
