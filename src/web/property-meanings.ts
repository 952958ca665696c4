/** What the properties of a code system mean, in its own words. */
import type { ConceptFacts } from "./concepts.ts";
import type { Context } from "./context.ts";
import { findResources } from "./find-resources.ts";

interface Declared {
  property?: { code: string; description?: string }[];
}

/** By the codes of the properties; empty where the code system declares none. */
export async function propertyMeanings(
  context: Context,
  { system, version, codeSystem }: Pick<ConceptFacts, "system" | "version" | "codeSystem">,
): Promise<ReadonlyMap<string, string>> {
  const criteria = codeSystem === undefined ? { url: system, version } : { _id: codeSystem };
  const { resources } = await findResources<Declared>(context, "CodeSystem", criteria, {
    _elements: "property",
  });
  const declared = resources.flatMap(({ property = [] }) => property);
  return new Map(declared.flatMap(({ code, description }) => (description ? [[code, description]] : [])));
}
