import type * as r5 from "fhir/r5";
import { describe, expect, test } from "vitest";
import { MemoryStore } from "../../../src/storage/memory/memory-store.ts";
import type { Coding } from "../../../src/terminology/model.ts";
import { validateInCodeSystem } from "../../../src/terminology/validate-code/cs-validate-code.ts";
import type { ValidationOutcome } from "../../../src/terminology/validate-code/validate-code.ts";
import { INSTRUMENTS, valueSets } from "../../fixtures/instruments.ts";
import { bare, coding, concept, ids, instrument, options, validate, type Wishes } from "./validating.ts";

const UNKNOWN = "UNKNOWN_CODESYSTEM_VERSION";
const NOT_IN = "None_of_the_provided_codes_are_in_the_value_set_one";
const DIFFERS = "VALUESET_VALUE_MISMATCH";
const DIFFERS_BY_PARAMETER = "VALUESET_VALUE_MISMATCH_CHANGED";
const DIFFERS_FROM_LATEST = "VALUESET_VALUE_MISMATCH_DEFAULT";
const NOT_ALLOWED = "VALUESET_VERSION_CHECK";

const { all, first, pattern, unknownVersion, both } = valueSets;
const preset: Wishes = { systemVersion: [`${INSTRUMENTS}|1.0.0`] };
const check: Wishes = { checkSystemVersion: [`${INSTRUMENTS}|1.0.x`] };
const force: Wishes = { forceSystemVersion: [`${INSTRUMENTS}|1.0.x`] };

const every = { ...all, compose: { include: [{ system: INSTRUMENTS, version: "*" }] } };

/** value set, version sent, parameters -> version validated against, issues */
const cases: [string, typeof all, string | undefined, Wishes, string | undefined, string[]][] = [
  ["no version anywhere: the latest", all, undefined, {}, "1.2.0", []],
  ["the latest sent", all, "1.2.0", {}, "1.2.0", []],
  ["an older one sent", all, "1.0.0", {}, "1.2.0", [DIFFERS_FROM_LATEST]],
  ["an unknown one sent", all, "9", {}, "1.2.0", [UNKNOWN, DIFFERS_FROM_LATEST]],
  ["preset", all, undefined, preset, "1.0.0", []],
  ["preset, another one sent", all, "1.2.0", preset, "1.0.0", [DIFFERS_BY_PARAMETER]],
  ["required", all, undefined, check, "1.0.0", []],
  ["required, the same sent", all, "1.0.0", check, "1.0.0", []],
  ["forced, an unknown one sent", all, "9", force, "1.0.0", [DIFFERS_BY_PARAMETER, UNKNOWN]],
  ["included", first, undefined, {}, "1.0.0", []],
  ["included, the same sent", first, "1.0.0", {}, "1.0.0", []],
  ["included, another one sent", first, "1.2.0", {}, "1.0.0", [DIFFERS]],
  ["included, an unknown one sent", first, "9", {}, "1.0.0", [DIFFERS, UNKNOWN]],
  ["included, not preset", first, undefined, { systemVersion: [`${INSTRUMENTS}|1.2.0`] }, "1.0.0", []],
  [
    "included, another one required",
    first,
    undefined,
    { checkSystemVersion: [`${INSTRUMENTS}|1.2.x`] },
    "1.0.0",
    [NOT_ALLOWED],
  ],
  [
    "included, another one forced",
    first,
    undefined,
    { forceSystemVersion: [`${INSTRUMENTS}|1.2.0`] },
    "1.2.0",
    [],
  ],
  ["a pattern included: the highest", pattern, undefined, {}, "1.2.0", []],
  ["a pattern included, a version of it sent", pattern, "1.0.0", {}, "1.0.0", []],
  ["a pattern included, another one sent", pattern, "2.0", {}, "1.2.0", [DIFFERS, UNKNOWN]],
  ["a pattern included, one of it required", pattern, undefined, check, "1.2.0", [NOT_ALLOWED]],
  ["a pattern included, the required one sent", pattern, "1.0.0", check, "1.0.0", []],
  ["a pattern included, an unknown version of it sent", pattern, "1.1.0", {}, "1.2.0", [UNKNOWN]],
  ["all versions included", every, undefined, {}, "1.2.0", []],
  ["all versions included, an older one sent", every, "1.0.0", {}, "1.0.0", []],
  ["an unknown one included", unknownVersion, undefined, {}, undefined, [UNKNOWN]],
  ["an unknown one included and sent", unknownVersion, "9", {}, undefined, [UNKNOWN]],
  ["an unknown one included, a known one sent", unknownVersion, "1.0.0", {}, undefined, [DIFFERS, UNKNOWN]],
  [
    "an unknown one included, another unknown one sent",
    unknownVersion,
    "8",
    {},
    undefined,
    [DIFFERS, UNKNOWN, UNKNOWN],
  ],
  ["an unknown one included, a known one forced", unknownVersion, "1.0.0", force, "1.0.0", []],
  ["two included: the newest", both, undefined, {}, "1.2.0", []],
  ["two included, one of them sent", both, "1.0.0", {}, "1.0.0", []],
  ["two included, an unknown one sent", both, "9", {}, "1.2.0", [DIFFERS, UNKNOWN]],
];

