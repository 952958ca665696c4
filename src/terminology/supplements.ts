/** A code system seen together with its supplements: their designations and properties are added, with their source. */
import { parseCanonical, printCanonical } from "./canonical.ts";
import type { Concept } from "./model.ts";
import type { CodeSystemProvider } from "./store.ts";

/** Wraps `provider`; supplements of other code systems are left out. */
export function supplemented(
  provider: CodeSystemProvider,
  candidates: readonly CodeSystemProvider[],
): { provider: CodeSystemProvider; supplements: string[] } {
  const { url } = provider.codeSystem;
  const supplements = candidates.filter((s) => parseCanonical(s.codeSystem.supplements ?? "").url === url);
  if (supplements.length === 0) return { provider, supplements: [] };
  const add = async (concepts: readonly (Concept | undefined)[]) => {
    let result = [...concepts];
    for (const supplement of supplements) {
      const extra = await supplement.locate(concepts.map((c) => c?.code ?? ""));
      result = result.map((concept, i) =>
        concept ? merge(concept, extra[i], printCanonical(supplement.codeSystem)) : concept,
      );
    }
    return result;
  };
  return {
    supplements: supplements.map((s) => printCanonical(s.codeSystem)),
    provider: {
      codeSystem: {
        ...provider.codeSystem,
        property: [
          ...(provider.codeSystem.property ?? []),
          ...supplements.flatMap((s) => s.codeSystem.property ?? []),
        ],
      },
      locate: async (codes) => add(await provider.locate(codes)),
      select: async (selection) => {
        const page = await provider.select(selection);
        return { total: page.total, items: (await add(page.items)).filter((c) => c !== undefined) };
      },
    },
  };
}

function merge(concept: Concept, extra: Concept | undefined, source: string): Concept {
  if (!extra) return concept;
  const merged: Concept = {
    ...concept,
    designations: [...concept.designations, ...extra.designations.map((d) => ({ ...d, source }))],
    properties: [...concept.properties, ...extra.properties.map((p) => ({ ...p, source }))],
  };
  if (extra.extension) merged.extension = [...(concept.extension ?? []), ...extra.extension];
  return merged;
}
