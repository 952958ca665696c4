/** What is too large to be put together, and is written as it is read. */
import type { Resource } from "../model.ts";
import type { Notation } from "./notation.ts";

/** What makes another version's shape of a resource: of its header, or of some of its concepts or mappings. */
export type Convert = (resource: Resource) => object;

export const AS_IT_IS: Convert = (resource) => resource;

export interface LargeResource {
  /**
   * The text of the whole resource, in pieces of some kilobytes.
   * @throws Error: it is no longer all there, for the state that it is read from is some minutes old.
   */
  pieces(notation: Notation, convert?: Convert): AsyncIterable<string>;
}

/** Concepts, elements or codes that are converted and written at once. */
export const BATCH = 500;

/** The items in their order, so many at a time. */
export function* inBatches<T>(items: Iterable<T>): Generator<T[]> {
  let batch: T[] = [];
  for (const item of items) {
    if (batch.push(item) < BATCH) continue;
    yield batch;
    batch = [];
  }
  if (batch.length > 0) yield batch;
}
