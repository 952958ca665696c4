/** A FHIR resource or element as JSON gives it, before anything about it is known. */
export type Json = Record<string, unknown>;
