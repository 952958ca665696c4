/** The concept that has a text, which is no code, as another identifier: a merged one, an article's DOI. */
import type { Concept } from "../model.ts";
import type { CodeSystemProvider } from "../store.ts";

/** Properties that hold such identifiers: OBO's `alt_id`, and those of articles. */
const IDENTIFIERS = ["alternative-id", "pmcid", "doi"];

/** What stands before a DOI in citations. */
const DOI_PREFIX = /^(?:doi:\s*|https?:\/\/(?:dx\.)?doi\.org\/)/i;

/** Asked only of code systems that declare such a property; undefined also where several concepts have it. */
export async function otherwiseIdentified(
  provider: CodeSystemProvider,
  text: string,
): Promise<{ concept: Concept; property: string } | undefined> {
  const identifier = text.trim().replace(DOI_PREFIX, "");
  const declared = provider.codeSystem.property?.map(({ code }) => code) ?? [];
  for (const property of IDENTIFIERS.filter((code) => declared.includes(code))) {
    const { items } = await provider.select({
      condition: { kind: "property", property, test: { op: "in", values: [identifier] } },
      count: 2,
    });
    if (items.length === 1) return { concept: items[0]!, property };
  }
  return undefined;
}
