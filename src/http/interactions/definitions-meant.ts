/** FHIR's own code systems and value sets are not stored, but who asks for one by its address finds it. */
import type * as r5 from "fhir/r5";
import { codeSystemResource } from "../../terminology/resources/code-system-resource.ts";
import { parseCanonical } from "../../terminology/canonical.ts";
import { GRAMMARS } from "../../terminology/grammars/index.ts";
import type { ResourceType } from "../../terminology/model.ts";
import type { SearchCriterion, Terminology } from "../../terminology/store.ts";

export type Definition = r5.CodeSystem | r5.ValueSet;

/** Those that a search by url, and perhaps version, means; by anything else they are not searched for. */
export async function definitionsMeant(
  type: ResourceType,
  criteria: readonly SearchCriterion[],
  definitions: Terminology | undefined,
): Promise<Definition[]> {
  const byUrl = criteria.find((c) => c.name === "url");
  if (!definitions || !byUrl || !criteria.every(isAddress)) return [];
  const versions = criteria.filter((c) => c.name === "version");
  const found: Definition[] = [];
  for (const url of new Set(byUrl.values)) {
    const definition = await definitionAt(type, url, definitions);
    if (definition && versions.every((c) => c.values.includes(definition.version ?? "")))
      found.push(definition);
  }
  return found;
}

const isAddress = ({ name, modifier }: SearchCriterion): boolean =>
  modifier === undefined && (name === "url" || name === "version");

async function definitionAt(
  type: ResourceType,
  url: string,
  definitions: Terminology,
): Promise<Definition | undefined> {
  const ref = parseCanonical(url);
  if (type === "ValueSet") return definitions.valueSet(ref);
  const provider = type === "CodeSystem" ? await definitions.codeSystem(ref) : undefined;
  if (!provider) return undefined;
  // There is no end of a grammar's codes: the resource has none of them.
  if (GRAMMARS.includes(ref.url)) return { ...provider.codeSystem, content: "not-present" };
  const { items } = await provider.select({ condition: { kind: "all", of: [] } });
  return codeSystemResource(provider.codeSystem, items);
}
