/** FHIR's dates of a concept: retired by then is inactive, deprecated by then is advised against. */
import type * as r5 from "fhir/r5";
import { afterEach, describe, expect, test, vi } from "vitest";
import { MemoryStore } from "../../../src/storage/memory/memory-store.ts";
import { expand } from "../../../src/terminology/expand/expand.ts";
import { lookup } from "../../../src/terminology/lookup.ts";
import { NO_VERSION_RULES, versionRules } from "../../../src/terminology/resolve/version-rules.ts";
import { validateInCodeSystem } from "../../../src/terminology/validate-code/cs-validate-code.ts";
import { coding, options, validate } from "../validate-code/validating.ts";

const DAY = 86_400_000;
const day = (fromToday: number): string => new Date(Date.now() + fromToday * DAY).toISOString().slice(0, 10);

const TOOLS = "http://example.org/tools";
const FHIR = "http://hl7.org/fhir/concept-properties#";
const is = (code: string, value: string | boolean): r5.CodeSystemConceptProperty =>
  typeof value === "boolean" ? { code, valueBoolean: value } : { code, valueDateTime: value };
const active: r5.CodeSystemConceptProperty = { code: "status", valueCode: "active" };

const concepts: Record<string, r5.CodeSystemConceptProperty[]> = {
  used: [],
  "retired-long-ago": [is("gone", "1999")],
  "retired-yesterday": [is("gone", day(-1))],
  "retired-tomorrow": [is("gone", day(2))],
  "retired-by-the-bare-name": [is("retirementDate", "2001-02-03T04:05:06Z")],
  "retired-and-back": [is("gone", "1999"), active],
  "said-not-to-be-inactive": [is("gone", "1999"), is("inactive", false)],
  "deprecated-yesterday": [is("discouraged", day(-1))],
  "deprecated-tomorrow": [is("discouraged", day(2))],
  "deprecated-by-r4": [is("deprecated", "2019-05")],
  "deprecated-and-back": [is("discouraged", "2019"), active],
};

const tools: r5.CodeSystem = {
  resourceType: "CodeSystem",
  url: TOOLS,
  version: "1",
  status: "active",
  content: "complete",
  caseSensitive: true,
  property: [
    { code: "gone", uri: `${FHIR}retirementDate`, type: "dateTime" },
    { code: "discouraged", uri: `${FHIR}deprecationDate`, type: "dateTime" },
  ],
  concept: Object.entries(concepts).map(([code, property]) => ({ code, property })),
};

const all: r5.ValueSet = {
  resourceType: "ValueSet",
  url: "http://example.org/sets/tools",
  status: "active",
  compose: { include: [{ system: TOOLS }] },
};

const store = new MemoryStore([tools]);
const RETIRED = ["retired-long-ago", "retired-yesterday", "retired-by-the-bare-name"];
const DEPRECATED = ["deprecated-yesterday", "deprecated-by-r4"];

const ask = (code: string, activeOnly = false) =>
  validate(all, coding({ system: TOOLS, code }), { activeOnly }, store);

describe("A date of retirement that has come, where nothing says that the concept is active,", () => {
  test("makes it inactive: valid, warned of, and no answer where only active ones count", async () => {
    for (const code of RETIRED) {
      expect(await ask(code)).toMatchObject({ result: true, inactive: true });
      expect((await ask(code)).message).toContain("inactive");
      expect(await ask(code, true)).toMatchObject({ result: false });
      const { concept } = await lookup(store, { system: TOOLS, code, properties: [], useSupplement: [] });
      expect(concept.inactive).toBe(true);
    }
    for (const code of Object.keys(concepts).filter((other) => !RETIRED.includes(other)))
      expect(await ask(code, true)).toMatchObject({ result: true, inactive: undefined });
  });

  test("leaves it out of an expansion of what is active", async () => {
    const asked = { valueSet: all, versions: NO_VERSION_RULES, limit: 100 };
    const listed = async (activeOnly: boolean) =>
      (await expand(store, { ...asked, activeOnly })).expansion?.contains?.map(({ code }) => code);
    expect(await listed(false)).toEqual(Object.keys(concepts));
    expect(await listed(true)).toEqual(Object.keys(concepts).filter((code) => !RETIRED.includes(code)));
  });
});

describe("A date of deprecation that has come, where nothing says that the concept is active,", () => {
  test("is warned of, and leaves it active", async () => {
    for (const code of Object.keys(concepts)) {
      const { status, issues } = await ask(code);
      const isWarned = DEPRECATED.includes(code);
      expect([code, status]).toEqual([code, isWarned ? "deprecated" : undefined]);
      if (isWarned) expect(issues.map((i) => i.txType)).toEqual(["code-comment"]);
    }
  });

  test("stands in an expansion as the status", async () => {
    const { expansion } = await expand(store, { valueSet: all, versions: NO_VERSION_RULES, limit: 100 });
    const deprecated = expansion?.contains?.filter((c) =>
      c.property?.some((p) => p.code === "status" && p.valueCode === "deprecated"),
    );
    expect(deprecated?.map(({ code }) => code)).toEqual(DEPRECATED);
  });
});

