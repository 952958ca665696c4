/** A code of another system in the words of a record: `OMIM 166350`, `GARD:0000109`, `#MONDO:0008153`. */
import type { Selection } from "../concepts/concept-condition.ts";
import { CROSS_REFERENCE } from "../concepts/text-match.ts";
import type { Concept } from "../model.ts";
import { systemTable } from "../resolve/known-systems.ts";
import type { CodeSystemProvider } from "../store.ts";

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

/** A concept that has it as a cross-reference, and the supplement that adds that. */
interface Referring {
  concept: Concept;
  code: string;
  source: string | undefined;
}

/** The concepts that have it as a cross-reference: to this system, and no other. */
export async function referringTo(
  provider: CodeSystemProvider,
  reference: Reference,
  asked: Omit<Selection, "condition">,
): Promise<Referring[]> {
  const test = { op: "in", values: reference.codes } as const;
  const condition = { kind: "property", property: CROSS_REFERENCE, test } as const;
  const { items } = await provider.select({ ...asked, condition });
  return items.flatMap((concept) => referringBy(concept, reference) ?? []);
}

function referringBy(concept: Concept, { system, codes }: Reference): Referring | undefined {
  for (const { code, value, source } of concept.properties) {
    if (code !== CROSS_REFERENCE || typeof value !== "object") continue;
    if (value.system === system && value.code !== undefined && codes.includes(value.code))
      return { concept, code: value.code, source };
  }
  return undefined;
}
