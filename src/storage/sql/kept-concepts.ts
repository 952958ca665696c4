/** Concepts read lately. Contents never change and their numbers never come again, so that nothing here gets stale. */
import type { Placed } from "../concepts/concept-test.ts";
import { readConcept, type ConceptRow } from "./concept-row.ts";
import { Lru } from "../lru.ts";

/** Bytes, roughly. */
const CAPACITY = 24_000_000;
/** A concept without its texts, and its places in two tables. */
const BYTES = 400;

export class KeptConcepts {
  private readonly byKey = new Lru<string, Placed>(CAPACITY);
  private readonly byPosition = new Lru<number, Placed>(CAPACITY);

  /** `key` as the code system makes it of a code. */
  ofKey(content: number, key: string): Placed | undefined {
    return this.byKey.get(`${content} ${key}`);
  }

  at(position: number): Placed | undefined {
    return this.byPosition.get(position);
  }

  keep(content: number, key: string, row: ConceptRow): Placed {
    const placed = this.byPosition.get(row.position) ?? placedOf(row);
    const bytes = bytesOf(row);
    this.byKey.set(`${content} ${key}`, placed, bytes);
    this.byPosition.set(row.position, placed, bytes);
    return placed;
  }
}

const placedOf = (row: ConceptRow): Placed => ({
  position: row.position,
  leaf: row.leaf === 1,
  concept: readConcept(row),
});

/** What was parsed takes about twice the room of its text. */
const bytesOf = ({ display, definition, rest }: ConceptRow): number =>
  BYTES + (display?.length ?? 0) + (definition?.length ?? 0) + 2 * (rest?.length ?? 0);
