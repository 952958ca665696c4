import { describe, expect, test } from "vitest";
import { TerminologyError } from "../../../src/terminology/issues/issue.ts";
import { countingStore, INSTRUMENTS, KEYS, PARTS, valueSet, valueSets } from "../../fixtures/instruments.ts";
import { bare, coding, concept, ids, instrument, kinds, validate, type Wishes } from "./validating.ts";

describe("A code of the value set", () => {
  test("is valid, with its version and display", async () => {
    const outcome = await validate(valueSets.all, coding(instrument("violin")));
    expect(outcome).toMatchObject({
      result: true,
      code: "violin",
      system: INSTRUMENTS,
      version: "1.2.0",
      display: "Violin (modern)",
      issues: [],
      message: undefined,
    });
  });

  test("is shown in the language asked for, by the request, the value set or the header, in this order", async () => {
    const violin = coding(instrument("violin"));
    const display = async (...request: Parameters<typeof validate>) => (await validate(...request)).display;
    expect(await display(valueSets.german, violin)).toBe("Geige");
    expect(await display(valueSets.german, violin, { acceptLanguage: "en" })).toBe("Geige");
    expect(await display(valueSets.german, violin, { displayLanguage: "en" })).toBe("Violin (modern)");
    expect(await display(valueSets.all, violin, { acceptLanguage: "de-CH" })).toBe("Gyge");
    expect(await display(valueSets.all, violin, { acceptLanguage: "*" })).toBe("Violin (modern)");
  });

  test("may be shown as the value set calls it, which is a valid display as well", async () => {
    const display = "Violin of the orchestra";
    const outcome = await validate(valueSets.imported, coding(instrument("violin", { display })));
    expect(outcome).toMatchObject({ result: true, display });
  });

  test("may be named by a supplement that the request asks for", async () => {
    const viool = coding(instrument("violin", { display: "Viool" }));
    expect(await validate(valueSets.all, viool)).toMatchObject({ result: false });
    const useSupplement = ["http://example.org/instruments-nl"];
    expect(await validate(valueSets.all, viool, { useSupplement })).toMatchObject({ result: true });
  });

  test("whose display is a name of a supplement that was not asked for is told which", async () => {
    const viool = coding(instrument("violin", { display: "Viool" }));
    const told = async (set: Parameters<typeof validate>[0], wishes?: Wishes) => {
      const { result, issues } = await validate(set, viool, wishes);
      return { result, hints: issues.flatMap((i) => i.diagnostics ?? []) };
    };
    const hints = [
      "'Viool' is a name of 'violin' in a supplement that was not asked for; " +
        "ask again with useSupplement=http://example.org/instruments-nl|1",
    ];
    expect(await told(valueSets.all)).toEqual({ result: false, hints });
    expect(await told(valueSets.all, { lenientDisplay: true })).toEqual({ result: true, hints });
    expect(await told(valueSets.all, { displayLanguage: "nl" })).toEqual({ result: false, hints });
    const elsewhere = valueSet("keys-only", { include: [{ system: KEYS }] });
    expect(await told(elsewhere)).toEqual({ result: false, hints });
  });

  test.each([
    ["the language asked for is another", "violin", "Viool", { displayLanguage: "de" }],
    ["the supplement gives the name to another code", "viola", "Viool", {}],
    ["only membership is asked for", "violin", "Viool", { membershipOnly: true }],
    ["no supplement has the name", "violin", "Fiddle", {}],
  ])("is told nothing of supplements where %s", async (_, code, display, wishes) => {
    const { issues } = await validate(valueSets.all, coding(instrument(code, { display })), wishes);
    expect(issues.flatMap((i) => i.diagnostics ?? [])).toEqual([]);
  });

  test("with a wrong display is invalid, and the right one is returned", async () => {
    const outcome = await validate(valueSets.all, bare(instrument("horn", { display: "Trumpet" })));
    expect(outcome).toMatchObject({ result: false, code: "horn", display: "Horn" });
    expect(kinds(outcome)).toEqual(["error invalid-display @display"]);
    expect(outcome.message).toContain("Wrong Display Name 'Trumpet'");
  });

  test("in another case is normalised where case does not matter", async () => {
    const outcome = await validate(valueSets.withKeys, coding({ system: KEYS, code: "C-Major" }));
    expect(outcome).toMatchObject({
      result: true,
      code: "C-Major",
      normalizedCode: "c-major",
      message: undefined,
    });
    expect(kinds(outcome)).toEqual(["information code-rule @Coding.code"]);
    expect(await validate(valueSets.all, coding(instrument("Violin")))).toMatchObject({ result: false });
  });

  test("that the value set marks as deprecated is valid, with a warning that is not in the message", async () => {
    const outcome = await validate(valueSets.imported, coding(instrument("viola")));
    expect(outcome).toMatchObject({ result: true, message: undefined });
    expect(ids(outcome)).toEqual(["CONCEPT_DEPRECATED_IN_VALUESET"]);
  });
});

