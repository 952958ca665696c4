/** $translate never fabricates, never drops, never inverts and never forgets a condition: for any maps and any question. */
import fc from "fast-check";
import type * as r5 from "fhir/r5";
import { describe, expect, it } from "vitest";
import type { TranslateOutput } from "../../../src/fhir/operations/types.ts";
import { translateOutput } from "../../../src/http/operations/translate-output.ts";
import { MemoryStore } from "../../../src/storage/memory/memory-store.ts";
import type { Coding, Mapping, Relationship } from "../../../src/terminology/model.ts";
import { mappingsOf } from "../../../src/terminology/resources/resources.ts";
import { inverted, relationOf } from "../../../src/terminology/translate/relationships.ts";
import {
  type Match,
  translate,
  type TranslateOutcome,
  type TranslateRequest,
} from "../../../src/terminology/translate/translate.ts";

/** Nothing of it has to wait. */
const outputOf = (
  outcome: TranslateOutcome,
  askedAs: Parameters<typeof translateOutput>[1],
  version: "r4" | "r5",
) => translateOutput(outcome, askedAs, { version }) as TranslateOutput;

const RELATIONSHIPS: Relationship[] = [
  "related-to",
  "equivalent",
  "source-is-narrower-than-target",
  "source-is-broader-than-target",
  "not-related-to",
];

const system = (side: "source" | "target") => fc.constantFrom(`urn:${side}:1`, `urn:${side}:2`);
const code = fc.constantFrom("a", "b", "c");
const value = fc.constantFrom("v1", "v2");

const target: fc.Arbitrary<r5.ConceptMapGroupElementTarget> = fc.record(
  {
    code,
    relationship: fc.constantFrom(...RELATIONSHIPS),
    comment: fc.constantFrom("remark"),
    dependsOn: fc.array(
      value.map((valueString) => ({ attribute: "x", valueString })),
      { minLength: 1, maxLength: 1 },
    ),
  },
  { requiredKeys: ["code", "relationship"] },
);
const element: fc.Arbitrary<r5.ConceptMapGroupElement> = fc.oneof(
  { weight: 5, arbitrary: fc.record({ code, target: fc.array(target, { minLength: 1, maxLength: 3 }) }) },
  { weight: 1, arbitrary: fc.record({ code, noMap: fc.constant(true) }) },
);
const group: fc.Arbitrary<r5.ConceptMapGroup> = fc.record({
  source: system("source"),
  target: system("target"),
  element: fc.uniqueArray(element, { selector: (e) => e.code, minLength: 1, maxLength: 3 }),
});
const groups = fc.uniqueArray(group, {
  selector: (g) => `${g.source} ${g.target}`,
  minLength: 1,
  maxLength: 3,
});
const maps = fc.array(groups, { minLength: 1, maxLength: 3 }).map((all) =>
  all.map((list, i): r5.ConceptMap => ({
    resourceType: "ConceptMap",
    url: `urn:map:${i}`,
    version: "1",
    status: "active",
    group: list,
  })),
);

const request: fc.Arbitrary<TranslateRequest> = fc
  .record({
    direction: fc.constantFrom("forward" as const, "reverse" as const),
    number: fc.constantFrom(1, 2),
    code,
    wantedNumber: fc.option(fc.constantFrom(1, 2), { nil: undefined }),
    given: fc.option(value, { nil: undefined }),
  })
  .map(({ direction, number, code, wantedNumber, given: dependency }) => {
    const [given, wanted] = direction === "forward" ? ["source", "target"] : ["target", "source"];
    return {
      direction,
      codings: [{ system: `urn:${given}:${number}`, code }],
      wantedSystem: wantedNumber === undefined ? undefined : `urn:${wanted}:${wantedNumber}`,
      dependencies: dependency === undefined ? [] : [{ attribute: "x", codings: [], texts: [dependency] }],
      useSupplement: [],
      strictNames: false,
      ownSystems: new Set<string>(),
    };
  });

interface StatedRow extends Mapping {
  map: string;
}

const statedRows = (all: readonly r5.ConceptMap[]): StatedRow[] =>
  all.flatMap((map) => [...mappingsOf(map)].map((row) => ({ ...row, map: map.url! })));

const same = (a: Coding | undefined, b: Coding | undefined): boolean =>
  a?.system === b?.system && a?.code === b?.code;
const sameRow = (match: Match, row: StatedRow): boolean =>
  match.origin.url === row.map &&
  same(match.source, row.source) &&
  (row.noMap ? match.target === undefined : same(match.target, row.target)) &&
  match.mapping.relationship === row.relationship &&
  JSON.stringify(match.mapping.dependsOn) === JSON.stringify(row.dependsOn);