describe("A date of deprecation counts as of the day that is asked about,", () => {
  const warnedOf = async (date: string) => {
    const found = [];
    for (const code of DEPRECATED) {
      const asked = coding({ system: TOOLS, code });
      const inSet = await validate(all, asked, { date }, store);
      const inSystem = await validateInCodeSystem(store, { url: TOOLS }, asked, options({ date }));
      expect(inSystem.status).toBe(inSet.status);
      expect(inSystem.issues.map((i) => i.text)).toEqual(inSet.issues.map((i) => i.text));
      if (inSet.status === "deprecated") found.push(code);
    }
    return found;
  };
  const shown = async (date: string) => {
    const asked = { valueSet: all, versions: versionRules({ date }), limit: 100 };
    const { contains = [] } = (await expand(store, asked)).expansion!;
    return contains
      .filter(({ property = [] }) => property.some(({ valueCode }) => valueCode === "deprecated"))
      .map(({ code }) => code);
  };

  test.each([
    ["2019-04-30", []],
    ["2019-05", ["deprecated-by-r4"]],
    [day(-3), ["deprecated-by-r4"]],
    [day(-1), DEPRECATED],
    // What is so now is so on a day that is not over.
    [day(5), DEPRECATED],
  ])("in a validation and in an expansion: %s", async (date, expected) => {
    expect(await shown(date)).toEqual(expected);
    expect(await warnedOf(date)).toEqual(expected);
  });
});

describe("A date of retirement counts as of the day that is asked about,", () => {
  afterEach(() => {
    vi.useRealTimers();
  });
  const NAMES = Object.keys(concepts);
  const rules = (date?: string) => versionRules({ date });
  const activeThen = async (date?: string) => {
    const asked = { valueSet: all, versions: rules(date), limit: 100, activeOnly: true };
    return (await expand(store, asked)).expansion?.contains?.map(({ code }) => code);
  };

  test("not as of the day on which its code system was stored", async () => {
    expect(await ask("retired-tomorrow", true)).toMatchObject({ result: true });
    vi.useFakeTimers({ now: Date.now() + 3 * DAY, toFake: ["Date"] });
    expect(await ask("retired-tomorrow")).toMatchObject({ result: true, inactive: true });
    expect(await ask("retired-tomorrow", true)).toMatchObject({ result: false });
    const asked = { system: TOOLS, code: "retired-tomorrow", properties: [], useSupplement: [] };
    expect((await lookup(store, asked)).concept.inactive).toBe(true);
    const retired = [...RETIRED, "retired-tomorrow"];
    expect(await activeThen()).toEqual(NAMES.filter((code) => !retired.includes(code)));
  });

  test("and a date that is asked about comes before today", async () => {
    const retiredOn = async (date: string, code: string) => {
      const asked = { system: TOOLS, code, properties: [], useSupplement: [], versions: rules(date) };
      return (await lookup(store, asked)).concept.inactive;
    };
    expect(await retiredOn(day(-5), "retired-yesterday")).toBe(false);
    expect(await retiredOn(day(-1), "retired-yesterday")).toBe(true);
    expect(await retiredOn(day(-5), "retired-long-ago")).toBe(true);
    expect(await activeThen("2000-06")).toEqual(NAMES.filter((code) => code !== "retired-long-ago"));
    expect(await activeThen("1998")).toEqual(NAMES);
  });

  test("also where the value set names the version, and whatever date its versions are locked at", async () => {
    const flagged = async (compose: Partial<r5.ValueSetCompose>, version?: string, date?: string) => {
      const include = [{ system: TOOLS, ...(version === undefined ? {} : { version }) }];
      const valueSet = { ...all, compose: { ...compose, include } };
      const asked = { valueSet, versions: rules(date), limit: 100 };
      const { contains = [] } = (await expand(store, asked)).expansion!;
      const has = (status: string) => (one: r5.ValueSetExpansionContains) =>
        one.property?.some(({ valueCode }) => valueCode === status);
      return {
        retired: contains.filter(({ inactive }) => inactive).map(({ code }) => code),
        deprecated: contains.filter(has("deprecated")).map(({ code }) => code),
      };
    };
    const today = await flagged({});
    expect(today.retired).toEqual(RETIRED);
    expect(today.deprecated).toEqual(DEPRECATED);
    expect(await flagged({}, "1")).toEqual(today);
    expect(await flagged({ lockedDate: day(-5) })).toEqual(today);
    expect(await flagged({}, "1", "1998")).toEqual({ retired: [], deprecated: [] });
    const named = coding({ system: TOOLS, code: "retired-long-ago", version: "1" });
    for (const date of ["1998", "2000"]) {
      const choice = { url: TOOLS, version: "1" };
      const then = options({ date });
      const { inactive } = await validateInCodeSystem(store, choice, named, then);
      expect(inactive ?? false).toBe(date === "2000");
    }
    expect(await flagged({ lockedDate: day(-5) }, undefined, "1998")).toEqual({
      retired: [],
      deprecated: [],
    });
  });
});

test("terms of LOINC are inactive where their STATUS is DEPRECATED", async () => {
  const term = (code: string, status: string): r5.CodeSystemConcept => ({
    code,
    property: [{ code: "STATUS", valueString: status }],
  });
  const inactive = async (url: string) => {
    const concept = [term("1-8", "ACTIVE"), term("2-6", "DEPRECATED"), term("3-4", "DISCOURAGED")];
    const here = new MemoryStore([{ ...tools, url, concept }]);
    const found = await (await here.codeSystem({ url }))!.locate(["1-8", "2-6", "3-4"]);
    return found.filter((one) => one?.inactive).map((one) => one!.code);
  };
  expect(await inactive("http://loinc.org")).toEqual(["2-6"]);
  expect(await inactive(TOOLS)).toEqual([]);
});
