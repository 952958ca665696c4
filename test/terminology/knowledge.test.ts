/** No answer says more than is known: of code systems that are here in part, of lists that are not whole, of versions. */
import type * as r5 from "fhir/r5";
import { describe, expect, test } from "vitest";
import { MemoryStore } from "../../src/storage/memory/memory-store.ts";
import { expand } from "../../src/terminology/expand/expand.ts";
import { TerminologyError } from "../../src/terminology/issues/issue.ts";
import { lookup } from "../../src/terminology/lookup.ts";
import { NO_VERSION_RULES } from "../../src/terminology/resolve/version-rules.ts";
import { subsumes } from "../../src/terminology/subsumes.ts";
import { validateInCodeSystem } from "../../src/terminology/validate-code/cs-validate-code.ts";
import { bare, coding, options, validate as validateIn, type Wishes } from "./validate-code/validating.ts";

const FLAGS = "http://example.org/flags";
const SET = "http://example.org/sets/flags";

const flags = (more: Partial<r5.CodeSystem>, ...codes: string[]): r5.CodeSystem => ({
  resourceType: "CodeSystem",
  url: FLAGS,
  version: "1.0.0",
  status: "active",
  content: "complete",
  caseSensitive: true,
  ...(codes.length > 0 ? { concept: codes.map((code) => ({ code, display: `Flag ${code}` })) } : {}),
  ...more,
});

const set = (...include: r5.ValueSetComposeInclude[]): r5.ValueSet => ({
  resourceType: "ValueSet",
  url: SET,
  status: "active",
  compose: { include },
});

const expansionOf = (expansion: Partial<r5.ValueSetExpansion>, ...codes: string[]): r5.ValueSet => ({
  resourceType: "ValueSet",
  url: SET,
  status: "active",
  expansion: {
    timestamp: "2026-01-01T00:00:00Z",
    contains: codes.map((code) => ({ system: FLAGS, code })),
    ...expansion,
  },
});

const storeOf = (...resources: r5.FhirResource[]) => new MemoryStore(resources);

const inSystem = async (code: string, ...resources: r5.FhirResource[]) =>
  validateInCodeSystem(storeOf(...resources), { url: FLAGS }, bare({ code }), options());
const inSet = async (valueSet: r5.ValueSet, code: string, ...resources: r5.FhirResource[]) =>
  validateIn(valueSet, coding({ system: FLAGS, code }), {}, storeOf(...resources));
const look = async (code: string, ...resources: r5.FhirResource[]) =>
  lookup(storeOf(...resources), { system: FLAGS, code, properties: [], useSupplement: [] });
const failure = async (asked: Promise<unknown>) =>
  asked.then(
    () => expect.fail("an answer was given"),
    (error: unknown) => (error as TerminologyError).issues.map((i) => `${i.code}: ${i.text}`).join("\n"),
  );
const texts = (of: { issues: { text: string; diagnostics?: string | undefined }[] }) =>
  of.issues.map((i) => [i.text, i.diagnostics].join(" ")).join("\n");

