import fc from "fast-check";
import { expect, test } from "vitest";
import { mappingIn, type MappingPlace, mappingPlace } from "../../../../src/storage/sql/read/mapping-row.ts";
import type { Mapping } from "../../../../src/terminology/model.ts";

const text = fc.constantFrom("a", 'say "target"', "back\\slash", "ä\n", "", '"written"');
const coding = fc.record({ system: text, version: text, code: text, display: text }, { requiredKeys: [] });
const mapping: fc.Arbitrary<Mapping> = fc
  .record({
    source: coding,
    target: fc.option(coding, { nil: undefined }),
    comment: text,
    sourceValueSet: fc.option(text, { nil: undefined }),
    again: fc.constantFrom(undefined, true as const),
  })
  .map(({ again, ...rest }) => ({
    ...rest,
    dependsOn: [],
    product: [],
    properties: [],
    ...(again === undefined ? {} : { written: { again } }),
  }));

const told = ({ source, sourceValueSet, target, written }: MappingPlace): unknown => ({
  source: { system: source.system, version: source.version, code: source.code },
  sourceValueSet,
  target: target && { system: target.system, version: target.version },
  written,
});

test("where a mapping belongs is what its JSON says, however it is written", () => {
  fc.assert(
    fc.property(mapping, fc.boolean(), (given, isTurned) => {
      const entries = Object.entries(given);
      const json = JSON.stringify(isTurned ? Object.fromEntries(entries.reverse()) : given);
      expect(told(mappingPlace({ json }))).toEqual(told(mappingIn({ json })));
    }),
    { numRuns: 2_000 },
  );
});

const plainText = fc.constantFrom("a", "ä", 'say "target"', "back\\slash", "\n", "", ",", "}");
const plainCoding = fc
  .tuple(plainText, plainText, fc.option(plainText, { nil: undefined }))
  .map(([system, code, display]) => (display === undefined ? { system, code } : { system, code, display }));
const NOTHING_MORE = { dependsOn: [], product: [], properties: [] };

test("a mapping is what its JSON says, in that order", () => {
  const relationship = fc.constantFrom(
    {},
    { relationship: "equivalent" },
    { relationship: "not-related-to" },
  );
  const more = fc.constantFrom(
    {},
    { comment: "c" },
    { properties: [{ code: "p", type: "code", value: "v" }] },
  );
  fc.assert(
    fc.property(plainCoding, plainCoding, relationship, more, (source, target, related, said) => {
      for (const one of [
        { source, ...NOTHING_MORE, ...related, target, ...said },
        { source, ...NOTHING_MORE, target, ...related, ...said },
        { source, target, ...related, ...NOTHING_MORE, ...said },
      ]) {
        const json = JSON.stringify(one);
        expect(JSON.stringify(mappingIn({ json }))).toBe(json);
      }
    }),
    { numRuns: 1_000 },
  );
});
