/** Concepts read lately. Contents never change and their numbers never come again, so that nothing here gets stale. */
import type { Concept } from "../../../terminology/model.ts";
import { keptCounts } from "../../../terminology/util/kept-counts.ts";
import type { Positioned } from "../../concepts/concept-test.ts";
import type { Ranges } from "../../concepts/ranges.ts";
import { type ConceptRow, readConcept } from "./concept-row.ts";

/** Bytes, roughly. */
const CAPACITY = 24_000_000;
/** A concept without its texts, and its entries in two tables. */
const BYTES = 500;
/** Neighbours are asked for together, and found with one look: 2 ** BLOCK_BITS of them. */
const BLOCK_BITS = 4;
const IN_BLOCK = (1 << BLOCK_BITS) - 1;
const counts = keptCounts("concepts");

interface Kept extends Positioned {
  key: string;
  bytes: number;
}

/**
 * Keeps what was used last, as much as fits, in two generations as `Lru` does; with a table of its own for each
 * content, so that a question has to make no key of content and code.
 */
export class KeptConcepts {
  private readonly contents = new Map<number, KeptOfContent>();
  private bytes = 0;

  of(content: number): KeptOfContent {
    let known = this.contents.get(content);
    if (!known) this.contents.set(content, (known = new KeptOfContent((bytes) => this.added(bytes))));
    return known;
  }

  private added(bytes: number): void {
    this.bytes += bytes;
    if (this.bytes <= CAPACITY / 2) return;
    this.bytes = 0;
    for (const content of this.contents.values()) content.age();
  }
}

class Generation {
  readonly byKey = new Map<string, Kept>();
  readonly blocks = new Map<number, (Kept | undefined)[]>();
}

export class KeptOfContent {
  private young = new Generation();
  private old = new Generation();
  private readonly added: (bytes: number) => void;

  constructor(added: (bytes: number) => void) {
    this.added = added;
  }

  /** `key` as the code system makes it of a code. */
  ofKey(key: string): Positioned | undefined {
    const kept = this.young.byKey.get(key) ?? this.again(this.old.byKey.get(key));
    counts[kept ? "hits" : "misses"]++;
    return kept;
  }

  /** The concepts at these positions; undefined unless all of them are here. */
  at(ranges: Ranges): Concept[] | undefined {
    const found: Concept[] = [];
    for (let i = 0; i < ranges.length; i += 2) {
      let number = NaN;
      let block: readonly (Kept | undefined)[] | undefined;
      for (let position = ranges[i]!; position <= ranges[i + 1]!; position++) {
        if (position >> BLOCK_BITS !== number)
          block = this.young.blocks.get((number = position >> BLOCK_BITS));
        const kept = block?.[position & IN_BLOCK] ?? this.oldAt(position);
        if (!kept) return undefined;
        found.push(kept.concept);
      }
    }
    return found;
  }

  keep(key: string, row: ConceptRow): Positioned {
    const { position } = row;
    const known = this.young.blocks.get(position >> BLOCK_BITS)?.[position & IN_BLOCK];
    if (known) return known;
    const bytes = bytesOf(row);
    const read = { position, leaf: row.leaf === 1, concept: readConcept(row), key, bytes };
    return bytes > CAPACITY / 2 ? read : this.put(read);
  }

  /** What nobody has used since the last time goes. */
  age(): void {
    this.old = this.young;
    this.young = new Generation();
  }

  private oldAt(position: number): Kept | undefined {
    return this.again(this.old.blocks.get(position >> BLOCK_BITS)?.[position & IN_BLOCK]);
  }

  private again(kept: Kept | undefined): Kept | undefined {
    return kept && this.put(kept);
  }

  private put(kept: Kept): Kept {
    const { position, key, bytes } = kept;
    // First, for with it this may become the old generation.
    this.added(bytes);
    this.young.byKey.set(key, kept);
    const block = this.young.blocks.get(position >> BLOCK_BITS);
    if (block) block[position & IN_BLOCK] = kept;
    else {
      const made = new Array<Kept | undefined>(IN_BLOCK + 1).fill(undefined);
      made[position & IN_BLOCK] = kept;
      this.young.blocks.set(position >> BLOCK_BITS, made);
    }
    return kept;
  }
}

/** What was parsed takes about twice the room of its text. */
const bytesOf = ({ display, definition, rest }: ConceptRow): number =>
  BYTES + (display?.length ?? 0) + (definition?.length ?? 0) + 2 * (rest?.length ?? 0);
