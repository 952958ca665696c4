/** What is said of an address that is named as a system and is none. */
import { describe, expect, test } from "vitest";
import { expand } from "../../../src/terminology/expand/expand.ts";
import { type Issue, TerminologyError } from "../../../src/terminology/issues/issue.ts";
import { lookup } from "../../../src/terminology/lookup.ts";
import type { Resource } from "../../../src/terminology/model.ts";
import { NO_VERSION_RULES } from "../../../src/terminology/resolve/version-rules.ts";
import { subsumes } from "../../../src/terminology/subsumes.ts";
import { ANIMALS, animals, animalStore, SETS, valueSet, whole } from "../../fixtures/animals.ts";
import { coding, validate } from "../validate-code/validating.ts";

const { concept: _concept, ...header } = animals;
const SUPPLEMENT = `${ANIMALS}-nl`;
const supplement: Resource = {
  ...header,
  url: SUPPLEMENT,
  version: "3",
  content: "supplement",
  supplements: `${ANIMALS}|2.0.0`,
};
const FHIRS_OWN = "http://hl7.org/fhir/shoe-sizes";
const OF_HL7_TERMINOLOGY = "http://terminology.hl7.org/CodeSystem/boot-sizes";
const store = animalStore(
  supplement,
  valueSet("all", [whole()]),
  { ...animals, url: FHIRS_OWN },
  { ...animals, url: OF_HL7_TERMINOLOGY },
);

const failure = async (ask: () => unknown): Promise<string> => {
  try {
    await ask();
  } catch (error) {
    if (error instanceof TerminologyError)
      return error.issues.map((i) => `${i.text} ${i.diagnostics ?? ""}`).join(" ");
    throw error;
  }
  return "no failure";
};

const roads: [string, (system: string) => unknown][] = [
  ["$lookup", (system) => lookup(store, { system, code: "dog", properties: [], useSupplement: [] })],
  [
    "$subsumes",
    (system) =>
      subsumes(store, { a: { system, code: "dog" }, b: { system, code: "cat" }, names: ["codeA", "codeB"] }),
  ],
  [
    "$expand",
    (system) =>
      expand(store, { valueSet: valueSet("x", [{ system }]), versions: NO_VERSION_RULES, limit: 100 }),
  ],
  [
    "$validate-code",
    async (system) => {
      const outcome = await validate(valueSet("all", [whole()]), coding({ system, code: "dog" }), {}, store);
      throw new TerminologyError(...(outcome.issues as [Issue, ...Issue[]]));
    },
  ],
];

describe.each(roads)("%s tells", (road, ask) => {
  const HL7 = "http://terminology.hl7.org/CodeSystem";

  test.each(["v3-MaritalStatus", "v2-0131", "condition-clinical"])(
    "that nothing of HL7's %s is here, and not to send its own address",
    async (id) => {
      const text = await failure(() => ask(`${HL7}/${id}`));
      expect(text).toContain(`None of the codes of HL7's ${id} are stored here`);
      expect(text).not.toContain("is meant");
    },
  );

  test.each([
    ["http://hl7.org/fhir/v3/MaritalStatus", "v3-MaritalStatus"],
    ["http://hl7.org/fhir/v2/0131", "v2-0131"],
  ])("the present address of %s", async (former, id) => {
    expect(await failure(() => ask(former))).toContain(`send '${HL7}/${id}'`);
  });

  test.each([
    ["http://terminology.hl7.org/CodeSystem/shoe-sizes", FHIRS_OWN],
    ["http://hl7.org/fhir/CodeSystem/shoe-sizes", FHIRS_OWN],
    ["http://hl7.org/fhir/boot-sizes", OF_HL7_TERMINOLOGY],
  ])("that what is named %s is at HL7's other address", async (system, url) => {
    const text = await failure(() => ask(system));
    expect(text).toContain(`Did you mean '${url}'?`);
    expect(text).not.toContain("import");
  });

  test.each([ANIMALS.toUpperCase(), ANIMALS.replace("animals", "aniamls"), `${ANIMALS}x`])(
    "what %s may have meant",
    async (system) => {
      expect(await failure(() => ask(system))).toContain(`Did you mean '${ANIMALS}'?`);
    },
  );

  test("that a supplement is one, and how its names are asked for", async () => {
    const text = await failure(() => ask(SUPPLEMENT));
    expect(text).toMatch(/-nl\|3'? is a supplement/);
    if (road !== "$validate-code") expect(text).toMatch(/'[^']+animals'.* useSupplement/);
  });

  test("that a value set's address is no code system's", async () => {
    expect(await failure(() => ask(`${SETS}all`))).toMatch(
      /is the address of a value set|references a value set/,
    );
  });

  test("that of a system known by name nothing is stored, and which system may be meant", async () => {
    expect(await failure(() => ask("http://hl7.org/fhir/sid/icd-10-cm"))).toMatch(
      /None of the codes of ICD-10-CM are stored here: import them/,
    );
    expect(await failure(() => ask("http://snomed.info/sct"))).toContain("because they need a licence");
    expect(await failure(() => ask("http://hospital.example.org/omim"))).toContain("'http://www.omim.org'");
    expect(await failure(() => ask("http://example.org/nothing"))).not.toContain("meant");
  });

  test("that a version is named apart", async () => {
    expect(await failure(() => ask(`${ANIMALS}|2.0.0`))).toContain("'2.0.0' as the version");
  });
});
