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