describe("A code that is not among the concepts of a code system that is here", () => {
  test("as a whole is invalid", async () => {
    expect(await inSystem("z", flags({}, "a"))).toMatchObject({ result: false, causes: [] });
    expect(await inSet(set({ system: FLAGS }), "z", flags({}, "a"))).toMatchObject({ result: false });
  });

  test("in part may be valid", async () => {
    const fragment = flags({ content: "fragment" }, "a");
    expect(await inSystem("z", fragment)).toMatchObject({ result: true });
    expect(texts(await inSystem("z", fragment))).toContain("fragment");
    expect(await failure(look("z", fragment))).toContain("Only a part");
    const asked = { a: { system: FLAGS, code: "a" }, b: { system: FLAGS, code: "z" } };
    const compared = (async () => subsumes(storeOf(fragment), { ...asked, names: ["codeA", "codeB"] }))();
    expect(await failure(compared)).toContain("Only a part");
  });

  test("in part, where the value set chooses by what is not here, can't be told to be a member or not", async () => {
    const fragment = flags({ content: "fragment", property: [{ code: "kind", type: "code" }] }, "a");
    const chosen = set({ system: FLAGS, filter: [{ property: "kind", op: "=", value: "x" }] });
    const outcome = await inSet(chosen, "z", fragment);
    expect(outcome.result).toBe(false);
    expect(texts(outcome)).toContain("It is not known whether");
    expect(texts(outcome)).not.toContain("was not found in the value set");
  });

  describe.each(["not-present", "example"] as const)("by a stand-in (%s)", (content) => {
    const standIn = content === "example" ? flags({ content }, "a") : flags({ content });

    test("is not called unknown: its code system is", async () => {
      const outcome = await inSystem("z", standIn);
      expect(outcome).toMatchObject({ result: false, causes: [FLAGS] });
      expect(texts(outcome)).toContain(content);
      expect(texts(outcome)).not.toMatch(/unknown code/i);
      expect(await failure(look("z", standIn))).toMatch(new RegExp(`^not-found: .*${content}`));
      const asked = { a: { system: FLAGS, code: "y" }, b: { system: FLAGS, code: "z" } };
      const compared = (async () => subsumes(storeOf(standIn), { ...asked, names: ["codeA", "codeB"] }))();
      expect(await failure(compared)).toContain(content);
    });

    test("is a member where the value set lists it, and left unjudged", async () => {
      const listed = set({ system: FLAGS, concept: [{ code: "y", display: "Yellow" }] });
      const outcome = await inSet(listed, "y", standIn);
      expect(outcome).toMatchObject({ result: true, display: "Yellow" });
      expect(outcome.issues).toMatchObject([{ severity: "warning", code: "not-found" }]);
      const unknown = await validateIn(
        listed,
        coding({ system: FLAGS, code: "y", display: "Yes" }),
        {},
        storeOf(standIn),
      );
      expect(unknown.result).toBe(true);
      expect(texts(unknown)).toContain("whether 'Yes' is a name of it is not known");
      const other = await inSet(listed, "z", standIn);
      expect(other).toMatchObject({ result: false, causes: [] });
      expect(texts(other)).toContain("was not found in the value set");
      expect(texts(other)).not.toMatch(/unknown code/i);
    });

    test("is a member in any case where case does not count, as the value set writes it", async () => {
      const listed = set({ system: FLAGS, concept: [{ code: "Y", display: "Yellow" }] });
      const outcome = await inSet(listed, "y", { ...standIn, caseSensitive: false });
      expect(outcome).toMatchObject({ result: true, normalizedCode: "Y", display: "Yellow" });
      expect((await inSet(listed, "y", { ...standIn, caseSensitive: true })).result).toBe(false);
    });

    test("is no member and no stranger where the value set takes them all", async () => {
      const outcome = await inSet(set({ system: FLAGS }), "z", standIn);
      expect(outcome).toMatchObject({ result: false, causes: [FLAGS] });
      expect(texts(outcome)).not.toContain("was not found in the value set");
    });

    test("is looked for in another version, whatever its number", async () => {
      const real = flags({ version: "0.1" }, "z");
      expect(await inSystem("z", standIn, real)).toMatchObject({ result: true, version: "0.1" });
      expect(await inSet(set({ system: FLAGS }), "z", standIn, real)).toMatchObject({ result: true });
      expect((await look("z", standIn, real)).codeSystem.version).toBe("0.1");
    });
  });
});

