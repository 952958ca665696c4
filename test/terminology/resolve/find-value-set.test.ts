import { describe, expect, test } from "vitest";
import { type Issue, TerminologyError } from "../../../src/terminology/issues/issue.ts";
import { findValueSet } from "../../../src/terminology/resolve/find-value-set.ts";
import { ANIMALS, animals, animalStore, SETS, valueSet, whole } from "../../fixtures/animals.ts";

const sets = ["1.0.0", "2.0.0"].map((version) =>
  valueSet("all", [whole()], { id: `all-${version}`, version }),
);
const store = animalStore(...sets);

async function refusal(url: string, version?: string): Promise<Issue> {
  const find = async () => findValueSet(store, url, version);
  const thrown: unknown = await find().catch((error: unknown) => error);
  expect(thrown).toBeInstanceOf(TerminologyError);
  return (thrown as TerminologyError).issues[0];
}

describe("a value set by its canonical", () => {
  test("is the highest version, or the one that the url or the parameter names", async () => {
    const url = `${SETS}all`;
    expect((await findValueSet(store, url)).version).toBe("2.0.0");
    expect((await findValueSet(store, `${url}|1.0.0`)).version).toBe("1.0.0");
    expect((await findValueSet(store, url, "1.0.0")).version).toBe("1.0.0");
    expect((await refusal(`${url}|1.0.0`, "2.0.0")).expression).toEqual(["valueSetVersion"]);
  });

  test("that is not there is explained: which versions there are, or that it is a code system's address", async () => {
    expect(await refusal(`${SETS}all`, "3.0.0")).toMatchObject({
      code: "not-found",
      text: `A definition for the value Set '${SETS}all|3.0.0' could not be found`,
      diagnostics: "Its versions here are 1.0.0 and 2.0.0",
    });
    expect((await refusal(ANIMALS)).diagnostics).toMatch(/^That is the url of a code system/);
    expect((await refusal(`${SETS}none`)).diagnostics).toBeUndefined();
  });

  const twins = animalStore(
    ...["twin", "Twin", "tWin", "twIn"].map((name, id) => valueSet(name, [whole()], { id: `t${id}` })),
  );

  test.each([
    `${SETS}all/`,
    `${SETS}ALL`,
    `${SETS.replace("http:", "https:")}all`,
    `${SETS.replace("example", "exmaple")}all`,
    `${SETS}al`,
    `${SETS}alls`,
    `${SETS}all?fhir_vs`,
    `${SETS}all/?fhir_vs`,
    `${SETS}alls?fhir_vs`,
  ])("whose url is misspelt is asked about: %s", async (url) => {
    const { code, diagnostics } = await refusal(url);
    expect(code).toBe("not-found");
    expect(diagnostics).toBe(`Did you mean '${SETS}all'?`);
  });

  test("that is at the other one of HL7's addresses is asked about", async () => {
    const url = "http://hl7.org/fhir/ValueSet/boots";
    const codes = { ...animals, url: "http://hl7.org/fhir/boots" };
    const own = animalStore(codes, valueSet("boots", [whole()], { url }));
    const hint = async (address: string) => {
      const find = async () => findValueSet(own, address);
      const thrown: unknown = await find().catch((error: unknown) => error);
      return (thrown as TerminologyError).issues[0].diagnostics;
    };
    expect(await hint("http://terminology.hl7.org/ValueSet/boots")).toBe(`Did you mean '${url}'?`);
    expect(await hint(codes.url)).toContain("That is the url of a code system");
  });

  test("of a code system whose url is misspelt is asked about, without a word of importing it", async () => {
    for (const system of [`${ANIMALS}/`, `${ANIMALS}x`, ANIMALS.toUpperCase()])
      expect((await refusal(`${system}?fhir_vs=isa/dog`)).diagnostics).toBe(
        `Did you mean '${ANIMALS}?fhir_vs=isa/dog'?`,
      );
    expect((await refusal(`${ANIMALS}?fhir_vs=isa/dragon`)).diagnostics).toMatch(/not that code/);
    expect((await refusal("http://example.org/plants?fhir_vs")).diagnostics).toMatch(/import it/);
  });

  test("of many whose urls are alike is asked about with three", async () => {
    const thrown: unknown = await Promise.resolve(findValueSet(twins, `${SETS}TWIN`)).catch(
      (e: unknown) => e,
    );
    const [issue] = (thrown as TerminologyError).issues;
    expect(issue?.diagnostics?.match(/'[^']+'/g)).toHaveLength(3);
  });

  test("is that of all codes where a code system names it so: the latest version, or the one asked for", async () => {
    const url = `${SETS}implicit`;
    const own = ["1.0.0", "2.0.0"].map((version) => ({
      ...animals,
      id: `own-${version}`,
      version,
      valueSet: url,
    }));
    const implicit = animalStore(...own);
    expect(await findValueSet(implicit, url)).toMatchObject({ url, version: "2.0.0" });
    const { compose } = await findValueSet(implicit, url, "1.0.0");
    expect(compose).toEqual({ include: [{ system: ANIMALS, version: "1.0.0" }] });
    const thrown: unknown = await Promise.resolve(findValueSet(implicit, url, "3.0.0")).catch(
      (e: unknown) => e,
    );
    expect((thrown as TerminologyError).issues[0].diagnostics).toBe("Its versions here are 1.0.0 and 2.0.0");
  });
});
