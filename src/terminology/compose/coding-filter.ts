/** A filter on a property whose values are Codings may name the system besides the code: `system|code`. */
import { anyOf } from "../concepts/algebra.ts";
import type { ConceptCondition } from "../concepts/concept-condition.ts";
import { filterValues } from "../concepts/filters.ts";
import { codeOfOtherSystem } from "../issues/value-sets.ts";
import type { Concept, ValueSetFilter } from "../model.ts";
import type { CodeSystemProvider } from "../store.ts";
import type { WorkBudget } from "../util/work-budget.ts";

interface CodingFilter {
  condition: ConceptCondition;
  /** For each value whose code is there with other systems alone: a sentence. */
  notes: string[];
}

/**
 * @param path where the filter stands, for the sentences
 * @returns undefined: the filter names no system, so codes alone are compared
 */
export async function codingFilter(
  provider: CodeSystemProvider,
  { property, op, value }: ValueSetFilter,
  path: string,
  work: WorkBudget,
): Promise<CodingFilter | undefined> {
  const declared = provider.codeSystem.property?.find(({ code }) => code === property);
  if (declared?.type !== "Coding" || !String(value).includes("|")) return undefined;
  const values = filterValues(op, value);
  if (!values) return undefined;
  // A code may have a bar of its own.
  const parts = [fits(property, values)];
  const notes: string[] = [];
  for (const { system, code } of values.flatMap(systemAndCode)) {
    const { items } = await provider.select({ condition: fits(property, [code]), work });
    const systemsOf = (concept: Concept): string[] => systemsWith(concept, property, code);
    const own = items.filter((concept) => systemsOf(concept).includes(system));
    // Where the code is of this system alone the short condition says the same.
    const isAll = own.length === items.length;
    parts.push(isAll ? fits(property, [code]) : { kind: "codes", codes: own.map((one) => one.code) });
    if (own.length === 0 && items.length > 0)
      notes.push(codeOfOtherSystem(path, { system, code }, [...new Set(items.flatMap(systemsOf))]));
  }
  const condition = anyOf(parts);
  return { condition: op === "not-in" ? { kind: "not", of: condition } : condition, notes };
}

const fits = (property: string, values: readonly string[]): ConceptCondition => ({
  kind: "property",
  property,
  test: { op: "in", values },
});

interface SystemAndCode {
  system: string;
  code: string;
}

function systemAndCode(value: string): SystemAndCode[] {
  const bar = value.lastIndexOf("|");
  return bar < 0 ? [] : [{ system: value.slice(0, bar), code: value.slice(bar + 1) }];
}

const systemsWith = ({ properties }: Concept, property: string, code: string): string[] =>
  properties.flatMap(({ code: name, value }) =>
    name === property && typeof value === "object" && value.code === code ? [value.system ?? ""] : [],
  );