describe("A question without version", () => {
  const older = flags({ version: "1.0.0" }, "a", "old");

  test("is answered from the latest, and told which other versions have the code", async () => {
    const latest = flags({ version: "2.0.0" }, "a");
    const here = await inSystem("old", older, latest);
    expect(here.result).toBe(false);
    expect(texts(here)).toContain("in version '1.0.0'".replaceAll("'", ""));
    const member = await inSet(set({ system: FLAGS }), "old", older, latest);
    expect([member.result, /version 1\.0\.0/.test(texts(member))]).toEqual([false, true]);
    expect(await failure(look("old", older, latest))).toContain("version 1.0.0");
    expect(texts(await inSystem("none", older, latest))).not.toContain("1.0.0");
  });

  test("that names a version, or a value set that does, gets no hint of the code that was sent", async () => {
    const latest = flags({ version: "2.0.0" }, "a", "new");
    const pinned = await inSet(set({ system: FLAGS, version: "1.0.0" }), "new", older, latest);
    const named = await validateIn(
      set({ system: FLAGS }),
      coding({ system: FLAGS, version: "1.0.0", code: "old" }),
      {},
      storeOf(older, latest),
    );
    for (const outcome of [pinned, named]) {
      expect(outcome.result).toBe(false);
      expect(texts(outcome)).not.toContain("Did you mean");
    }
  });

  test("about two codes is told in which versions the missing one is", async () => {
    const latest = flags({ version: "2.0.0" }, "a");
    const compare = (version?: string) =>
      failure(
        (async () =>
          subsumes(storeOf(older, latest), {
            a: { system: FLAGS, code: "a", ...(version === undefined ? {} : { version }) },
            b: { system: FLAGS, code: "old" },
            names: ["codeA", "codeB"],
          }))(),
      );
    expect(await compare()).toContain("version 1.0.0");
    expect(await compare("2.0.0")).not.toContain("1.0.0");
  });

  test("is answered from another version where only a part of the latest is here", async () => {
    const part = flags({ version: "2.0.0", content: "fragment" }, "a");
    expect(await inSystem("a", older, part)).toMatchObject({ result: true, version: "2.0.0" });
    const here = await inSystem("old", older, part);
    expect(here).toMatchObject({ result: true, version: "1.0.0" });
    expect(here.message).toContain("Answered from version 1.0.0");
    const member = await inSet(set({ system: FLAGS }), "old", older, part);
    expect(member).toMatchObject({ result: true, version: "1.0.0" });
    const { codeSystem, remarks } = await look("old", older, part);
    expect([codeSystem.version, remarks.length]).toEqual(["1.0.0", 1]);
  });

  test("with a version, only that one counts", async () => {
    const part = flags({ version: "2.0.0", content: "fragment" }, "a");
    const pinned = set({ system: FLAGS, version: "2.0.0" });
    expect(await inSet(pinned, "old", older, part)).toMatchObject({ version: "2.0.0" });
  });
});

describe("A stored expansion", () => {
  const marks: [string, Partial<r5.ValueSetExpansion>][] = ["toocostly", "unclosed"].map((name) => [
    name,
    { extension: [{ url: `http://hl7.org/fhir/StructureDefinition/valueset-${name}`, valueBoolean: true }] },
  ]);

  test.each([
    ...marks,
    ["of limited size", { parameter: [{ name: "limitedExpansion", valueBoolean: true }] }],
    ["with a total above what is listed", { total: 3 }],
    ["of a later page", { offset: 1, total: 2 }],
  ] as const)("that is %s says nothing of a code that it does not list", async (_, expansion) => {
    const partial = expansionOf(expansion as Partial<r5.ValueSetExpansion>, "a");
    const outcome = await inSet(partial, "z");
    expect(outcome.result).toBe(false);
    expect(texts(outcome)).toContain("only a part of the expansion");
    expect(texts(outcome)).not.toMatch(/was not found in the value set|unknown code/i);
    expect(await inSet(partial, "a")).toMatchObject({ result: true });
    const importing = { ...set({ valueSet: [SET] }), url: "http://example.org/sets/importing" };
    expect(texts(await inSet(importing, "z", partial))).toContain("only a part of the expansion");
  });

  test("that is whole rules a code out, without judging it where its code system is not here", async () => {
    const outcome = await inSet(expansionOf({ total: 1 }, "a"), "z");
    expect(outcome.result).toBe(false);
    expect(texts(outcome)).toContain("was not found in the value set");
    expect(texts(outcome)).not.toMatch(/unknown code/i);
  });
});

