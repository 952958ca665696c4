/** What an include says itself of its code system: its enumerated codes and its filters. */
import { allOf } from "../concepts/algebra.ts";
import type { ConceptCondition } from "../concepts/concept-condition.ts";
import { filterCondition, startOf } from "../concepts/filters.ts";
import type { Issue } from "../issues/issue.ts";
import { conceptWithoutCode } from "../issues/value-sets.ts";
import type { ValueSetInclude } from "../model.ts";
import type { CodeSystemProvider } from "../store.ts";
import type { WorkBudget } from "../util/work-budget.ts";
import { codingFilter } from "./coding-filter.ts";
import { notUnderstood } from "./own-filter.ts";
import { unfitValues } from "./unfit-values.ts";
import type { UsedContentList } from "./used-content.ts";

/** What is wrong with the definition, and where. */
interface Wrong {
  path: string;
  issue: Issue;
}

/**
 * All of it must hold. Filters of a code system that is not here can't be read, and are left out.
 * @param path of the include
 * @param used is told from where filters go up or down, and which values no concept has
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
    parts.push(ofCodings?.condition ?? result.condition);
    for (const note of ofCodings?.notes ?? []) used.unfitValue(note);
    const code = startOf(filter);
    if (code !== undefined) used.filterStart({ provider, code, path: at });
    // A pattern takes its time to be read.
    await work.giveWay();
  }
  return { condition: allOf(parts) };
}
