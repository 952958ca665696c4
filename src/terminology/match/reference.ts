/** A code of another system in the words of a record: `OMIM 166350`, `GARD:0000109`, `#MONDO:0008153`. */
import type { ConceptCondition } from "../concepts/concept-condition.ts";
import { CROSS_REFERENCE } from "../concepts/text-match.ts";
import type { Concept } from "../model.ts";
import { systemTable } from "../resolve/known-systems.ts";

/** The system that a text names by its prefix, and the ways to read what follows as its code. */
interface Reference {
  system: string;
  /** What the system is called. */
  name: string;
  codes: readonly string[];
}

/** undefined: the text begins with the prefix or name of no system that is known. A bare number is never one. */
export function referenceIn(text: string): Reference | undefined {
  const written = text.trim().replace(/^#\s*/, "");
  const prefix = /^([a-z][\w-]*?)(?:\s*[:#_]|\s)\s*\w/i.exec(written)?.[1];
  const entry = prefix === undefined ? undefined : systemTable.called(prefix);
  if (!entry) return undefined;
  const read = systemTable.candidateCodes(entry.uri, written).flatMap(({ code }) => code ?? []);
  return { system: entry.uri, name: entry.name, codes: [...new Set([written, ...read])] };
}

/** Concepts that may have it as a cross-reference; whether it is of this system is seen on them. */
export const withReference = ({ codes }: Reference): ConceptCondition => ({
  kind: "property",
  property: CROSS_REFERENCE,
  test: { op: "in", values: [...codes] },
});

/** The cross-reference by which the concept is meant, and the supplement that adds it; undefined: it has none of this system. */
export function referenceOf(
  concept: Concept,
  { system, codes }: Reference,
): { code: string; source: string | undefined } | undefined {
  for (const { code, value, source } of concept.properties) {
    if (code !== CROSS_REFERENCE || typeof value !== "object") continue;
    if (value.system === system && value.code !== undefined && codes.includes(value.code))
      return { code: value.code, source };
  }
  return undefined;
}