describe("What a value set excludes by a list that is stored in part", () => {
  const PART = "http://example.org/sets/part";
  const part = { ...expansionOf({ total: 3 }, "b"), url: PART };
  const all = set({ system: FLAGS });
  const without: r5.ValueSet = { ...all, compose: { ...all.compose!, exclude: [{ valueSet: [PART] }] } };
  const here = [flags({}, "a", "b"), part];

  test("leaves open whether a code is a member", async () => {
    const outcome = await inSet(without, "a", ...here);
    expect(outcome.result).toBe(false);
    expect(texts(outcome)).toContain("It is not known whether");
    expect(texts(outcome)).not.toContain("was not found in the value set");
  });

  test("rules out what it lists, and what is not there to be excluded", async () => {
    for (const code of ["b", "z"]) {
      const outcome = await inSet(without, code, ...here);
      expect(texts(outcome)).toContain("was not found in the value set");
      expect(texts(outcome)).not.toContain("It is not known whether");
    }
  });

  test("leaves it open for whoever imports that value set, and turns round where that is excluded", async () => {
    const importing = { ...set({ valueSet: [SET] }), url: "http://example.org/sets/importing" };
    expect(texts(await inSet(importing, "a", without, ...here))).toContain("It is not known whether");
    const excluding = { ...importing, compose: { ...all.compose!, exclude: [{ valueSet: [SET] }] } };
    expect(texts(await inSet(excluding, "a", without, ...here))).toContain("It is not known whether");
    expect(await inSet(excluding, "b", without, ...here)).toMatchObject({ result: true });
  });

  test("keeps it from being expanded", async () => {
    const asked = { valueSet: without, versions: NO_VERSION_RULES, limit: 10 };
    const expanded = (async () => expand(storeOf(...here), asked))();
    expect(await failure(expanded)).toContain("What the value set");
  });
});

describe("Two codes of a fragment", () => {
  const tree = [{ code: "top", concept: [{ code: "leaf" }] }, { code: "apart" }];
  const fragment = flags({ content: "fragment", version: "2.0.0", concept: tree });
  const relation = async (a: string, b: string, ...resources: r5.FhirResource[]) => {
    const [codingA, codingB] = [a, b].map((code) => ({ system: FLAGS, code })) as [r5.Coding, r5.Coding];
    return subsumes(storeOf(...resources), { a: codingA, b: codingB, names: ["codeA", "codeB"] });
  };

  test("subsume one another where the fragment shows it", async () => {
    expect(await relation("top", "leaf", fragment)).toBe("subsumes");
    expect(await relation("leaf", "top", fragment)).toBe("subsumed-by");
    expect(await relation("apart", "apart", fragment)).toBe("equivalent");
  });

  test("are never called not-subsumed: what lies between them may not be here", async () => {
    expect(await failure(relation("top", "apart", fragment))).toMatch(/^business-rule: .*fragment/);
  });

  test("are compared in another version that has both", async () => {
    const older = flags({ version: "1.0.0" }, "apart", "old");
    expect(await relation("apart", "old", fragment, older)).toBe("not-subsumed");
    expect(await failure(relation("apart", "none", fragment, older))).toContain("Only a part");
  });
});

describe("A value set that chooses by the hierarchy of a fragment", () => {
  const tree = [{ code: "top", concept: [{ code: "leaf" }] }, { code: "apart" }];
  const fragment = flags({ content: "fragment", concept: tree });
  const isA = (op: "is-a" | "is-not-a", more: Partial<r5.ValueSetComposeInclude> = {}) =>
    set({ system: FLAGS, filter: [{ property: "concept", op, value: "top" }], ...more });

  test("has what the fragment shows to be below", async () => {
    expect(await inSet(isA("is-a"), "leaf", fragment)).toMatchObject({ result: true });
    const outside = await inSet(isA("is-not-a"), "leaf", fragment);
    expect(texts(outside)).toContain("was not found in the value set");
  });

  test("leaves open what the fragment does not show", async () => {
    for (const op of ["is-a", "is-not-a"] as const) {
      const outcome = await inSet(isA(op), "apart", fragment);
      expect(outcome.result).toBe(false);
      expect(texts(outcome)).toContain("It is not known whether");
      expect(texts(outcome)).not.toContain("was not found in the value set");
    }
  });

  test("is sure of both where all of the code system is here", async () => {
    const whole = flags({ concept: tree });
    expect(await inSet(isA("is-not-a"), "apart", whole)).toMatchObject({ result: true });
    expect(texts(await inSet(isA("is-a"), "apart", whole))).toContain("was not found in the value set");
  });
});

