/** $lookup, $validate-code (both), $expand, $subsumes and $translate say the same of a code, whatever its code system is like. */
import fc from "fast-check";
import type * as r5 from "fhir/r5";
import { describe, expect, test } from "vitest";
import { MemoryStore } from "../../src/storage/memory/memory-store.ts";
import { expand } from "../../src/terminology/expand/expand.ts";
import { TerminologyError } from "../../src/terminology/issues/issue.ts";
import { lookup } from "../../src/terminology/lookup.ts";
import { NO_VERSION_RULES, versionRules } from "../../src/terminology/resolve/version-rules.ts";
import { subsumes } from "../../src/terminology/subsumes.ts";
import { translate } from "../../src/terminology/translate/translate.ts";
import { validateInCodeSystem } from "../../src/terminology/validate-code/cs-validate-code.ts";
import type { ValidationOutcome } from "../../src/terminology/validate-code/validate-code.ts";
import { coding, options, validate as validateIn } from "./validate-code/validating.ts";

const SYSTEM = "http://example.org/any";
const TARGET = "http://example.org/target";

/** Two of them differ by case alone. */
const CODES = ["AB", "ab", "Cd", "e-1", "F", "7"] as const;
const LANGUAGES = [
  undefined,
  "de",
  "de-CH",
  "fr",
  "en-US",
  "de-AT, fr;q=0.5",
  "fr-CA,fr;q=0.9,en;q=0.8",
  "*",
];

/* ---- any code system ---- */

const designation = fc.record(
  {
    language: fc.constantFrom("de", "de-CH", "fr", "fr-CA", "en-GB"),
    use: fc.constantFrom(
      { system: "http://terminology.hl7.org/CodeSystem/designation-usage", code: "display" },
      { system: "http://example.org/uses", code: "synonym" },
    ),
    value: fc.constantFrom("Eins", "Zwei", "Trois", "E\u0301ins"),
  },
  { requiredKeys: ["language", "value"] },
);

const translation = fc.constantFrom(undefined, {
  extension: [
    {
      url: "http://hl7.org/fhir/StructureDefinition/translation",
      extension: [
        { url: "lang", valueCode: "fr" },
        { url: "content", valueString: "Traduit" },
      ],
    },
  ],
});

const isNotAmong =
  (codes: readonly string[]) =>
  (code: string): boolean =>
    codes.every((other) => other.toLowerCase() !== code.toLowerCase());

const concepts = fc
  .uniqueArray(fc.constantFrom(...CODES), { minLength: 1 })
  .chain((codes) =>
    fc.tuple(
      ...codes.map((code, i) =>
        fc.record({
          code: fc.constant(code),
          display: fc.constant(`Name of ${code}`),
          _display: translation,
          designation: fc.array(designation, { maxLength: 2 }),
          // Only a code before it, and none that comes again in another case, so there is no circle.
          parent: fc.constantFrom(undefined, ...codes.slice(0, i).filter(isNotAmong(codes.slice(i)))),
        }),
      ),
    ),
  )
  .map((list) =>
    list.map(({ _display, parent, ...concept }) => ({
      ...concept,
      ...(_display ? { _display } : {}),
      property: parent === undefined ? [] : [{ code: "parent", valueCode: parent }],
    })),
  );

const codeSystem = (version: string, date: string): fc.Arbitrary<r5.CodeSystem> =>
  fc
    .record({
      content: fc.constantFrom("complete", "complete", "fragment", "example", "not-present"),
      caseSensitive: fc.constantFrom(true, false, undefined),
      language: fc.constantFrom(undefined, "en", "de"),
      hierarchyMeaning: fc.constantFrom(undefined, "is-a", "part-of", "grouped-by"),
      concept: concepts,
    })
    .map(({ caseSensitive, language, hierarchyMeaning, concept, content }) => ({
      resourceType: "CodeSystem",
      url: SYSTEM,
      version,
      date,
      status: "active",
      property: [{ code: "parent", uri: "http://hl7.org/fhir/concept-properties#parent", type: "code" }],
      content: content,
      ...(caseSensitive === undefined ? {} : { caseSensitive }),
      ...(language === undefined ? {} : { language }),
      ...(hierarchyMeaning ? { hierarchyMeaning: hierarchyMeaning as "is-a" } : {}),
      // Codes that differ by case alone are one code where case does not count.
      concept: (caseSensitive === false ? concept.filter((c) => c.code !== "ab") : concept).filter(
        () => content !== "not-present",
      ) as unknown as r5.CodeSystemConcept[],
    }));

