/** A parameter that changes nothing may be a mistake: the answer says so, and stays an answer. */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type RunningServer, startServer } from "../../src/index.ts";

const BASE = "https://w3id.org/ossicle";
const CONDITIONS = `${BASE}/CodeSystem/genetic-conditions`;
const XREFS = `${CONDITIONS}-xrefs`;
const NAMES = `${BASE}/CodeSystem/condition-names`;
const NOTE = `${BASE}/StructureDefinition/expansion-no-effect`;

interface Answer {
  status: number;
  said: string[];
  issues: { severity: string; diagnostics?: string; details: { text: string } }[];
}

describe("a parameter without effect", () => {
  let server: RunningServer;
  beforeAll(async () => {
    server = await startServer();
  });
  afterAll(() => server.stop());

  const ask = async (path: string, query: [string, string][]): Promise<Answer> => {
    const answer = await fetch(`${server.url}/r4/${path}?${new URLSearchParams(query)}`);
    const body = (await answer.json()) as {
      issue?: Answer["issues"];
      parameter?: { name: string; valueString?: string; resource?: { issue: Answer["issues"] } }[];
      expansion?: { parameter?: { name: string }[]; extension?: { url: string; valueString?: string }[] };
    };
    const parameters = body.expansion?.parameter?.map(({ name }) => name) ?? [];
    expect(parameters.filter((name) => name.startsWith("warning-"))).toEqual([]);
    const told = body.expansion?.extension?.filter(({ url }) => url === NOTE) ?? [];
    const noted = body.parameter?.filter(({ name }) => name === "diagnostics") ?? [];
    return {
      status: answer.status,
      said: [...told, ...noted].map(({ valueString = "" }) => valueString),
      issues: body.issue ?? body.parameter?.find(({ name }) => name === "issues")?.resource?.issue ?? [],
    };
  };
  const expand = (valueSet: string, ...query: [string, string][]) =>
    ask("ValueSet/$expand", [["url", `${BASE}/ValueSet/${valueSet}`], ...query]);

  it("is told of a supplement of a code system that the value set does not draw on", async () => {
    const { status, said } = await expand("poh-names", ["useSupplement", XREFS]);
    expect(status).toBe(200);
    expect(said).toEqual([
      `useSupplement: '${XREFS}|1.0.0' supplements '${CONDITIONS}', of which the value set has no codes`,
    ]);
    expect((await expand("all-conditions", ["useSupplement", XREFS])).said).toEqual([]);
  });

  it("is told of it where a code is validated, too, beside the issues", async () => {
    const query: [string, string][] = [
      ["url", `${BASE}/ValueSet/poh-names`],
      ["system", NAMES],
      ["code", "POH"],
      ["useSupplement", XREFS],
    ];
    const { status, issues, said } = await ask("ValueSet/$validate-code", query);
    expect(status).toBe(200);
    expect(issues).toEqual([]);
    expect(said).toEqual([
      `useSupplement: '${XREFS}|1.0.0' supplements '${CONDITIONS}', of which the value set has no codes`,
    ]);
    const noted = await ask("ValueSet/$validate-code", [...query, ["diagnostics", "true"]]);
    expect(noted.said[0]).toMatch(/ has no codes; .*ValueSet /);
  });

  it("is told of a system to exclude that the value set does not draw on", async () => {
    const { said } = await expand("poh-codes", ["exclude-system", "foo"]);
    expect(said).toHaveLength(1);
    expect(said[0]).toContain("exclude-system: 'foo' is none of the code systems of the value set: ");
    expect(said[0]).toContain("http://www.omim.org");
    expect((await expand("poh-codes", ["exclude-system", "http://www.omim.org|9"])).said).toHaveLength(1);
    expect((await expand("poh-codes", ["exclude-system", "http://www.omim.org"])).said).toEqual([]);
  });

  it("is told of a property that no code system has", async () => {
    const { said } = await expand("all-conditions", ["property", "zzz"], ["property", "rare"]);
    expect(said).toHaveLength(1);
    expect(said[0]).toContain("genetic conditions has no property 'zzz'. It has: ");
    const several = await expand("poh-codes", ["property", "zzz"], ["property", "kind"]);
    expect(several.said).toHaveLength(1);
    expect(several.said[0]).toContain("None of the code systems of the value set has a property 'zzz'");
    const known = ["definition", "parent", "*", "http://hl7.org/fhir/concept-properties#status", "order"];
    for (const name of known) expect((await expand("all-conditions", ["property", name])).said).toEqual([]);
    const own = `${BASE}/CodeSystem/condition-properties#rare`;
    expect((await expand("all-conditions", ["property", own])).said).toEqual([]);
  });

  it("leaves out a system that goes by another address", async () => {
    const { said } = await expand("poh-codes", ["exclude-system", "https://omim.org"]);
    expect(said).toEqual([]);
  });
});

describe("a supplement that is not there", () => {
  let server: RunningServer;
  beforeAll(async () => {
    server = await startServer();
  });
  afterAll(() => server.stop());

  it.each([
    [`${XREFS.slice(0, -1)}`, `Did you mean '${XREFS}'?`],
    [`${XREFS}|9.9`, `Its only version here is 1.0.0`],
    [CONDITIONS, `'${CONDITIONS}' is a code system of its own, and supplements none`],
  ])("is told what would be right: %s", async (name, hint) => {
    const lookup = { system: CONDITIONS, code: "progressive-osseous-heteroplasia" };
    const valueSet = { url: `${BASE}/ValueSet/all-conditions` };
    for (const [path, query] of [
      ["CodeSystem/$lookup", lookup],
      ["ValueSet/$expand", valueSet],
      ["ValueSet/$validate-code", { ...lookup, ...valueSet }],
    ] as const) {
      const asked = new URLSearchParams({ ...query, useSupplement: name });
      const answer = await fetch(`${server.url}/r4/${path}?${asked}`);
      expect(answer.status).toBe(404);
      const { issue } = (await answer.json()) as { issue: { diagnostics: string }[] };
      expect(issue[0]!.diagnostics).toContain(hint);
    }
  });
});
