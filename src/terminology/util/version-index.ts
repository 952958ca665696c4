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
  private byPart: ReadonlyMap<string, T[]> | undefined;
  /** So many patterns that have parts were looked for. */
  private patterns = 0;
  /** By pattern; null: none fits. */
  private readonly picked = new Map<string | undefined, T | null>();

  constructor(items: readonly T[], versionOf: (item: T) => string | undefined) {
    this.items = items;
    this.versionOf = versionOf;
  }

  /** As `pickVersion` of all of them. */
  pick(pattern: string | undefined): T | undefined {
    let found = this.picked.get(pattern);
    if (found === undefined) {
      found = pickVersion(this.candidates(pattern), this.versionOf, pattern) ?? null;
      if (this.picked.size >= KEPT) this.picked.clear();
      this.picked.set(pattern, found);
    }
    return found ?? undefined;
  }

  /** The fewest that have one of its parts. */
  private candidates(pattern: string | undefined): readonly T[] {
    let fewest = this.items;
    const parts = pattern === undefined ? [] : [...partsOfPattern(pattern, PARTS)];
    // The first that is asked for is found as soon by looking at each: most content is asked for one alone.
    if (parts.length === 0 || this.patterns++ === 0) return fewest;
    this.byPart ??= this.indexed();
    for (const [at, part] of parts) {
      const having = this.byPart.get(keyOf(at, part)) ?? [];
      if (having.length < fewest.length) fewest = having;
    }
    return fewest;
  }

  private indexed(): Map<string, T[]> {
    const byPart = new Map<string, T[]>();
    for (const item of this.items)
      for (const [at, part] of this.versionOf(item)?.split(".", PARTS).entries() ?? [])
        addTo(byPart, keyOf(at, part), item);
    return byPart;
  }
}

const keyOf = (at: number, part: string): string => `${at} ${part}`;