describe("A code that is not in the value set", () => {
  test("is invalid, and quoted as it was sent", async () => {
    const outcome = await validate(
      valueSets.bowed,
      coding(instrument("horn", { version: "1.2.0", display: "Horn" })),
    );
    expect(outcome).toMatchObject({ result: false, display: "Horn", version: "1.2.0" });
    expect(kinds(outcome)).toEqual(["error not-in-vs @Coding.code"]);
    expect(outcome.message).toBe(
      `The provided code '${INSTRUMENTS}|1.2.0#horn ('Horn')' was not found in the value set 'http://example.org/vs/bowed|5'`,
    );
  });

  test("is checked for its display all the same", async () => {
    const outcome = await validate(valueSets.bowed, coding(instrument("horn", { display: "Trumpet" })));
    expect(kinds(outcome)).toEqual(["error not-in-vs @Coding.code", "error invalid-display @Coding.display"]);
  });

  test("is unknown besides, if the code system has no such code", async () => {
    const outcome = await validate(valueSets.all, bare(instrument("kazoo")));
    expect(kinds(outcome)).toEqual(["error not-in-vs @code", "error invalid-code @code"]);
    expect(outcome.message).toContain(
      `Unknown code 'kazoo' in the CodeSystem '${INSTRUMENTS}' version '1.2.0'`,
    );
  });

  test("is not looked at further where only membership counts", async () => {
    const horn = coding(instrument("horn", { version: "9", display: "Trumpet" }));
    expect(kinds(await validate(valueSets.bowed, horn, { membershipOnly: true }))).toEqual([
      "error not-in-vs @Coding.code",
    ]);
    const violin = coding(instrument("violin", { version: "9", display: "Trumpet" }));
    expect(await validate(valueSets.bowed, violin, { membershipOnly: true })).toMatchObject({
      result: true,
      issues: [],
    });
  });
});

describe("A coding whose system the value set does not draw on", () => {
  test.each([
    ["is known: the code is looked up there", { system: KEYS, code: "c-major" }, []],
    ["is known, its code is not", { system: KEYS, code: "x" }, ["error invalid-code @Coding.code"]],
    ["is not known", { system: "http://example.org/tempi", code: "x" }, ["error not-found @Coding.system"]],
    [
      "is no absolute address",
      { system: "tempi", code: "x" },
      ["error not-found @Coding.system", "error invalid-data @Coding.system"],
    ],
    [
      "is a value set",
      { system: "http://example.org/vs/all", code: "x" },
      ["error invalid-data @Coding.system"],
    ],
    [
      "is a supplement",
      { system: "http://example.org/instruments-nl", code: "violin" },
      ["error invalid-data @Coding.system"],
    ],
    ["is not given", { code: "violin" }, ["warning invalid-data @Coding"]],
  ])("%s", async (_, value, expected) => {
    const outcome = await validate(valueSets.all, coding(value));
    expect(outcome.result).toBe(false);
    expect(kinds(outcome)).toEqual(["error not-in-vs @Coding.code", ...expected]);
  });

  test("names the unknown system in the answer", async () => {
    const tempo = { system: "http://example.org/tempi", version: "3", code: "lento" };
    expect(await validate(valueSets.all, coding(tempo))).toMatchObject({
      causes: [],
      unknown: ["http://example.org/tempi"],
    });
  });
});