describe("A code system that does not say whether case counts", () => {
  const { caseSensitive: _, ...silent } = flags({}, "ABC", "Xy", "m", "M");
  const all = set({ system: FLAGS });

  test("takes codes in any case, and the difference is said", async () => {
    for (const outcome of [await inSystem("abc", silent), await inSet(all, "abc", silent)]) {
      expect(outcome).toMatchObject({ result: true, code: "abc", normalizedCode: "ABC" });
      expect(outcome.issues).toMatchObject([{ messageId: "CODE_CASE_DIFFERENCE" }]);
      expect(texts(outcome)).toContain("does not say whether case counts");
    }
    expect((await look("XY", silent)).concept.code).toBe("Xy");
    expect((await look("XY", silent)).notes).toHaveLength(1);
    const a = { system: FLAGS, code: "abc" };
    const pair = { a, b: { ...a, code: "ABC" }, names: ["codeA", "codeB"] as const };
    expect(await subsumes(storeOf(silent), pair)).toBe("equivalent");
  });

  test("keeps codes apart that differ by case alone", async () => {
    expect((await look("m", silent)).concept.display).toBe("Flag m");
    expect((await look("M", silent)).concept.display).toBe("Flag M");
    const one = set({ system: FLAGS, concept: [{ code: "m" }] });
    expect(await inSet(one, "m", silent)).toMatchObject({ result: true });
    expect(await inSet(one, "M", silent)).toMatchObject({ result: false });
  });

  test("is meant by a value set that lists its codes in another case", async () => {
    const listed = set({ system: FLAGS, concept: [{ code: "abc", display: "Letters" }] });
    expect(await inSet(listed, "ABC", silent)).toMatchObject({ result: true, display: "Letters" });
    expect(await inSet(listed, "abc", silent)).toMatchObject({ result: true });
    expect(await inSet(listed, "Xy", silent)).toMatchObject({ result: false });
  });

  test("is not one that says that it does", async () => {
    expect(await inSystem("abc", flags({}, "ABC"))).toMatchObject({ result: false });
  });
});

describe("The system of a bare code", () => {
  const infer = async (valueSet: r5.ValueSet, code: string, ...resources: r5.FhirResource[]) => {
    const wishes: Wishes = { inferSystem: true };
    return validateIn(valueSet, bare({ code }), wishes, storeOf(...resources));
  };
  const OTHER = "http://example.org/others";

  test("is read from what is listed, also of a code system that is not here", async () => {
    const listed = set({ system: FLAGS, concept: [{ code: "y", display: "Yellow" }] });
    expect(await infer(listed, "y", flags({ content: "not-present" }))).toMatchObject({
      result: true,
      system: FLAGS,
    });
    const unknown = await infer(set({ system: OTHER, concept: [{ code: "y" }] }), "y");
    expect(unknown).toMatchObject({ result: false, causes: [OTHER] });
    expect(texts(unknown)).toContain(`CodeSystem '${OTHER}' could not be found`);
  });

  test("can't be ruled out while a code system is not known that may have the code", async () => {
    const both = set({ system: FLAGS }, { system: OTHER });
    expect(await infer(both, "a", flags({}, "a"))).toMatchObject({ result: true, system: FLAGS });
    const open = await infer(both, "z", flags({}, "a"));
    expect(open).toMatchObject({ result: false, causes: [OTHER] });
    expect(texts(open)).not.toContain("was not found in the value set");
    const closed = await infer(set({ system: FLAGS }), "z", flags({}, "a"));
    expect(texts(closed)).toContain("was not found in the value set");
  });
});
