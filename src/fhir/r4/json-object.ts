/** A FHIR resource or element as JSON gives it, before anything about it is known. */
export type Json = Record<string, unknown>;

/** An object of JSON: no array, not null. */
export function isObject(value: unknown): value is Json {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** The objects in a list; anything else that a careless sender put there is passed over. */
export function objects(list: unknown): Json[] {
  return Array.isArray(list) ? list.filter(isObject) : [];
}