describe("A value set that can't be resolved", () => {
  test("gives no verdict on membership where its code system is not known", async () => {
    const outcome = await validate(
      valueSets.unknownSystem,
      bare({ system: "http://example.org/tempi", code: "lento" }),
    );
    expect(outcome).toMatchObject({ result: false, causes: ["http://example.org/tempi"], unknown: [] });
    expect(kinds(outcome)).toEqual(["error not-found @system"]);
  });

  test("gives one issue where an import is missing", async () => {
    const outcome = await validate(
      valueSets.importMissing,
      concept(instrument("violin"), instrument("kazoo")),
    );
    expect(outcome).toMatchObject({ result: false, code: undefined });
    expect(outcome.message).toBe(
      "A definition for the value Set 'http://example.org/vs/nowhere' could not be found",
    );
    expect(outcome.issues).toHaveLength(1);
  });

  test.each([
    ["imports itself", valueSets.circular, "VALUESET_CIRCULAR_REFERENCE"],
    ["needs a supplement that is not there", valueSets.needsSupplement, "VALUESET_SUPPLEMENT_MISSING"],
  ])("is an error where it %s", async (_, set, messageId) => {
    const failure = await validate(set, coding(instrument("violin"))).catch((e: unknown) => e);
    expect(failure).toBeInstanceOf(TerminologyError);
    expect((failure as TerminologyError).issues).toMatchObject([{ messageId }]);
  });

  test("may hold its expansion: then that is what counts", async () => {
    const system = "http://example.org/tempi";
    expect(await validate(valueSets.expanded, coding({ system, code: "lento" }))).toMatchObject({
      result: true,
      display: "Slow",
    });
    expect(await validate(valueSets.expanded, coding({ system, code: "presto" }))).toMatchObject({
      result: false,
    });
  });
});

describe("A concept that is", () => {
  test("retired is valid, inactive, and warned of", async () => {
    const outcome = await validate(valueSets.all, coding(instrument("lute")));
    expect(outcome).toMatchObject({ result: true, inactive: true, status: "retired" });
    expect(kinds(outcome)).toEqual(["warning code-comment @Coding"]);
    expect(outcome.message).toBe(
      "The concept 'lute' has a status of retired and inactive and its use should be reviewed",
    );
  });

  test("inactive is no answer where only active ones count, by the request or by the value set", async () => {
    const expected = [
      "error not-in-vs @Coding.code",
      "error code-rule @Coding.code",
      "warning code-comment @Coding",
    ];
    const fiddle = coding(instrument("fiddle"));
    const byRequest = await validate(valueSets.all, fiddle, { activeOnly: true });
    expect(byRequest).toMatchObject({ result: false, inactive: true, status: undefined });
    expect(kinds(byRequest)).toEqual(expected);
    expect(kinds(await validate(valueSets.activeStrings, fiddle))).toEqual(expected);
    expect(await validate(valueSets.activeStrings, coding(instrument("violin")))).toMatchObject({
      result: true,
    });
  });

  test("deprecated is valid and warned of", async () => {
    const outcome = await validate(valueSets.all, bare(instrument("harp")));
    expect(outcome).toMatchObject({ result: true, inactive: undefined, status: "deprecated" });
    expect(kinds(outcome)).toEqual(["warning code-comment @code"]);
    expect(outcome.message).toBe("The concept 'harp' is deprecated and its use should be reviewed");
  });

  test("abstract is refused only if the request says so", async () => {
    const strings = coding(instrument("strings"));
    for (const abstract of [undefined, true])
      expect(await validate(valueSets.all, strings, { abstract })).toMatchObject({ result: true });
    expect(ids(await validate(valueSets.all, strings, { abstract: false }))).toEqual([
      "None_of_the_provided_codes_are_in_the_value_set_one",
      "ABSTRACT_CODE_NOT_ALLOWED",
    ]);
  });
});

describe("A code that a fragment does not hold", () => {
  test("may be valid in a value set of the whole code system, or that lists it", async () => {
    for (const set of [valueSets.parts, valueSets.listedParts]) {
      const outcome = await validate(set, coding({ system: PARTS, code: "frog" }));
      expect(outcome).toMatchObject({ result: true, code: "frog", message: undefined });
      expect(ids(outcome)[0]).toBe("UNKNOWN_CODE_IN_FRAGMENT");
    }
  });

  test("is not in a value set that lists others", async () => {
    const outcome = await validate(valueSets.listedParts, coding({ system: PARTS, code: "scroll" }));
    expect(outcome.result).toBe(false);
  });
});

describe("Content to be used with care", () => {
  test("is noted: the withdrawn value set, and the draft that it draws on", async () => {
    const outcome = await validate(valueSets.withdrawn, coding({ system: PARTS, code: "bow" }));
    expect(outcome).toMatchObject({ result: true, message: undefined });
    expect(outcome.issues.map((i) => i.text)).toEqual([
      "Reference to withdrawn ValueSet http://example.org/vs/withdrawn|5",
      `Reference to draft CodeSystem ${PARTS}|7`,
    ]);
  });
});

