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
