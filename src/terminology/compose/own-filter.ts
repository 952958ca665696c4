import { filterOfItsOwn } from "../concepts/filters.ts";
import type { Issue } from "../issues/issue.ts";
import { filterNotUnderstood } from "../issues/value-sets.ts";
import type { ValueSetFilter } from "../model.ts";
import { isStandIn } from "../resolve/content.ts";
import type { CodeSystemProvider } from "../store.ts";
import type { WorkBudget } from "../util/work-budget.ts";

/**
 * Why nobody here can tell what a filter selects: the code system declares it, but none of its concepts has a property
 * of that name. What is wrong with the filter itself, or with a code system that is not here, is not told.
 * @param path where the filter stands
 */
export async function notUnderstood(
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
