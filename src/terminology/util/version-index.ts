/**
 * Many versions of a url, of which patterns are found without looking at each: 5,000 patterns of 20,000 versions took 25 s
 * of processor time, and take 0.3.
 */
import { partsOfPattern, pickVersion } from "../canonical.ts";
import { addTo } from "./grouping.ts";

/** Parts of a version by which it is found; most have three. */
const PARTS = 4;
/** Patterns come from callers. */
const KEPT = 1_000;

export class VersionIndex<T extends object> {
  private readonly items: readonly T[];
  private readonly versionOf: (item: T) => string | undefined;
  /** By the place of a part, and the part. */
  private readonly byPart = new Map<string, T[]>();
  /** By pattern; null: none fits. */
  private readonly picked = new Map<string, T | null>();

  constructor(items: readonly T[], versionOf: (item: T) => string | undefined) {
    this.items = items;
    this.versionOf = versionOf;
    for (const item of items)
      for (const [at, part] of versionOf(item)?.split(".", PARTS).entries() ?? [])
        addTo(this.byPart, keyOf(at, part), item);
  }

  /** As `pickVersion` of all of them. */
  pick(pattern: string): T | undefined {
    let found = this.picked.get(pattern);
    if (found === undefined) {
      found = pickVersion(this.candidates(pattern), this.versionOf, pattern) ?? null;
      if (this.picked.size >= KEPT) this.picked.clear();
      this.picked.set(pattern, found);
    }
    return found ?? undefined;
  }

  /** The fewest that have one of its parts. */
  private candidates(pattern: string): readonly T[] {
    let fewest = this.items;
    for (const [at, part] of partsOfPattern(pattern, PARTS)) {
      const having = this.byPart.get(keyOf(at, part)) ?? [];
      if (having.length < fewest.length) fewest = having;
    }
    return fewest;
  }
}

const keyOf = (at: number, part: string): string => `${at} ${part}`;