/** One version, or an older and a newer one. */
const systems = fc.oneof(
  codeSystem("1.0", "2020-01-01").map((one) => [one]),
  fc.tuple(codeSystem("1.0", "2020-01-01"), codeSystem("2.0", "2024-01-01")),
);

const asked = fc.constantFrom(...CODES, "cd", "CD", "f", "E-1", "none");

/* ---- what each operation says ---- */

const set = (...include: r5.ValueSetComposeInclude[]): r5.ValueSet => ({
  resourceType: "ValueSet",
  url: "http://example.org/sets/any",
  status: "active",
  compose: { include },
});

/** Of every code that is here, in its own case. */
const mapOf = (resources: readonly r5.FhirResource[]): r5.ConceptMap => ({
  resourceType: "ConceptMap",
  url: "http://example.org/maps/any",
  status: "active",
  group: [
    {
      source: SYSTEM,
      target: TARGET,
      element: [
        ...new Set(resources.flatMap((r) => (r as r5.CodeSystem).concept ?? []).map(({ code }) => code)),
      ].map((code) => ({ code, target: [{ code: `t-${code}`, relationship: "equivalent" }] })),
    },
  ],
});

interface Question {
  code: string;
  version?: string | undefined;
  date?: string | undefined;
  displayLanguage?: string | undefined;
  display?: string | undefined;
}

const NO_ANSWER = undefined;
/** What is found; no answer where the operation says that there is none. */
const orNone = async <T>(ask: () => T | Promise<T>): Promise<T | typeof NO_ANSWER> => {
  try {
    return await ask();
  } catch (error) {
    if (error instanceof TerminologyError) return NO_ANSWER;
    throw error;
  }
};

function asking(resources: readonly r5.FhirResource[]) {
  const store = new MemoryStore([...resources, mapOf(resources)]);
  const rulesOf = (date: string | undefined) => (date === undefined ? {} : { date });
  return {
    lookup: ({ code, version, displayLanguage, date }: Question) =>
      orNone(() =>
        lookup(store, {
          system: SYSTEM,
          code,
          version,
          versions: versionRules(rulesOf(date)),
          displayLanguage,
          properties: [],
          useSupplement: [],
        }),
      ),
    inSystem: async ({ code, version, displayLanguage, display, date }: Question) =>
      validateInCodeSystem(
        store,
        { url: SYSTEM, version },
        coding({ system: SYSTEM, code, ...(display === undefined ? {} : { display }) }),
        options({ displayLanguage, ...rulesOf(date) }),
      ),
    inSet: async (valueSet: r5.ValueSet, { code, displayLanguage, display, date }: Question) =>
      validateIn(
        valueSet,
        coding({ system: SYSTEM, code, ...(display === undefined ? {} : { display }) }),
        { displayLanguage, ...rulesOf(date) },
        store,
      ),
    expand: (valueSet: r5.ValueSet, { displayLanguage, date }: Partial<Question> = {}) =>
      orNone(async () => {
        const versions = date === undefined ? NO_VERSION_RULES : versionRules({ date });
        const request = { valueSet, versions, displayLanguage, excludeNested: true, limit: 100 };
        return (await expand(store, request)).expansion?.contains ?? [];
      }),
    subsumes: (a: string, b: string) =>
      orNone(() =>
        subsumes(store, {
          a: { system: SYSTEM, code: a },
          b: { system: SYSTEM, code: b },
          names: ["codeA", "codeB"],
        }),
      ),
    translate: async (code: string) => {
      const outcome = await translate(store, {
        direction: "forward",
        codings: [{ system: SYSTEM, code }],
        wantedSystem: TARGET,
        dependencies: [],
        useSupplement: [],
        strictNames: false,
        ownSystems: new Set(),
      });
      return outcome.matches.map((m) => m.target?.code);
    },
  };
}

