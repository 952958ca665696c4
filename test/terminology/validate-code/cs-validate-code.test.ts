import { describe, expect, test } from "vitest";
import { MemoryStore } from "../../../src/storage/memory/memory-store.ts";
import { TerminologyError } from "../../../src/terminology/issues/issue.ts";
import { WorkBudget } from "../../../src/terminology/util/work-budget.ts";
import {
  type CodeSystemChoice,
  validateInCodeSystem,
} from "../../../src/terminology/validate-code/cs-validate-code.ts";
import type { CodesToValidate } from "../../../src/terminology/validate-code/validate-code.ts";
import { INSTRUMENTS, instrumentStore, KEYS, PARTS } from "../../fixtures/instruments.ts";
import { bare, coding, concept, ids, instrument, kinds, options, type Wishes } from "./validating.ts";

const store = instrumentStore();
const here: CodeSystemChoice = { url: INSTRUMENTS };
const validate = async (choice: CodeSystemChoice, codes: CodesToValidate, wishes: Wishes = {}) =>
  validateInCodeSystem(store, choice, codes, options(wishes));

describe("A code of the code system", () => {
  test("is valid, with system, version and display", async () => {
    expect(await validate(here, bare({ code: "violin" }))).toMatchObject({
      result: true,
      code: "violin",
      system: INSTRUMENTS,
      version: "1.2.0",
      display: "Violin (modern)",
      issues: [],
    });
  });

  test("is looked for in the version sent, preset or forced", async () => {
    const version = async (choice: CodeSystemChoice, wishes?: Wishes) =>
      (await validate(choice, bare({ code: "violin" }), wishes)).version;
    expect(await version({ ...here, version: "1.0.0" })).toBe("1.0.0");
    expect(await version(here, { systemVersion: [`${INSTRUMENTS}|1.0.0`] })).toBe("1.0.0");
    const forceSystemVersion = [`${INSTRUMENTS}|1.2.0`];
    expect(await version({ ...here, version: "1.0.0" }, { forceSystemVersion })).toBe("1.2.0");
  });

  test("may be inactive or abstract, and may have a wrong display", async () => {
    expect(kinds(await validate(here, bare({ code: "lute", display: "Viola" })))).toEqual([
      "error invalid-display @display",
      "warning code-comment",
    ]);
    expect(kinds(await validate(here, coding(instrument("strings")), { abstract: false }))).toEqual([
      "error code-rule @Coding.code",
    ]);
    expect(await validate(here, coding(instrument("lute")), { activeOnly: true })).toMatchObject({
      result: false,
    });
  });

  test("may be named in another language or by a supplement", async () => {
    const display = async (wishes: Wishes) =>
      (await validate(here, bare({ code: "violin" }), wishes)).display;
    expect(await display({ displayLanguage: "de" })).toBe("Geige");
    expect(
      await display({ displayLanguage: "nl", useSupplement: ["http://example.org/instruments-nl"] }),
    ).toBe("Viool");
  });
});

describe("A display that is a name of a supplement that was not asked for", () => {
  const viool = coding(instrument("violin", { display: "Viool" }));

  test("stays wrong, and the supplement is named", async () => {
    const outcome = await validate(here, viool);
    expect(outcome.result).toBe(false);
    expect(outcome.issues).toMatchObject([
      {
        txType: "invalid-display",
        diagnostics: expect.stringContaining("useSupplement=http://example.org/instruments-nl|1") as string,
      },
    ]);
    const useSupplement = ["http://example.org/instruments-nl|1"];
    expect(await validate(here, viool, { useSupplement })).toMatchObject({ result: true, issues: [] });
  });

  test("is told of one of this version of the code system alone", async () => {
    const forOld = new MemoryStore([
      {
        resourceType: "CodeSystem",
        url: INSTRUMENTS,
        version: "2",
        status: "active",
        content: "complete",
        concept: [{ code: "violin", display: "Violin" }],
      },
      {
        resourceType: "CodeSystem",
        url: "http://example.org/old-nl",
        status: "active",
        content: "supplement",
        supplements: `${INSTRUMENTS}|1`,
        concept: [{ code: "violin", designation: [{ value: "Viool" }] }],
      },
    ]);
    const { issues } = await validateInCodeSystem(forOld, here, viool, options());
    expect(issues.map((i) => [i.txType, i.diagnostics])).toEqual([["invalid-display", undefined]]);
  });

  test("costs the request what is looked for", async () => {
    const work = new WorkBudget(50);
    await expect(validate(here, viool, { work })).rejects.toMatchObject({ issues: [{ code: "too-costly" }] });
  });
});

