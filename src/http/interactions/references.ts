/** References between the entries of a transaction, turned into references to what is stored. */
import type { Resource } from "../../terminology/model.ts";
import type { LongWork } from "../../terminology/util/in-turns.ts";
import { isList } from "../../terminology/util/json-object.ts";

/**
 * `ids`: fullUrl -> `Type/id`. A `urn:` is replaced wherever it is a whole value (Reference.reference, uri, canonical);
 * another fullUrl only in Reference.reference, for elsewhere it may be a canonical in its own right.
 * Gives a copy where something is replaced; `resource` must not nest too deeply for the call stack.
 */
export function* withReferences(resource: Resource, ids: ReadonlyMap<string, string>): LongWork<Resource> {
  return (yield* replaceIn(resource, ids, "")) as Resource;
}

function* replaceIn(node: object, ids: ReadonlyMap<string, string>, name: string): LongWork<object> {
  yield;
  let copy: Record<string, unknown> | unknown[] | undefined;
  const entries: [string, unknown][] = Object.entries(node);
  for (const [key, value] of entries) {
    const inner = isList(node) ? name : key;
    const changed =
      typeof value === "object" && value !== null
        ? yield* replaceIn(value, ids, inner)
        : said(value, inner, ids);
    if (changed === value) continue;
    copy ??= isList(node) ? [...node] : { ...node };
    (copy as Record<string, unknown>)[key] = changed;
  }
  return copy ?? node;
}

function said(value: unknown, name: string, ids: ReadonlyMap<string, string>): unknown {
  if (typeof value !== "string") return value;
  return value.startsWith("urn:") || name === "reference" ? (ids.get(value) ?? value) : value;
}
