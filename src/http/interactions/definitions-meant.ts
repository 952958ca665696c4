/** FHIR's own code systems and value sets are not stored, but whoever asks for one by its address finds it. */
import type * as r5 from "fhir/r5";
import { parseCanonical } from "../../terminology/canonical.ts";
import { EVERY_CONCEPT } from "../../terminology/concepts/concept-condition.ts";
import { GRAMMARS } from "../../terminology/grammars/index.ts";
import type { ResourceType } from "../../terminology/model.ts";
import { codeSystemResource } from "../../terminology/resources/code-system-resource.ts";
import { type Criterion, meets, readCriterion } from "../../terminology/search/criteria.ts";
import { searchValues } from "../../terminology/search/parameters.ts";
import type { SearchValue } from "../../terminology/search/values.ts";
import type { SearchCriterion, Terminology } from "../../terminology/store.ts";
import type { Awaitable } from "../../terminology/util/awaitable.ts";

export type Definition = r5.CodeSystem | r5.ValueSet;

/** The criterion by whose addresses definitions are found; undefined: they are not searched for. */
export const addressIn = (
  type: ResourceType,
  criteria: readonly SearchCriterion[],
): SearchCriterion | undefined => criteria.find((criterion) => isAddress(type, criterion));

/**
 * Those at the addresses of a search that fit what else it asks.
 * @param isStored finds the same search something stored? That goes before.
 */
export async function definitionsMeant(
  type: ResourceType,
  criteria: readonly SearchCriterion[],
  definitions: Terminology,
  isStored: (criteria: SearchCriterion[]) => Awaitable<boolean>,
): Promise<Definition[]> {
  const address = addressIn(type, criteria);
  const others = criteria.filter((criterion) => criterion !== address).map((c) => readCriterion(type, c));
  const found: Definition[] = [];
  for (const url of new Set(address?.values)) {
    const definition = await definitionAt(type, url, definitions);
    if (!definition || !others.every((criterion) => fits(definition, criterion))) continue;
    const alone = criteria.map((criterion) =>
      criterion === address ? { ...criterion, values: [url] } : criterion,
    );
    if (!(await isStored(alone))) found.push(definition);
  }
  return found;
}

/** Of a code system, `system` is the same as `url`. */
const isAddress = (type: ResourceType, { name, modifier }: SearchCriterion): boolean =>
  modifier === undefined && (name === "url" || (name === "system" && type === "CodeSystem"));

const fits = (definition: Definition, criterion: Criterion): boolean => {
  const { parameter } = criterion;
  return meets(parameter.rows ? codesOf(definition) : [...searchValues(parameter, definition)], criterion);
};

function codesOf(definition: Definition): SearchValue[] {
  const stack = definition.resourceType === "CodeSystem" ? [...(definition.concept ?? [])] : [];
  const codes: SearchValue[] = [];
  for (let concept = stack.pop(); concept; concept = stack.pop()) {
    codes.push({ system: definition.url, value: concept.code });
    stack.push(...(concept.concept ?? []));
  }
  return codes;
}

/** The one at this address, with or without `|version`, whole. */
export async function definitionAt(
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
  const { items } = await provider.select({ condition: EVERY_CONCEPT });
  return codeSystemResource(provider.codeSystem, items);
}
