/** A resource or element as JSON gives it, before anything about it is known. */
export type Json = Record<string, unknown>;

/** What has parts: an object or a list of JSON. */
export function isNode(value: unknown): value is Json {
  return typeof value === "object" && value !== null;
}

/** An object of JSON: no list, not null. */
export function isObject(value: unknown): value is Json {
  return isNode(value) && !isList(value);
}

/** A list of JSON; of what `Array.isArray` finds, nothing is known but that anything may be done with it. */
export function isList(value: unknown): value is unknown[] {
  return Array.isArray(value);
}

/** The list itself; of anything else, an empty one. */
export const listOf = (value: unknown): unknown[] => (isList(value) ? value : []);

/** The text itself; of anything else, none. */
export const asText = (value: unknown): string | undefined => (typeof value === "string" ? value : undefined);

/** The objects in a list; anything else that a careless sender put there is passed over. */
export function objects(list: unknown): Json[] {
  return listOf(list).filter(isObject);
}

/** The type that a resource says it is of. */
export const typeSaid = (resource: unknown): unknown =>
  isNode(resource) ? resource.resourceType : undefined;
