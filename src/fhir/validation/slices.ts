/** A resource with very long lists is checked some of their items at a time, between which others have their turn. */
import { isList, type Json } from "../../terminology/util/json-object.ts";

/** Items of a list that are checked at once; a list of no more is left as it is. */
const ITEMS = 1_000;

export interface Slice {
  /** The resource, with some items of one long list and one item of each of the others. */
  resource: Json;
  /** A JSON Pointer into it as one into the whole resource. */
  inWhole(pointer: string): string;
}

type Path = readonly (string | number)[];

/** The slices of a resource; together they have all of it. Without long lists it is the only one. */
export function* slicesOf(resource: Json): Generator<Slice> {
  const paths = [...longLists(resource, [])];
  let bare = resource;
  for (const path of paths) bare = changed(bare, path, (list) => list.slice(0, 1));
  yield { resource: bare, inWhole: (pointer) => pointer };
  for (const path of paths) {
    const list = listAt(resource, path);
    for (let from = 1; from < list.length; from += ITEMS)
      yield {
        resource: changed(bare, path, () => list.slice(from, from + ITEMS)),
        inWhole: (pointer) => moved(pointer, path, from),
      };
  }
}

/** The paths of the long lists that are in no other long one. */
function* longLists(node: unknown, path: Path): Generator<Path> {
  if (typeof node !== "object" || node === null) return;
  if (Array.isArray(node) && node.length > ITEMS) {
    yield path;
    return;
  }
  for (const [name, value] of Object.entries(node))
    if (typeof value === "object")
      yield* longLists(value, [...path, Array.isArray(node) ? Number(name) : name]);
}

const listAt = (resource: Json, path: Path): readonly unknown[] =>
  path.reduce<unknown>((node, name) => (node as Json)[name], resource) as unknown[];

/** A copy in which one list is another one. */
function changed(resource: Json, path: Path, change: (list: readonly unknown[]) => unknown): Json {
  const along = (node: unknown, at: number): unknown => {
    if (at === path.length) return change(node as unknown[]);
    const name = path[at]!;
    const inner = along((node as Json)[name], at + 1);
    return isList(node) ? node.with(Number(name), inner) : { ...(node as Json), [name]: inner };
  };
  return along(resource, 0) as Json;
}

/** Items of the list have other numbers in the whole resource. */
function moved(pointer: string, path: Path, from: number): string {
  const list = path.map((name) => `/${String(name).replaceAll("~", "~0").replaceAll("/", "~1")}`).join("");
  const [, number, rest] = pointer.startsWith(`${list}/`)
    ? (/^(\d+)(.*)$/s.exec(pointer.slice(list.length + 1)) ?? [])
    : [];
  return number === undefined ? pointer : `${list}/${from + Number(number)}${rest}`;
}
