/** Does anything differ from this one? Told by counting, so that many statements are compared in time that grows with them. */
import { numbering } from "../util/grouping.ts";

type Pair = readonly [unknown, unknown];

/** How often each value is there. */
class Counts {
  private readonly counts = new Map<unknown, number>();

  add(value: unknown): void {
    this.counts.set(value, this.of(value) + 1);
  }

  of(value: unknown): number {
    return this.counts.get(value) ?? 0;
  }
}

/** Things that have two values each, by which they are compared. */
export class Pairs {
  private count = 0;
  private readonly firsts = new Counts();
  private readonly seconds = new Counts();
  private readonly both = new Map<unknown, Counts>();

  constructor(pairs: Iterable<Pair>) {
    for (const pair of pairs) this.add(pair);
  }

  private add([first, second]: Pair): void {
    this.count++;
    this.firsts.add(first);
    this.seconds.add(second);
    const own = this.both.get(first) ?? new Counts();
    this.both.set(first, own);
    own.add(second);
  }

  /** Has one another first value, and another second value? */
  differsInBoth(first: unknown, second: unknown): boolean {
    const same = this.firsts.of(first) + this.seconds.of(second) - this.ofBoth(first, second);
    return this.count > same;
  }

  /** Has one this second value? */
  isSaid(second: unknown): boolean {
    return this.seconds.of(second) > 0;
  }

  private ofBoth(first: unknown, second: unknown): number {
    return this.both.get(first)?.of(second) ?? 0;
  }
}

/** The pairs of what has the same key. */
export function paired<T, K>(
  items: readonly T[],
  keyOf: (item: T) => K,
  pairOf: (item: T) => Pair,
): Map<K, Pairs> {
  const pairs = new Map<K, Pairs>();
  for (const [key, own] of Map.groupBy(items, keyOf)) pairs.set(key, new Pairs(own.map(pairOf)));
  return pairs;
}

/** Those that have all of these values in common, in the order of the first of each. */
export function* grouped<T>(
  items: readonly T[],
  valuesOf: (item: T) => readonly unknown[],
): Iterable<readonly T[]> {
  const number = numbering<unknown>();
  yield* Map.groupBy(items, (item) => valuesOf(item).map(number).join(" ")).values();
}
