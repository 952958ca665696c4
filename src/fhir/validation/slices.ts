/** A resource with very long lists is checked some of their items at a time, between which others have their turn. */
import { isList, isNode, type Json } from "../../terminology/util/json-object.ts";

/** Items of a list that are checked at once; a list of no more is left as it is. */
const ITEMS = 1_000;

export interface Slice {
  /** The resource, with some items of one long list and one item of each of the others. */
  resource: Json;
  /** A JSON Pointer into it as one into the whole resource. */
  inWhole(pointer: string): string;
}

type Path = readonly [string, ...(string | number)[]];

interface LongList {
  path: Path;
  list: readonly unknown[];
}

/** The slices of a resource; together they have all of it. Without long lists it is the only one. */
export function* slicesOf(resource: Json): Generator<Slice> {
  const all: LongList[] = [];
  for (const [name, value] of Object.entries(resource)) addLongLists(all, value, [name]);
  let bare = resource;
  for (const { path, list } of all) bare = changed(bare, path, list.slice(0, 1));
  yield { resource: bare, inWhole: (pointer) => pointer };
  for (const { path, list } of all)
    for (let from = 1; from < list.length; from += ITEMS)
      yield {
        resource: changed(bare, path, list.slice(from, from + ITEMS)),
        inWhole: (pointer) => moved(pointer, path, from),
      };
}

/** Those that are in no other long one. `path`: of the node; to copy it for each would take as long as it is deep. */
function addLongLists(all: LongList[], node: unknown, path: [string, ...(string | number)[]]): void {
  if (!isNode(node)) return;
  const inside = (name: string | number, value: unknown): void => {
    path.push(name);
    addLongLists(all, value, path);
    path.pop();
  };
  if (!isList(node)) for (const name in node) inside(name, node[name]);
  else if (node.length > ITEMS) all.push({ path: [...path], list: node });
  else for (const [i, item] of node.entries()) inside(i, item);
}

/** A copy in which another list stands at the path. */
const changed = (resource: Json, [name, ...rest]: Path, list: readonly unknown[]): Json => ({
  ...resource,
  [name]: changedIn(resource[name], rest, list),
});

function changedIn(
  node: unknown,
  [name, ...rest]: readonly (string | number)[],
  list: readonly unknown[],
): unknown {
  if (name === undefined) return list;
  if (isList(node)) return node.map((item, i) => (i === name ? changedIn(item, rest, list) : item));
  return isNode(node) ? { ...node, [name]: changedIn(node[name], rest, list) } : node;
}

/** Items of the list have other numbers in the whole resource. */
function moved(pointer: string, path: Path, from: number): string {
  const list = path.map((name) => `/${String(name).replaceAll("~", "~0").replaceAll("/", "~1")}`).join("");
  const [, number, rest] = pointer.startsWith(`${list}/`)
    ? (/^(\d+)(.*)$/s.exec(pointer.slice(list.length + 1)) ?? [])
    : [];
  return number === undefined ? pointer : `${list}/${from + Number(number)}${rest}`;
}
