/** A code system of any size with the traits of a large one: twelve levels, further parents, synonyms, inactive codes. */
import type { Concept } from "../src/terminology/model.ts";
import type { ImportRecord } from "../src/terminology/store.ts";
import { random } from "./random.ts";

export const GENERATED = "http://example.org/generated";

export const LEVELS = 12;

const SYLLABLES =
  "os te o gen my car di a neu ro der ma plas ti hy per lym pho he pat ic sar co chon dro fi bro an gi".split(
    " ",
  );

/** Some thousand words of two to five syllables; the first ones are common, as in any language. */
export function vocabulary(size = 6000): string[] {
  const next = random(7);
  const words = new Set<string>();
  while (words.size < size) {
    const length = 2 + Math.floor(next() * 4);
    words.add(Array.from({ length }, () => SYLLABLES[Math.floor(next() * SYLLABLES.length)]).join(""));
  }
  return [...words];
}

/** How many concepts each level has: a root, then ever more, most of them near the bottom. */
function levelSizes(count: number): number[] {
  const ratio = (count / 2) ** (1 / (LEVELS - 1));
  const raw = Array.from({ length: LEVELS }, (_, i) => ratio ** i);
  const sum = raw.reduce((a, b) => a + b, 0);
  const sizes = raw.map((n) => Math.max(1, Math.floor((n / sum) * count)));
  sizes[LEVELS - 1]! += count - sizes.reduce((a, b) => a + b, 0);
  return sizes;
}

/** Level by level; every fifth concept has a second parent, every tenth a synonym, every twentieth is inactive. */
export function* generated(count: number): Generator<ImportRecord> {
  yield {
    kind: "codeSystem",
    codeSystem: {
      resourceType: "CodeSystem",
      url: GENERATED,
      version: String(count),
      name: "Generated",
      status: "active",
      content: "complete",
      caseSensitive: true,
    },
  };
  const next = random(1);
  const words = vocabulary();
  const word = (): string => words[Math.floor(words.length * next() ** 2)]!;
  let above = { first: 0, size: 0 };
  let n = 0;
  for (const size of levelSizes(count)) {
    const first = n;
    for (let i = 0; i < size; i++, n++) {
      // Siblings stand near each other, further parents anywhere.
      const parents = above.size === 0 ? [] : [above.first + Math.floor((i / size) * above.size)];
      if (above.size > 1 && n % 5 === 0) parents.push(above.first + Math.floor(next() * above.size));
      yield { kind: "concept", concept: conceptOf(n, parents, word) };
    }
    above = { first, size };
  }
}

export const codeOf = (n: number): string => `G${String(n).padStart(7, "0")}`;

function conceptOf(n: number, parents: number[], word: () => string): Concept {
  const display = `${word()} ${word()} ${word()} ${n % 97}`;
  return {
    code: codeOf(n),
    display,
    designations: n % 10 === 0 ? [{ language: "de", value: `${word()} ${word()}` }] : [],
    properties: [
      { code: "kind", type: "code", value: `k${n % 50}` },
      ...(n % 20 === 19 ? [{ code: "inactive", type: "boolean" as const, value: true }] : []),
    ],
    parents: [...new Set(parents.map(codeOf))],
    inactive: n % 20 === 19,
    abstract: false,
  };
}