/** What the rows say about the question, worked out the slow way. */
function applicable(
  all: readonly r5.ConceptMap[],
  { direction, codings, wantedSystem, dependencies }: TranslateRequest,
) {
  const given = dependencies[0]?.texts[0];
  return statedRows(all).filter((row) => {
    const [givenSide, wantedSide] =
      direction === "forward" ? [row.source, row.target] : [row.target, row.source];
    if (!same(givenSide, codings[0])) return false;
    if (wantedSystem !== undefined && wantedSide?.system !== wantedSystem) return false;
    return given === undefined || row.dependsOn.every((d) => d.value === given);
  });
}

const DOUBTED = relationOf({ relationship: "related-to" });

const check = (
  property: (all: r5.ConceptMap[], asked: TranslateRequest, matches: readonly Match[]) => void,
) =>
  fc.assert(
    fc.asyncProperty(maps, request, async (all, asked) => {
      const { matches } = await translate(new MemoryStore(all), asked);
      property(all, asked, matches);
    }),
    { numRuns: 300 },
  );

describe("$translate, for any maps", () => {
  it("never fabricates: each match is a row of the map that it names", () =>
    check((all, _asked, matches) => {
      const rows = statedRows(all);
      for (const match of matches) expect(rows.some((row) => sameRow(match, row))).toBe(true);
    }));

  it("never drops: each row that applies is a match", () =>
    check((all, asked, matches) => {
      for (const row of applicable(all, asked))
        expect(matches.some((match) => sameRow(match, row))).toBe(true);
    }));

  it("never adds: each match is a row that applies", () =>
    check((all, asked, matches) => {
      const rows = applicable(all, asked);
      for (const match of matches) expect(rows.some((row) => sameRow(match, row))).toBe(true);
    }));

  it("never forgets a condition: what depends on something unsaid says so", () =>
    check((_all, asked, matches) => {
      for (const match of matches) {
        const open = asked.dependencies.length === 0 ? match.mapping.dependsOn.length : 0;
        expect(match.target === undefined ? 0 : match.missing.length).toBe(
          match.target === undefined ? 0 : open,
        );
      }
    }));

  it("never inverts: forwards and by target the map's own word, backwards its inverse, or less where in doubt", () =>
    check((_all, asked, matches) => {
      const outcome = { matches, notes: [], normalized: [] };
      for (const turned of asked.direction === "forward" ? [false] : [false, true]) {
        for (const match of matches.filter((m) => m.target)) {
          const stated = match.stated ? DOUBTED : relationOf(match.mapping);
          if (match.stated) expect(match.stated).toEqual(relationOf(match.mapping));
          const expected = turned ? inverted(stated) : stated;
          const askedAs = { turned, toTarget: asked.direction === "reverse" && !turned, r5Names: false };
          const said = (version: "r4" | "r5") =>
            outputOf({ ...outcome, matches: [match] }, askedAs, version).match?.[0];
          expect(said("r5")?.relationship).toBe(match.target && expected.relationship);
          const isOpen = match.missing.length > 0 && expected.relationship !== "not-related-to";
          expect(said("r4")?.equivalence).toBe(isOpen ? "relatedto" : expected.equivalence);
          const own = match.stated?.equivalence ?? expected.equivalence;
          if (isOpen) expect(said("r4")?.dependsOn?.[0]?.equivalence).toBe(own);
        }
      }
    }));

  it("never equates twice: of a code, no two codes of one system are equivalent", () =>
    check((_all, asked, matches) => {
      const given = (m: Match) => (asked.direction === "forward" ? m.source : m.target!).code;
      const sides = (m: Match) => (asked.direction === "forward" ? m.target! : m.source);
      const sure = matches.filter((m) => m.target && m.missing.length === 0 && !m.fallback);
      const equated = sure.filter(({ relation }) => relation.relationship === "equivalent");
      const isSecond = (a: Match, b: Match) =>
        a.origin !== b.origin &&
        given(a) === given(b) &&
        sides(a).system === sides(b).system &&
        sides(a).code !== sides(b).code;
      expect(equated.filter((a) => equated.some((b) => isSecond(a, b)))).toEqual([]);
    }));

  it("gives result=true exactly where some match is no denial", () =>
    check((_all, _asked, matches) => {
      const positive = matches.some(
        (m) => m.target && relationOf(m.mapping).relationship !== "not-related-to",
      );
      const askedAs = { turned: false, toTarget: false, r5Names: false };
      const { result } = outputOf({ matches, notes: [], normalized: [] }, askedAs, "r5");
      expect(result).toBe(positive);
    }));
});

describe("relations", () => {
  it("come back after being turned round twice", () => {
    fc.assert(
      fc.property(fc.constantFrom(...RELATIONSHIPS), (relationship) => {
        const relation = relationOf({ relationship });
        expect(inverted(inverted(relation))).toEqual(relation);
      }),
    );
  });
});
