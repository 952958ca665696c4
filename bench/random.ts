/** Repeatable randomness: the same pools in every run. */

/** Mulberry32; returns numbers from 0 up to 1. */
export function random(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
}

export class NothingToPick extends Error {}

/** @throws NothingToPick from an empty list. */
export function pick<T>(items: readonly T[], next: () => number): T {
  if (items.length === 0) throw new NothingToPick("the list is empty");
  return items[Math.floor(next() * items.length)]!;
}
