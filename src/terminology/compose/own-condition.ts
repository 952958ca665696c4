/** What an include says itself of its code system: its enumerated codes and its filters. */
import { allOf } from "../concepts/algebra.ts";
import type { ConceptCondition } from "../concepts/concept-condition.ts";
import {
  codesCompared,
  filterCondition,
  filterOfItsOwn,
  filterValues,
  startOf,
} from "../concepts/filters.ts";
import { isDecimal } from "../concepts/quantity.ts";
import type { Issue } from "../issues/issue.ts";
import { conceptWithoutCode, filterNotUnderstood, valueOfOtherType } from "../issues/value-sets.ts";
import type { CodeSystem, ValueSetFilter, ValueSetInclude } from "../model.ts";
import { isStandIn } from "../resolve/content.ts";
import { readDate } from "../search/dates.ts";
import type { CodeSystemProvider } from "../store.ts";
import type { WorkBudget } from "../util/work-budget.ts";
import { codingFilter } from "./coding-filter.ts";
import type { UsedContentList } from "./used-content.ts";

/** What is wrong with the definition, and where. */
interface Wrong {
  path: string;
  issue: Issue;
}

/**
 * All of it must hold. Filters of a code system that is not here can't be read, and are left out.
 * @param path of the include
 * @param used takes from where filters go up or down, and which values no concept has
 */
export async function ownCondition(
  include: ValueSetInclude,
  provider: CodeSystemProvider | undefined,
  path: string,
  { used, work }: { used: UsedContentList; work: WorkBudget },
): Promise<{ condition: ConceptCondition } | Wrong> {
  const parts: ConceptCondition[] = [];
  if (include.concept) {
    const bare = include.concept.findIndex((c) => c.code === undefined);
    const at = `${path}.concept[${bare}]`;
    if (bare >= 0) return { path: at, issue: conceptWithoutCode(at) };
    parts.push({ kind: "codes", codes: include.concept.map((c) => c.code) });
  }
  if (!provider) return { condition: allOf(parts) };
  for (const [i, filter] of (include.filter ?? []).entries()) {
    const at = `${path}.filter[${i}]`;
    const issue = await notUnderstood(provider, filter, at, work);
    if (issue) return { path: at, issue };
    const result = filterCondition(provider.codeSystem, filter, at, work);
    if ("issue" in result) return { path: at, issue: result.issue };
    for (const note of unfitValues(provider.codeSystem, filter, at)) used.unfitValue(note);
    const ofCodings = await codingFilter(provider, filter, at, work);
    if (ofCodings && "issue" in ofCodings) return { path: at, issue: ofCodings.issue };
    parts.push(ofCodings?.condition ?? result.condition);
    for (const note of ofCodings?.notes ?? []) used.unfitValue(note);
    const code = startOf(filter);
    if (code !== undefined) used.filterStart({ provider, code, path: at });
    const { codes, isOfProperty } = codesCompared(provider.codeSystem, filter);
    const property = isOfProperty ? filter.property : undefined;
    if (codes.length > 0) used.comparedCodes.push({ provider, codes, property, path: at });
    // A pattern takes its time to be read.
    await work.giveWay();
  }
  return { condition: allOf(parts) };
}

/**
 * Why nobody here can tell what a filter selects: the code system declares it, but none of its concepts has a property
 * of that name. What is wrong with the filter itself, or with a code system that is not here, is not reported.
 * @param path where the filter stands
 */
async function notUnderstood(
  provider: CodeSystemProvider,
  { property, op }: ValueSetFilter,
  path: string,
  work: WorkBudget,
): Promise<Issue | undefined> {
  const { codeSystem } = provider;
  const declared = filterOfItsOwn(codeSystem, property);
  const isTaken = declared?.operator?.some((one) => one === op);
  // A grammar works out what it declares.
  if (!isTaken || provider.why || isStandIn(codeSystem)) return undefined;
  const condition = { kind: "property", property, test: { op: "exists" } } as const;
  const { items } = await provider.select({ condition, count: 1, codesAlone: true, work });
  const known = (codeSystem.property ?? []).map(({ code }) => code);
  return items.length > 0 ? undefined : filterNotUnderstood(codeSystem.url ?? "", property, known, path);
}

const IS_OF = new Map<string, (value: string) => boolean>([
  ["boolean", (value) => value === "true" || value === "false"],
  ["integer", isDecimal],
  ["decimal", isDecimal],
  ["dateTime", (value) => readDate(value) !== undefined],
]);

/**
 * Values of a filter that no concept can have, by the type of its property: it selects nothing, or leaves nothing out.
 * @returns a sentence for each
 */
function unfitValues(
  { property = [] }: CodeSystem,
  { property: name, op, value }: ValueSetFilter,
  path: string,
): string[] {
  const declared = property.find(({ code }) => code === name)?.type;
  const type = declared ?? (name === "inactive" || name === "notSelectable" ? "boolean" : "");
  const isOfType = IS_OF.get(type);
  const values = filterValues(op, value) ?? [];
  return isOfType
    ? values.filter((one) => !isOfType(one)).map((one) => valueOfOtherType(path, name, one, type))
    : [];
}
