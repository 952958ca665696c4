/** fhirpath.js as a client: %terminologies and memberOf() ask the running server. */
import fhirpath from "fhirpath";
import r4 from "fhirpath/fhir-context/r4/index.js";
import r5 from "fhirpath/fhir-context/r5/index.js";
import { describe, expect, test } from "vitest";
import { testServer } from "../http/support.ts";

const server = testServer();
const CONDITIONS = "https://w3id.org/ossicle/CodeSystem/genetic-conditions";
const POH = "progressive-osseous-heteroplasia";
const POH_CODES = "https://w3id.org/ossicle/ValueSet/poh-codes";

/** A patient's diagnosis: coded by OMIM, and by a code that is not about POH. */
const condition = {
  resourceType: "Condition",
  code: {
    coding: [
      { system: "http://www.omim.org", code: "166350" },
      { system: CONDITIONS, code: POH },
      { system: "http://www.omim.org", code: "139320" },
    ],
  },
};

describe.each([
  ["r4", r4],
  ["r5", r5],
])("%s", (version, model) => {
  const evaluate = async (expression: string) =>
    (await fhirpath.evaluate(condition, expression, {}, model as never, {
      async: "always",
      terminologyUrl: `${server.url}/${version}`,
    })) as unknown[];

  test("memberOf() tells the codings that mean POH", async () => {
    expect(await evaluate(`Condition.code.coding.select(memberOf('${POH_CODES}'))`)).toEqual([
      true,
      true,
      false,
    ]);
    expect(await evaluate(`Condition.code.memberOf('${POH_CODES}')`)).toEqual([true]);
  });

  test("expand() gives the members", async () => {
    const codes = await evaluate(`%terminologies.expand('${POH_CODES}').expansion.contains.code`);
    expect(codes.sort()).toEqual(["109", "166350", "C0334041", "C0334041", POH]);
    expect(await evaluate(`%terminologies.expand('${POH_CODES}', 'count=1').expansion.total`)).toEqual([5]);
  });

  test("lookup() gives the display", async () => {
    const display = "%terminologies.lookup(Condition.code.coding[1]).parameter.where(name = 'display').value";
    expect(await evaluate(display)).toEqual(["Progressive osseous heteroplasia"]);
  });

  test("validateVS() and validateCS() say yes and no", async () => {
    const vs = (n: number) => `%terminologies.validateVS('${POH_CODES}', Condition.code.coding[${n}])`;
    const result = ".parameter.where(name = 'result').value";
    expect(await evaluate(vs(0) + result)).toEqual([true]);
    expect(await evaluate(vs(2) + result)).toEqual([false]);
    expect(await evaluate(`%terminologies.validateCS('${CONDITIONS}', '${POH}')${result}`)).toEqual([true]);
    expect(await evaluate(`%terminologies.validateCS('${CONDITIONS}', 'unheard-of')${result}`)).toEqual([
      false,
    ]);
  });

  test("subsumes() compares two codes", async () => {
    expect(await evaluate(`%terminologies.subsumes('${CONDITIONS}', '${POH}', '${POH}')`)).toEqual([
      "equivalent",
    ]);
  });

  test("translate() gives the code elsewhere", async () => {
    const map = "https://w3id.org/ossicle/ConceptMap/condition-to-omim";
    const match = `%terminologies.translate('${map}', Condition.code.coding[1]).parameter.where(name = 'match')`;
    expect(await evaluate(`${match}.part.where(name = 'concept').value.code`)).toEqual(["166350"]);
  });
});