describe("A bare code", () => {
  test("finds its system in the value set, if that is asked for", async () => {
    const outcome = await validate(valueSets.withKeys, bare({ code: "viola" }), { inferSystem: true });
    expect(outcome).toMatchObject({ result: true, system: INSTRUMENTS, code: "viola" });
  });

  test("without a system in the value set is not found", async () => {
    const outcome = await validate(valueSets.all, bare({ code: "kazoo" }), { inferSystem: true });
    expect(outcome.system).toBeUndefined();
    expect(kinds(outcome)).toEqual(["error not-in-vs @code", "error cannot-infer @code"]);
  });

  test("with several systems in the value set is not guessed", async () => {
    const outcome = await validate(valueSets.withKeys, bare({ code: "violin" }), { inferSystem: true });
    expect(outcome.result).toBe(false);
    expect(outcome.message).toContain(`multiple matches: [${INSTRUMENTS}, ${KEYS}]`);
  });
});

describe("A CodeableConcept", () => {
  test("is valid if one coding is, and that one is the answer", async () => {
    const codes = concept({ system: KEYS, code: "c-major" }, instrument("viola"), instrument("horn"));
    const outcome = await validate(valueSets.all, codes);
    expect(outcome).toMatchObject({ result: true, code: "viola", system: INSTRUMENTS, codeableConcept: {} });
    expect(kinds(outcome)).toEqual(["information this-code-not-in-vs @CodeableConcept.coding[0].code"]);
  });

  test("is invalid for a wrong display or an unknown code in any coding", async () => {
    const codes = concept(instrument("viola", { display: "Bow" }), instrument("kazoo"));
    const outcome = await validate(valueSets.all, codes);
    expect(outcome).toMatchObject({ result: false, code: "viola" });
    expect(kinds(outcome)).toEqual([
      "error invalid-display @CodeableConcept.coding[0].display",
      "error invalid-code @CodeableConcept.coding[1].code",
      "information this-code-not-in-vs @CodeableConcept.coding[1].code",
    ]);
  });

  test("is valid though the system or version of another coding is not known, which is said", async () => {
    const nowhere = { system: "http://example.org/nowhere", code: "z" };
    const codes = concept(nowhere, instrument("viola"), instrument("horn", { version: "9" }));
    const outcome = await validate(valueSets.bowed, codes);
    expect(outcome).toMatchObject({ result: true, code: "viola", causes: [], message: undefined });
    expect(outcome.unknown).toEqual([nowhere.system, `${INSTRUMENTS}|9`]);
    expect(kinds(outcome)).toContain("warning not-found @CodeableConcept.coding[0].system");
    expect((await validate(valueSets.bowed, concept(nowhere))).result).toBe(false);
  });

  test("of which nothing fits is invalid as a whole, without a code", async () => {
    const outcome = await validate(valueSets.bowed, concept(instrument("horn"), { code: "viola" }));
    expect(outcome).toMatchObject({ result: false, code: undefined, system: undefined, display: undefined });
    expect(kinds(outcome)).toEqual([
      "error not-in-vs",
      "warning invalid-data @CodeableConcept.coding[1]",
      "information this-code-not-in-vs @CodeableConcept.coding[0].code",
      "information this-code-not-in-vs @CodeableConcept.coding[1].code",
    ]);
  });

  test("without codings is invalid", async () => {
    const outcome = await validate(valueSets.all, {
      kind: "codeableConcept",
      codeableConcept: { text: "a violin" },
    });
    expect(ids(outcome)).toEqual(["TX_GENERAL_CC_ERROR_MESSAGE"]);
  });
});

describe("The questions put to a code system", () => {
  test.each([
    ["a whole code system", valueSets.all, "violin", { locate: 1, select: 0 }],
    ["an enumeration", valueSets.bowed, "violin", { locate: 1, select: 0 }],
    ["a filter", valueSets.activeStrings, "violin", { locate: 1, select: 1 }],
    ["an import", valueSets.imported, "horn", { locate: 1, select: 0 }],
  ])("are one locate and at most one select for %s", async (_, set, code, expected) => {
    const { store, asked } = countingStore();
    await validate(set, coding(instrument(code)), {}, store);
    expect(asked).toEqual(expected);
  });
});
