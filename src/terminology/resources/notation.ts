/** What a long resource is written in, part by part: JSON, or what else FHIR knows. */
import { randomUUID } from "node:crypto";
import { inTurnsToTheEnd, type LongWork } from "../util/in-turns.ts";
import { isList, isObject } from "../util/json-object.ts";

/** An element that is a list, as FHIR's definitions have it: `{ name: "concept", type: "CodeSystem.concept" }`. */
export interface ListElement {
  name: string;
  type: string;
}

/** How what is nested in items of the same list is written: each item is left open until all below it is written. */
export interface Nesting {
  /** What begins and ends the list in an item that stands at this depth. */
  begin: string;
  end: string;
  /** What ends an item at this depth. */
  itemEnd(depth: number): string;
  /** An item, which has none below it yet, without its end. */
  open(item: object, depth: number): string;
}

export interface Notation {
  /** The text of a whole resource. */
  resource(resource: object): string;
  /** The same in pieces, where it may be long. */
  pieces(resource: object): Iterable<string>;
  /** The text of one item of a list; `depth`: how many elements it stands in, itself not counted. */
  item(list: ListElement, item: object, depth: number): string;
  /** What stands between two items. */
  separator: string;
  nesting(list: ListElement): Nesting;
  /** Do elements stand in FHIR's own order? */
  isOrdered: boolean;
  /** The same for a resource that stands in so many elements of another. */
  within(depth: number): Notation;
}

/** Items of a list, and of lists in them, that are written at once, where there are more. */
const AT_ONCE = 1_000;
/** Elements within elements that are looked through for such lists: those of `compose`, say. */
const MOST_SPLIT = 2;

/** What JSON.stringify gives. */
function* jsonPieces(value: unknown, depth: number): Generator<string> {
  if (isList(value) && sizeOf(value) > AT_ONCE) yield* listPieces(value);
  else if (isObject(value) && depth > 0) {
    let before = "{";
    for (const [name, own] of Object.entries(value)) {
      if (own === undefined) continue;
      yield `${before}${JSON.stringify(name)}:`;
      yield* jsonPieces(own, depth - 1);
      before = ",";
    }
    yield before === "{" ? "{}" : "}";
  } else yield JSON.stringify(value);
}

/** Of a list that has items. One that is long itself is written in pieces, too. */
function* listPieces(list: readonly unknown[]): Generator<string> {
  let before = "[";
  let some: unknown[] = [];
  let size = 0;
  function* written(): Generator<string> {
    if (some.length > 0) yield before + JSON.stringify(some).slice(1, -1);
    if (some.length > 0) before = ",";
    some = [];
    size = 0;
  }
  for (const item of list) {
    const own = sizeOf(item);
    if (own <= AT_ONCE) {
      some.push(item);
      if ((size += own) >= AT_ONCE) yield* written();
      continue;
    }
    yield* written();
    yield before;
    yield* jsonPieces(item, 1);
    before = ",";
  }
  yield* written();
  yield "]";
}

/** Its items, and those of lists in them. */
function sizeOf(value: unknown): number {
  let size = 1;
  if (isList(value)) for (const item of value) size += sizeOf(item);
  else if (isObject(value)) for (const name in value) if (isList(value[name])) size += sizeOf(value[name]);
  return size;
}

export const JSON_NOTATION: Notation = {
  resource: (resource) => JSON.stringify(resource),
  pieces: (resource) => jsonPieces(resource, MOST_SPLIT),
  item: (_list, item) => JSON.stringify(item),
  separator: ",",
  nesting: ({ name }) => ({
    begin: `,"${name}":[`,
    end: "]",
    itemEnd: () => "}",
    open: (item) => JSON.stringify(item).slice(0, -1),
  }),
  isOrdered: false,
  within: () => JSON_NOTATION,
};

export function* joined(pieces: Iterable<string>): LongWork<string> {
  let text = "";
  for (const piece of pieces) {
    text += piece;
    yield;
  }
  return text;
}

/** The text of a resource with long lists, made while others have their turn. */
export const textInTurns = (resource: object, notation: Notation): Promise<string> =>
  inTurnsToTheEnd(joined(notation.pieces(resource)));

/** No id of anybody's. */
const MARK = randomUUID();

/** An item that stands where others are to stand; where there are several such places, each has a number. */
export const markedItem = (place = 0): { id: string } => ({ id: `${MARK}.${place}` });
/** A resource that stands where another is to stand. */
export const MARKED_RESOURCE = { resourceType: "Parameters", id: MARK };

/** What stands before and after the mark. */
export function around(text: string, mark: string): [string, string] {
  const at = text.indexOf(mark);
  return [text.slice(0, at), text.slice(at + mark.length)];
}
