/** Links between the entries of a transaction, turned into links to what is stored; https://hl7.org/fhir/R5/http.html#trules */
import { type Elements, elementsOf } from "../../fhir/elements.ts";
import type { Resource } from "../../terminology/model.ts";
import type { LongWork } from "../../terminology/util/in-turns.ts";
import { asText, isList, typeSaid } from "../../terminology/util/json-object.ts";

export interface Links {
  /** fullUrl -> `Type/id` */
  ids: ReadonlyMap<string, string>;
  /** The urls of what is written: where a fullUrl is one of them, it names the definition, and only a Reference leads to it. */
  canonicals: ReadonlySet<string>;
  /** `http://example.org/fhir`: that of the entry's own fullUrl, below which its relative references are. */
  root: string | undefined;
}

/** The root of a fullUrl that is an address of a resource. */
export const rootOf = (fullUrl: string | undefined): string | undefined =>
  /^(https?:\/\/.+)\/[A-Z][A-Za-z]+\/[A-Za-z0-9.-]{1,64}$/.exec(fullUrl ?? "")?.[1];

/**
 * A `urn:` is replaced wherever it is a whole value of a type of addresses; another fullUrl only in Reference.reference and
 * in the narrative, for elsewhere it may be a canonical in its own right.
 * Gives a copy where something is replaced; `resource` must not nest too deeply for the call stack.
 */
export function* withReferences(resource: Resource, links: Links): LongWork<Resource> {
  return (yield* replaceIn(resource, resource.resourceType, links)) as Resource;
}

function* replaceIn(node: object, type: string, links: Links): LongWork<object> {
  yield;
  let copy: Record<string, unknown> | undefined;
  const elements = elementsOf("r5", asText(typeSaid(node)) ?? type);
  for (const [key, value] of Object.entries(node)) {
    const changed = yield* replaced(value, elementType(key, elements), links);
    if (changed === value) continue;
    copy ??= { ...node };
    copy[key] = changed;
  }
  return copy ?? node;
}

/** `_url` holds what an element has: id and extensions. */
const elementType = (key: string, elements: Elements | undefined): string =>
  key === "reference" ? "reference" : (elements?.get(key)?.type ?? (key.startsWith("_") ? "Element" : ""));

function* replaced(value: unknown, type: string, links: Links): LongWork<unknown> {
  if (typeof value === "string") return said(value, type, links);
  if (isList(value)) {
    let copy: unknown[] | undefined;
    for (const [i, item] of value.entries()) {
      const changed = yield* replaced(item, type, links);
      if (changed !== item) (copy ??= [...value])[i] = changed;
    }
    return copy ?? value;
  }
  return typeof value === "object" && value !== null ? yield* replaceIn(value, type, links) : value;
}

const ADDRESSES = new Set(["uri", "url", "oid", "uuid", "canonical"]);
const LINK = /(\b(?:href|src)\s*=\s*)(["'])(.*?)\2/g;

function said(value: string, type: string, { ids, canonicals, root }: Links): string {
  if (type === "reference") return ids.get(value) ?? ids.get(`${root}/${value}`) ?? value;
  const linked = (to: string) => (canonicals.has(to) ? to : (ids.get(to) ?? to));
  if (type === "xhtml")
    return value.replace(
      LINK,
      (_, attribute: string, quote: string, to: string) => attribute + quote + linked(to) + quote,
    );
  return ADDRESSES.has(type) && value.startsWith("urn:") ? linked(value) : value;
}