describe.each([
  ["coding", coding],
  ["code", bare],
  ["codeableConcept", concept],
] as const)("The version of a %s", (_, codes) => {
  test.each(cases)("%s", async (_name, valueSet, version, wishes, expected, messages) => {
    const sent = instrument("violin", version === undefined ? {} : { version });
    const outcome = await validate(valueSet, codes(sent), wishes);
    expect(ids(outcome).sort()).toEqual([...messages].sort());
    expect(outcome.version).toBe(expected);
    expect(outcome.result).toBe(messages.every((m) => m === DIFFERS_FROM_LATEST));
  });
});

describe("Of several versions in a value set", () => {
  test("the one counts that has the code", async () => {
    expect(await validate(both, coding(instrument("serpent")))).toMatchObject({
      result: true,
      version: "1.0.0",
    });
    expect(await validate(both, coding(instrument("viola")))).toMatchObject({
      result: true,
      version: "1.2.0",
    });
  });

  test("the one counts of which the display fits", async () => {
    const old = coding(instrument("violin", { display: "Violin" }));
    expect(await validate(both, old)).toMatchObject({ result: true, version: "1.0.0", display: "Violin" });
    const wrong = coding(instrument("violin", { display: "Fiddle" }));
    expect(await validate(both, wrong)).toMatchObject({ result: false, version: "1.2.0" });
  });

  test("the one that was sent is the only one looked in", async () => {
    const outcome = await validate(both, coding(instrument("serpent", { version: "1.2.0" })));
    expect(ids(outcome)).toEqual([NOT_IN, "Unknown_Code_in_Version"]);
  });
});

test("Versions that are not known are named in the answer, as the value set or the coding names them", async () => {
  const outcome = await validate(unknownVersion, coding(instrument("violin", { version: "8" })));
  expect(outcome.causes).toEqual([`${INSTRUMENTS}|9`, `${INSTRUMENTS}|8`]);
  expect(outcome.message).toContain(
    `A definition for CodeSystem '${INSTRUMENTS}' version '9' could not be found, so the code cannot be validated. Valid versions: 1.0.0 or 1.2.0`,
  );
});

test("A version that a parameter sets is told with the one that it replaces", async () => {
  const outcome = await validate(pattern, coding(instrument("violin", { version: "1.2.0" })), force);
  expect(outcome.message).toBe(
    `The code system '${INSTRUMENTS}' version '1.0.x' resulting from the version '1.x' in the ValueSet include is different to the one in the value ('1.2.0')`,
  );
});

describe("As of a date, the version that counts", () => {
  test("is the one that was current then", async () => {
    const horn = coding(instrument("horn"));
    expect(await validate(all, horn, { date: "2021-01-01" })).toMatchObject({
      result: true,
      version: "1.0.0",
    });
    expect(await validate(all, horn, { date: "2024-06" })).toMatchObject({ result: true, version: "1.2.0" });
  });

  test("may not exist yet, which is said instead of a verdict", async () => {
    const outcome = await validate(all, coding(instrument("horn")), { date: "2019" });
    expect(outcome).toMatchObject({ result: false, causes: [INSTRUMENTS] });
    expect(outcome.message).toBe(
      `No version of '${INSTRUMENTS}' that was there on 2019 is known; every one is dated later`,
    );
  });
});

describe("A code system that needs a version", () => {
  const url = "https://example.org/tunings";
  const tunings: r5.CodeSystem = {
    resourceType: "CodeSystem",
    url,
    version: "1",
    status: "active",
    content: "complete",
    versionNeeded: true,
    concept: [{ code: "a" }],
  };
  const store = new MemoryStore([tunings]);
  const ofAll = { ...all, compose: { include: [{ system: url }] } };
  const ask = async (sent: Coding, wishes: Wishes = {}): Promise<ValidationOutcome[]> => [
    await validate(ofAll, coding(sent), wishes, store),
    await validateInCodeSystem(store, { url }, coding(sent), options(wishes)),
  ];

  test("gives no yes to a coding without one, and says what is missing", async () => {
    for (const outcome of await ask({ system: url, code: "a" })) {
      expect(outcome.result).toBe(false);
      expect(outcome.message).toContain(`The code system '${url}' needs a version`);
      expect(outcome.issues).toMatchObject([{ id: "version-needed", expression: ["Coding.version"] }]);
    }
  });

  test.each([
    ["in the coding", { version: "1" }, {}],
    ["for the whole request", {}, { systemVersion: [`${url}|1`] }],
    ["by force", {}, { forceSystemVersion: [`${url}|1`] }],
  ] as const)("takes one that is named %s", async (_, version, wishes) => {
    const outcomes = await ask({ system: url, code: "a", ...version }, wishes);
    expect(outcomes.map(({ result }) => result)).toEqual([true, true]);
  });

  test("takes one that is named beside a code, or is sent along", async () => {
    const byVersion = { url, version: "1" };
    const code = bare({ system: url, code: "a" });
    expect((await validateInCodeSystem(store, byVersion, code, options())).result).toBe(true);
    const provider = (await store.codeSystem({ url }))!;
    expect((await validateInCodeSystem(store, { url, provider }, code, options())).result).toBe(true);
  });
});
