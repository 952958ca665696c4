/**
 * A resource as JSON in lines, so that a long one is written and read in steps, between which others have their turn.
 * The first line is the resource, its long lists emptied; each further one has the path of one of them and some of its
 * items. A resource without long lists is one line: its JSON.
 */
import type { Resource } from "../../terminology/model.ts";
import { yieldToOthers } from "../../terminology/util/in-turns.ts";
import { isNode, type Json } from "../../terminology/util/json-object.ts";

/** Elements, all that are in them counted too: a line of that many is read in about a millisecond. */
const LINE = 5_000;
/** A resource of no more elements is one line. */
const LONG = 20_000;

type Path = readonly (string | number)[];

/** Items of one list, with what is left in each of them. */
interface Items {
  path: Path;
  items: readonly unknown[];
}

/** How many elements are in a value, itself counted; more than a line holds are not counted on. */
function sizeOf(value: unknown): number {
  if (!isNode(value)) return 1;
  let size = 1;
  for (const name in value) {
    size += sizeOf(value[name]);
    if (size > LINE) break;
  }
  return size;
}

interface Left {
  left: unknown;
  size: number;
}

/** Elements that are counted before others have their turn. */
const AT_A_STRETCH = LINE;

/** Cuts the long lists out of a resource, which stays as it is. Lists come after those that are in their items. */
class Cutter {
  readonly lists: Items[] = [];
  private counted = 0;

  /**
   * A value of which a line can't hold all, without its long lists; and how many elements are left in it. Yields when
   * others should have their turn.
   */
  *cut(value: object, path: Path): Generator<void, Left> {
    return Array.isArray(value) ? yield* this.list(value, path) : yield* this.object(value as Json, path);
  }

  private *object(object: Json, path: Path): Generator<void, Left> {
    const left = { ...object };
    let total = 1;
    for (const [name, value] of Object.entries(object)) {
      const size = sizeOf(value);
      const inner = size > LINE ? yield* this.cut(value as object, [...path, name]) : undefined;
      if (inner) left[name] = inner.left;
      total += inner?.size ?? size;
    }
    return { left, size: total };
  }

  private *list(list: readonly unknown[], path: Path): Generator<void, Left> {
    const items: unknown[] = [];
    const sizes: number[] = [];
    for (const [i, item] of list.entries()) {
      const size = sizeOf(item);
      const inner = size > LINE ? yield* this.cut(item as object, [...path, i]) : undefined;
      items.push(inner ? inner.left : item);
      sizes.push(inner?.size ?? size);
      if (this.isTime(size)) yield;
    }
    const total = sizes.reduce((sum, one) => sum + one, 1);
    if (total <= LINE) return { left: items, size: total };
    const parts = [...inParts(items, sizes)].map((part) => ({ path, items: part }));
    this.lists.push(...parts.reverse());
    return { left: [], size: 1 };
  }

  private isTime(size: number): boolean {
    this.counted += size;
    if (this.counted < AT_A_STRETCH) return false;
    this.counted = 0;
    return true;
  }
}

function* inParts(items: readonly unknown[], sizes: readonly number[]): Generator<unknown[]> {
  let part: unknown[] = [];
  let size = 0;
  for (const [i, item] of items.entries()) {
    if (size > 0 && size + sizes[i]! > LINE) {
      yield part;
      [part, size] = [[], 0];
    }
    part.push(item);
    size += sizes[i]!;
  }
  if (part.length > 0) yield part;
}

/** The lines of a resource, in order. */
export async function linesOf(resource: object): Promise<string[]> {
  if (sizeOf(resource) <= LINE) return [JSON.stringify(resource)];
  const cutter = new Cutter();
  const cutting = cutter.cut(resource, []);
  let step = cutting.next();
  for (; !step.done; step = cutting.next()) await yieldToOthers();
  const total = cutter.lists.length * LINE;
  if (total <= LONG) return [JSON.stringify(resource)];
  const lines = [JSON.stringify(step.value.left)];
  // A list is there before those in its items.
  for (const { path, items } of cutter.lists.reverse()) {
    lines.push(JSON.stringify([path, items]));
    await yieldToOthers();
  }
  return lines;
}

/** The resource that lines say. */
export async function resourceOf(text: string): Promise<Resource> {
  let end = endOfLine(text, 0);
  const resource = JSON.parse(text.slice(0, end)) as Resource;
  while (end < text.length) {
    await yieldToOthers();
    const from = end + 1;
    end = endOfLine(text, from);
    const [path, items] = JSON.parse(text.slice(from, end)) as [Path, unknown[]];
    listAt(resource, path).push(...items);
  }
  return resource;
}

/**
 * What the first line of a text says, where it has all of these elements: what is left out of it are lists, which stand
 * there empty, as no list of FHIR's is.
 */
export function firstLineOf(text: string, elements: (name: string) => boolean): Resource | undefined {
  const resource = JSON.parse(text.slice(0, endOfLine(text, 0))) as Resource;
  const isCut = Object.entries(resource).some(([name, value]) => elements(name) && hasEmptyList(value));
  return isCut ? undefined : resource;
}

function hasEmptyList(value: unknown): boolean {
  if (!isNode(value)) return false;
  if (Array.isArray(value) && value.length === 0) return true;
  return Object.values(value).some(hasEmptyList);
}

function endOfLine(text: string, from: number): number {
  const end = text.indexOf("\n", from);
  return end < 0 ? text.length : end;
}

function listAt(resource: object, path: Path): unknown[] {
  let node: unknown = resource;
  for (const step of path) node = (node as Json)[step];
  return node as unknown[];
}
