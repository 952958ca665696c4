/** References between the entries of a transaction, turned into references to what is stored. */
import type { Resource } from "../../terminology/model.ts";

/**
 * `ids`: fullUrl -> `Type/id`. A `urn:` is replaced wherever it is a whole value (Reference.reference, uri, canonical);
 * another fullUrl only in Reference.reference, for elsewhere it may be a canonical in its own right.
 * Gives a copy where something is replaced; `resource` must not nest too deeply for the call stack.
 */
export function withReferences(resource: Resource, ids: ReadonlyMap<string, string>): Resource {
  return replace(resource, ids) as Resource;
}

function replace(node: unknown, ids: ReadonlyMap<string, string>, name = ""): unknown {
  if (typeof node === "string") {
    return node.startsWith("urn:") || name === "reference" ? (ids.get(node) ?? node) : node;
  }
  if (typeof node !== "object" || node === null) return node;
  let copy: Record<string, unknown> | unknown[] | undefined;
  for (const [key, value] of Object.entries(node)) {
    const changed = replace(value, ids, Array.isArray(node) ? name : key);
    if (changed === value) continue;
    copy ??= Array.isArray(node) ? [...(node as unknown[])] : { ...node };
    (copy as Record<string, unknown>)[key] = changed;
  }
  return copy ?? node;
}
