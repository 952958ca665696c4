/** The concepts that have a text, which is no code, as another identifier: a merged one, an article's DOI. */
import type { Concept } from "../model.ts";
import type { CodeSystemProvider } from "../store.ts";

/** Properties that hold such identifiers: OBO's `alt_id`, and those of articles. */
const IDENTIFIERS = ["alternative-id", "pmcid", "doi"];

/** What stands before a DOI in citations. */
const DOI_PREFIX = /^(?:doi:\s*|https?:\/\/(?:dx\.)?doi\.org\/)/i;

/** As many as are named where several have it. */
const NAMED = 3;

/** The concepts that have it, how many they are, and as what. */
export interface OtherwiseIdentified {
  concepts: Concept[];
  total: number;
  property: string;
}

/** Asked only of code systems that declare such a property. Where several concepts have it, it stands for none of them. */
export async function otherwiseIdentified(
  provider: CodeSystemProvider,
  text: string,
): Promise<OtherwiseIdentified | undefined> {
  const identifier = text.trim().replace(DOI_PREFIX, "");
  const declared = provider.codeSystem.property?.map(({ code }) => code) ?? [];
  for (const property of IDENTIFIERS.filter((code) => declared.includes(code))) {
    const { items, total } = await provider.select({
      condition: { kind: "property", property, test: { op: "in", values: [identifier] } },
      count: NAMED,
    });
    if (items.length > 0) return { concepts: items, total, property };
  }
  return undefined;
}
