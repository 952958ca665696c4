/** Which statements of an answer contradict each other: told for thousands of them in time that grows with their number. */
import fc from "fast-check";
import { expect, test } from "vitest";
import type { ConceptMap, Relationship } from "../../../src/terminology/model.ts";
import {
  codingDisagreement,
  mapDisagreement,
  severalSources,
  versionRivals,
} from "../../../src/terminology/translate/agreement.ts";
import { equivalenceFor } from "../../../src/terminology/translate/relationships.ts";
import type { Match } from "../../../src/terminology/translate/request.ts";

const MAPS = ["a", "b", "c"].map((name): ConceptMap => ({
  resourceType: "ConceptMap",
  url: `http://example.org/${name}`,
  status: "active",
}));

interface Said {
  map: number;
  relationship: Relationship;
  sourceCode: string;
  sourceVersion: string | undefined;
  system: string;
  code: string;
}

function match({ map, relationship, sourceCode, sourceVersion, system, code }: Said): Match {
  const source = {
    system: "http://example.org/source",
    code: sourceCode,
    ...(sourceVersion === undefined ? {} : { version: sourceVersion }),
  };
  const target = { system: `http://example.org/${system}`, code };
  const mapping = { source, target, relationship, dependsOn: [], product: [], properties: [] };
  const relation = { relationship, equivalence: equivalenceFor(relationship) };
  return { origin: MAPS[map]!, mapping, relation, source, target, missing: [], fallback: false };
}

const statements = fc.array(
  fc
    .record({
      map: fc.integer({ min: 0, max: 2 }),
      relationship: fc.constantFrom<Relationship>("equivalent", "related-to", "not-related-to"),
      sourceCode: fc.constantFrom("1", "2"),
      sourceVersion: fc.constantFrom(undefined, "1", "2"),
      system: fc.constantFrom("x", "y"),
      code: fc.constantFrom("p", "q", "r"),
    })
    .map(match),
  { maxLength: 6 },
);

/** Those that another one contradicts, pair by pair. */
const opposed = (matches: readonly Match[], contradicts: (a: Match, b: Match) => boolean): Match[] =>
  matches.filter((a) => matches.some((b) => a !== b && contradicts(a, b)));

const says = ({ relation: { relationship } }: Match, word: Relationship): boolean => relationship === word;
const areEquated = (a: Match, b: Match): boolean => says(a, "equivalent") && says(b, "equivalent");
const sameTarget = (a: Match, b: Match): boolean =>
  a.target!.system === b.target!.system && a.target!.code === b.target!.code;
const otherTarget = (a: Match, b: Match): boolean =>
  a.target!.system === b.target!.system && a.target!.code !== b.target!.code;

const CHECKS: [string, (matches: readonly Match[]) => readonly Match[], (a: Match, b: Match) => boolean][] = [
  [
    "maps disagree where one denies what another or itself says, or equates otherwise",
    (matches) => mapDisagreement(matches, "forward").involved,
    (a, b) =>
      (sameTarget(a, b) && says(a, "not-related-to") !== says(b, "not-related-to")) ||
      (a.origin !== b.origin && otherTarget(a, b) && areEquated(a, b)),
  ],
  [
    "codings disagree where one denies what another says, or equates otherwise",
    (matches) => {
      const of = (code: string) => ({ matches: matches.filter(({ source }) => source.code === code) });
      return codingDisagreement([of("1"), of("2")], "forward").involved;
    },
    (a, b) =>
      a.source.code !== b.source.code &&
      ((sameTarget(a, b) && says(a, "not-related-to") !== says(b, "not-related-to")) ||
        (otherTarget(a, b) && areEquated(a, b))),
  ],
  [
    "read backwards, a map is ambiguous where it equates several codes with one",
    (matches) => severalSources(matches, "reverse", new Set()).involved,
    (a, b) =>
      a.origin === b.origin && sameTarget(a, b) && areEquated(a, b) && a.source.code !== b.source.code,
  ],
  [
    "one map's statements are rivals where they equate otherwise for another version",
    (matches) => versionRivals(matches, "forward"),
    (a, b) =>
      a.origin === b.origin && a.source.version !== b.source.version && otherTarget(a, b) && areEquated(a, b),
  ],
];

test.each(CHECKS)("%s", (_, involved, contradicts) => {
  fc.assert(
    fc.property(statements, (matches) => {
      const found = new Set(involved(matches));
      expect(matches.filter((one) => found.has(one))).toEqual(opposed(matches, contradicts));
    }),
  );
});

test("a map that says two things of one target is said to contradict itself", () => {
  const said = (relationship: Relationship, map = 0) =>
    match({ map, relationship, sourceCode: "1", sourceVersion: undefined, system: "x", code: "p" });
  const note = (...matches: Match[]) => mapDisagreement(matches, "forward").notes[0]?.text;
  expect(note(said("equivalent"), said("source-is-narrower-than-target"))).toMatch(
    /^'http:\/\/example\.org\/a' contradicts itself about '1': it says equivalent to 'p' and /,
  );
  expect(note(said("equivalent"), said("not-related-to", 1))).toMatch(/^The maps disagree about '1': /);
  expect(note(said("equivalent"), said("related-to"))).toBeUndefined();
  expect(note(said("equivalent"), said("equivalent"))).toBeUndefined();
});

/** How often the relations of so many statements, all of which disagree, are looked at. */
function looks(count: number, involved: (matches: readonly Match[]) => readonly Match[]): number {
  let looked = 0;
  const matches = Array.from({ length: count }, (__, i) => {
    const one = match({
      map: i % 2,
      relationship: "equivalent",
      sourceCode: i % 4 < 2 ? "1" : "2",
      sourceVersion: String(i),
      system: "x",
      code: `c${i >> 3}`,
    });
    const { relation } = one;
    return Object.defineProperty(one, "relation", { get: () => (looked++, relation) });
  });
  expect(involved(matches)).toHaveLength(count);
  return looked;
}

test.each(CHECKS)("%s, of twice as many in about twice the looks", (_, involved) => {
  expect(looks(2_000, involved)).toBeLessThan(2.5 * looks(1_000, involved));
});