describe("A code that is not in the code system", () => {
  test("is invalid", async () => {
    const outcome = await validate(here, bare({ code: "kazoo" }));
    expect(outcome).toMatchObject({ result: false, code: "kazoo", version: "1.2.0", display: undefined });
    expect(kinds(outcome)).toEqual(["error invalid-code @code"]);
  });

  test("may be valid if the code system is a fragment", async () => {
    const outcome = await validate({ url: PARTS }, bare({ code: "frog" }));
    expect(outcome.result).toBe(true);
    expect(ids(outcome)).toEqual(["UNKNOWN_CODE_IN_FRAGMENT", "MSG_DRAFT"]);
  });
});

describe("A code system", () => {
  test("that is not known gives no verdict", async () => {
    const outcome = await validate({ url: "http://example.org/tempi" }, bare({ code: "lento" }));
    expect(outcome).toMatchObject({ result: false, causes: ["http://example.org/tempi"] });
    expect(kinds(outcome)).toEqual(["error not-found @url"]);
  });

  test("that is not known in this version gives those that are", async () => {
    const outcome = await validate({ ...here, version: "9" }, bare({ code: "violin" }));
    expect(outcome.causes).toEqual([`${INSTRUMENTS}|9`]);
    expect(outcome.message).toContain("Valid versions: 1.0.0 or 1.2.0");
  });

  test("of which every version is later than the date gives no verdict", async () => {
    expect(await validate(here, bare({ code: "horn" }), { date: "2021" })).toMatchObject({
      version: "1.0.0",
    });
    const outcome = await validate(here, bare({ code: "horn" }), { date: "2019" });
    expect(outcome.message).toContain("every one is dated later");
  });

  test("that is a draft is to be used with care, as in a value set, and is said once", async () => {
    const known = { system: PARTS, code: "bow" };
    for (const codes of [coding(known), concept(known, known)]) {
      const outcome = await validate({ url: PARTS }, codes);
      expect(ids(outcome).filter((id) => id === "MSG_DRAFT")).toHaveLength(1);
      expect(outcome.message ?? "").not.toContain("draft");
    }
  });

  test("must not be a supplement", async () => {
    const outcome = await validate({ url: "http://example.org/instruments-nl" }, bare({ code: "violin" }));
    expect(outcome.message).toBe(
      "CodeSystem http://example.org/instruments-nl|1 is a supplement, so can't be used as a value in Coding.system",
    );
  });

  test("is not that of a coding of another", async () => {
    const outcome = await validate(here, coding({ system: KEYS, code: "c-major" }));
    expect(kinds(outcome)).toEqual(["error invalid-data @Coding.system"]);
  });
});

describe("A CodeableConcept", () => {
  test("is judged by its codings of the code system", async () => {
    const outcome = await validate(here, concept({ system: KEYS, code: "nonsense" }, instrument("viola")));
    expect(outcome).toMatchObject({ result: true, code: "viola", issues: [] });
    const wrong = await validate(here, concept(instrument("viola"), instrument("kazoo")));
    expect(kinds(wrong)).toEqual(["error invalid-code @CodeableConcept.coding[1].code"]);
  });

  test("of several systems is valid though one of them is not known, where no system is asked about", async () => {
    const nowhere = { system: "http://example.org/nowhere", code: "z" };
    const codes = concept(nowhere, instrument("viola"));
    const outcome = await validateInCodeSystem(store, undefined, codes, options({}));
    expect(outcome).toMatchObject({ result: true, code: "viola", unknown: [nowhere.system], causes: [] });
    expect(kinds(outcome)).toEqual(["warning not-found @CodeableConcept.coding[0].system"]);
  });

  test("without a coding of the code system is invalid", async () => {
    expect(await validate(here, concept({ system: KEYS, code: "c-major" }))).toMatchObject({ result: false });
  });
});

test("A supplement is one of a code system that is asked, or there is no answer", async () => {
  const nl = { useSupplement: ["http://example.org/instruments-nl"] };
  const asked = validateInCodeSystem(
    store,
    undefined,
    concept({ system: KEYS, code: "c-major" }),
    options(nl),
  );
  for (const answer of [validate({ url: KEYS }, bare({ code: "c-major" }), nl), asked])
    await expect(answer).rejects.toMatchObject({
      issues: [{ code: "not-found", diagnostics: `It supplements '${INSTRUMENTS}', not '${KEYS}'` }],
    });
  const both = concept({ system: KEYS, code: "c-major" }, instrument("violin"));
  expect(await validateInCodeSystem(store, undefined, both, options(nl))).toMatchObject({ result: true });
  const unknown = await validate({ url: "http://example.org/nowhere" }, bare({ code: "x" }), nl);
  expect(unknown).toMatchObject({ result: false });
});

test.each([
  ["a supplement that is not there", { useSupplement: ["http://example.org/nowhere"] }],
  ["a displayLanguage that is none", { displayLanguage: "-" }],
])("There is no answer for %s", async (_, wishes) => {
  await expect(validate(here, bare({ code: "violin" }), wishes)).rejects.toBeInstanceOf(TerminologyError);
});
