/** Value sets of many includes and many excludes, each of which is taken from each include. */
import { expect, test } from "vitest";
import type { CompiledInclude } from "../../../src/terminology/compose/compiled.ts";
import { bareConcept } from "../../../src/terminology/concepts/bare-concept.ts";
import type { ConceptCondition } from "../../../src/terminology/concepts/concept-condition.ts";
import type { CodeSystem } from "../../../src/terminology/model.ts";
import type { CodeSystemProvider } from "../../../src/terminology/store.ts";
import { isMember, mightBeMember, wouldBeMember } from "../../../src/terminology/validate-code/membership.ts";

const MANY = 50;
const below = (code: string): ConceptCondition => ({ kind: "descendantOf", code, self: true });

/** Includes of as many branches, without as many others; what is excluded says how often it was looked at. */
function branches(content: CodeSystem["content"]) {
  let looked = 0;
  const excluded = Array.from({ length: MANY }, (_, i) => below(`x${i}`));
  const rest: ConceptCondition = {
    kind: "not",
    get of() {
      looked++;
      return { kind: "any", of: excluded } as const;
    },
  };
  const includes = Array.from({ length: MANY }, (_, i) => {
    const members: ConceptCondition = { kind: "all", of: [below(`c${i}`), rest] };
    return { members, concepts: new Map<string, never>() } as unknown as CompiledInclude;
  });
  const selected: ConceptCondition[] = [];
  const provider = {
    codeSystem: { url: "http://example.org/s", content } as CodeSystem,
    select: ({ condition }: { condition: ConceptCondition }) => (
      selected.push(condition),
      { total: 1, items: [] }
    ),
  } as unknown as CodeSystemProvider;
  return { version: { provider, includes, size: 1 }, selected, looked: () => looked };
}

test.each([
  ["complete", true],
  ["fragment", undefined],
] as const)("of a %s one, what is excluded is looked at once for all", async (content, expected) => {
  const { version, selected, looked } = branches(content);
  expect(await isMember(version, bareConcept("a"), undefined)).toBe(expected);
  expect(selected).toHaveLength(1);
  expect(looked()).toBeLessThan(10);
});

test("so it is for a code that is not here", () => {
  const { version, looked } = branches("fragment");
  expect(wouldBeMember(version, "a", { listedOnly: false })).toBeUndefined();
  expect(
    mightBeMember(version.provider.codeSystem, version.includes, "a", { listedOnly: true }),
  ).toBeUndefined();
  expect(looked()).toBeLessThan(10);
});
