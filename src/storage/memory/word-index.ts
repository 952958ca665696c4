/** The words that concepts are found by, sorted, each with the positions of its concepts: beginnings are neighbours. */
import { searchTexts, words } from "../../terminology/concepts/text-match.ts";
import type { Concept } from "../../terminology/model.ts";
import { inTurns } from "../../terminology/util/in-turns.ts";
import { sortedInSteps } from "../../terminology/util/sorted-in-steps.ts";
import type { Positioned } from "../concepts/concept-test.ts";
import type { Ranges } from "../concepts/ranges.ts";
import { positionsByText } from "./positions-by-text.ts";

export class WordIndex {
  private readonly sorted: readonly string[];
  private readonly positions: readonly (readonly number[])[];
  /** Sets of positions hold this many. */
  private readonly size: number;

  private constructor(
    byWord: ReadonlyMap<string, readonly number[]>,
    sorted: readonly string[],
    size: number,
  ) {
    this.sorted = sorted;
    this.positions = this.sorted.map((word) => byWord.get(word)!);
    this.size = size;
  }

  static async of(positioned: readonly Positioned[]): Promise<WordIndex> {
    const byWord = await positionsByText(positioned, wordsOf);
    const sorted = await inTurns(sortedInSteps([...byWord.keys()]));
    return new WordIndex(byWord, sorted, positioned.length);
  }

  /** The concepts of which, for each of these, some word begins so. At least one, all of them normalised. */
  ranges(beginnings: readonly string[]): Ranges {
    const [first, ...others] = beginnings.map((beginning) => this.beginningWith(beginning));
    for (const other of others) for (let i = 0; i < first!.length; i++) first![i]! &= other[i]!;
    return rangesOfBits(first!);
  }

  /** A bit for each position: adding to such a set costs the same however many it holds. */
  private beginningWith(beginning: string): Uint32Array {
    const bits = new Uint32Array((this.size + 31) >>> 5);
    for (let i = this.firstFrom(beginning); this.sorted[i]?.startsWith(beginning); i++)
      for (const at of this.positions[i]!) bits[at >>> 5]! |= 1 << (at & 31);
    return bits;
  }

  private firstFrom(beginning: string): number {
    let low = 0;
    let high = this.sorted.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (this.sorted[middle]! < beginning) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}

/** One after the other: others may have their turn between those of one concept. */
function* wordsOf(concept: Concept): Iterable<string> {
  for (const text of searchTexts(concept)) yield* words(text);
}

function rangesOfBits(bits: Uint32Array): Ranges {
  const ranges: number[] = [];
  let last = -2;
  for (let i = 0; i < bits.length; i++) {
    for (let left = bits[i]!; left !== 0; left &= left - 1) {
      const at = (i << 5) + 31 - Math.clz32(left & -left);
      if (at === last + 1) ranges[ranges.length - 1] = at;
      else ranges.push(at, at);
      last = at;
    }
  }
  return ranges;
}
