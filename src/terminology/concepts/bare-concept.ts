import type { Concept } from "../model.ts";

/** A concept of which nothing is known but its code. */
export const bareConcept = (code: string): Concept => ({
  code,
  designations: [],
  properties: [],
  parents: [],
  inactive: false,
  abstract: false,
});