const doubtful = ({ issues }: ValidationOutcome): boolean =>
  issues.some((i) => i.messageId === "UNKNOWN_CODE_IN_FRAGMENT" || i.messageId === "UNKNOWN_CODESYSTEM");
const wrongDisplays = ({ issues }: ValidationOutcome) =>
  issues.filter((i) => i.txType === "invalid-display" && i.severity !== "information");

const RUNS = { numRuns: 400 };

describe("Of any code of any code system", () => {
  test("what $lookup finds, both $validate-code take, in the same version and case; nothing else is taken without doubt", () =>
    fc.assert(
      fc.asyncProperty(
        systems,
        asked,
        fc.constantFrom(undefined, "1.0"),
        fc.constantFrom(undefined, "2021-01-01", "2019-01-01"),
        async (resources, code, version, date) => {
          const ask = asking(resources);
          const question = { code, version, date };
          const found = await ask.lookup(question);
          const included = { system: SYSTEM, ...(version === undefined ? {} : { version }) };
          for (const outcome of [await ask.inSystem(question), await ask.inSet(set(included), question)]) {
            if (found === NO_ANSWER) {
              expect(outcome.result && !doubtful(outcome), "more than $lookup knows").toBe(false);
              continue;
            }
            expect(outcome).toMatchObject({ result: true, version: found.codeSystem.version });
            expect(outcome.normalizedCode ?? code).toBe(found.concept.code);
          }
        },
      ),
      RUNS,
    ));

  test("the name that is shown is the same everywhere, and is accepted", () =>
    fc.assert(
      fc.asyncProperty(
        systems,
        fc.constantFrom(...CODES),
        fc.constantFrom(...LANGUAGES),
        async (resources, code, displayLanguage) => {
          const ask = asking(resources);
          const question = { code, displayLanguage };
          const found = await ask.lookup(question);
          if (found === NO_ANSWER) return;
          const { display, codeSystem } = found;
          const whole = set({ system: SYSTEM, version: codeSystem.version! });
          const outcomes = [await ask.inSystem(question), await ask.inSet(whole, question)];
          expect(outcomes.map((o) => o.display)).toEqual([display, display]);
          const listed = await ask.expand(whole, question);
          if (listed !== NO_ANSWER)
            expect(listed.find((c) => c.code === found.concept.code)?.display).toBe(display);
          const again = { ...question, display: display!.normalize("NFD").toUpperCase() };
          for (const outcome of [await ask.inSystem(again), await ask.inSet(whole, again)])
            expect(wrongDisplays(outcome)).toEqual([]);
        },
      ),
      RUNS,
    ));

  test("the name that a value set gives a code that it lists is shown and accepted, in whatever case it lists it", () =>
    fc.assert(
      fc.asyncProperty(
        systems,
        fc.uniqueArray(asked, { minLength: 1, maxLength: 3 }),
        fc.constantFrom(undefined, "Its own name"),
        async (resources, codes, display) => {
          const ask = asking(resources);
          const concept = codes.map((code) => ({ code, ...(display === undefined ? {} : { display }) }));
          const valueSet = set({ system: SYSTEM, concept });
          for (const { code, display: shown } of (await ask.expand(valueSet)) ?? []) {
            const outcome = await ask.inSet(valueSet, { code: code!, display: shown ?? display });
            expect(outcome).toMatchObject({ result: true });
            expect(outcome.display, code).toBe(shown);
          }
        },
      ),
      RUNS,
    ));

  test("what $expand lists is a member, and what is a member without doubt is listed", () =>
    fc.assert(
      fc.asyncProperty(
        systems,
        asked,
        fc.uniqueArray(fc.constantFrom(...CODES, "cd", "none"), { minLength: 1, maxLength: 3 }),
        fc.boolean(),
        fc.constantFrom(undefined, "2021-01-01"),
        async (resources, code, enumerated, isWhole, date) => {
          const ask = asking(resources);
          const include = isWhole ? {} : { concept: enumerated.map((c) => ({ code: c })) };
          const valueSet = set({ system: SYSTEM, ...include });
          const listed = await ask.expand(valueSet, { date });
          const member = await ask.inSet(valueSet, { code, date });
          if (listed === NO_ANSWER) {
            // A stand-in or nothing of that date: nothing is a member for sure, nothing is ruled out.
            expect(member.result && !member.version).toBe(false);
            expect(member.issues.some((i) => i.txType === "not-in-vs")).toBe(false);
            return;
          }
          for (const { code: one } of listed)
            expect(await ask.inSet(valueSet, { code: one!, date }), `${one} is listed`).toMatchObject({
              result: true,
            });
          const said = member.normalizedCode ?? code;
          const isListed = listed.some((c) => c.code === said);
          const latest = resources.at(-1)!;
          // A fragment gives way to another version for a code that it lacks; its expansion says that it may lack some.
          if (member.result && !doubtful(member) && (latest.content === "complete" || isListed))
            expect(isListed, `${said} is a member`).toBe(true);
        },
      ),
      RUNS,
    ));

  test("one code subsumes another if, and only if, it is below it by is-a; other hierarchies are no is-a anywhere", () =>
    fc.assert(
      fc.asyncProperty(
        codeSystem("1.0", "2020-01-01"),
        fc.constantFrom(...CODES),
        fc.constantFrom(...CODES),
        async (resource, a, b) => {
          const ask = asking([resource]);
          const relation = await ask.subsumes(a, b);
          const below = set({ system: SYSTEM, filter: [{ property: "concept", op: "is-a", value: a }] });
          const listed = await ask.expand(below);
          const member = await orNone(() => ask.inSet(below, { code: b }));
          const [upper, lower] = [await ask.lookup({ code: a }), await ask.lookup({ code: b })];
          if (upper === NO_ANSWER || lower === NO_ANSWER) return void expect(relation).toBe(NO_ANSWER);
          const { hierarchyMeaning } = resource;
          const isOther = hierarchyMeaning !== undefined && hierarchyMeaning !== "is-a";
          const isSame = upper.concept.code === lower.concept.code;
          if (isOther) {
            expect(relation).toBe(isSame ? "equivalent" : NO_ANSWER);
            expect([listed, member]).toEqual([NO_ANSWER, NO_ANSWER]);
            return;
          }
          const isBelow = relation === "subsumes" || relation === "equivalent";
          if (resource.content !== "complete") {
            // What lies between two codes may not be here.
            expect(relation).not.toBe("not-subsumed");
            expect(member?.issues.map((i) => i.txType) ?? []).not.toContain("not-in-vs");
          }
          if (member !== NO_ANSWER) expect(member.result).toBe(isBelow);
          if (listed !== NO_ANSWER) expect(listed.some((c) => c.code === lower.concept.code)).toBe(isBelow);
        },
      ),
      RUNS,
    ));

  test("two codes are compared in the version in which $lookup finds them, by name or as the latest", () =>
    fc.assert(
      fc.asyncProperty(
        systems,
        fc.constantFrom(...CODES),
        fc.constantFrom(...CODES),
        async (resources, a, b) => {
          const ask = asking(resources);
          const relation = await ask.subsumes(a, b);
          if (relation === NO_ANSWER || relation === "equivalent") return;
          const versions = resources.map(({ version }) => version!);
          const inOne = await Promise.all(
            versions.map(async (version) => [
              await ask.lookup({ code: a, version }),
              await ask.lookup({ code: b, version }),
            ]),
          );
          expect(inOne.some((both) => both.every((found) => found !== NO_ANSWER))).toBe(true);
          const turned = {
            subsumes: "subsumed-by",
            "subsumed-by": "subsumes",
            "not-subsumed": "not-subsumed",
          };
          expect(await ask.subsumes(b, a)).toBe(turned[relation]);
        },
      ),
      RUNS,
    ));

  test("what $lookup finds, $translate translates, in whatever case it comes", () =>
    fc.assert(
      fc.asyncProperty(systems, asked, async (resources, code) => {
        const ask = asking(resources);
        const found = await ask.lookup({ code });
        if (found === NO_ANSWER) return;
        // Where case does not count, a map that lists the code in the case that was sent may answer as well.
        const fold = (text: string | undefined) =>
          found.codeSystem.caseSensitive === true ? text : text?.toLowerCase();
        expect((await ask.translate(code)).map(fold)).toContain(fold(`t-${found.concept.code}`));
      }),
      RUNS,
    ));
});
