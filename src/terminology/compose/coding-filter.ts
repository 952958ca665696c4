/**
 * A filter on a property whose values are Codings may name the system besides the code: `system|code`; one on LOINC's, the
 * part by its name.
 */
import { anyOf } from "../concepts/algebra.ts";
import type { ConceptCondition } from "../concepts/concept-condition.ts";
import { LOINC } from "../concepts/concept-status.ts";
import { filterValues } from "../concepts/filters.ts";
import type { Issue } from "../issues/issue.ts";
import {
  codeOfOtherSystem,
  noValueCalled,
  patternOfCodesAlone,
  valueNotLookedFor,
} from "../issues/value-sets.ts";
import type { Concept, ValueSetFilter } from "../model.ts";
import type { CodeSystemProvider } from "../store.ts";
import type { WorkBudget } from "../util/work-budget.ts";
import { hasOneOf, type PartsAsked, partsNamed } from "./parts-by-name.ts";

interface CodingFilter {
  condition: ConceptCondition;
  /** For each value whose code is there with other systems alone, or that no part is called: a sentence. */
  notes: string[];
}

/**
 * @param path where the filter stands, for the sentences
 * @returns undefined: the filter names no system and no part, so codes alone are compared; an issue: what it selects is
 *   not known
 */
export async function codingFilter(
  provider: CodeSystemProvider,
  { property, op, value }: ValueSetFilter,
  path: string,
  work: WorkBudget,
): Promise<CodingFilter | { issue: Issue } | undefined> {
  const declared = provider.codeSystem.property?.find(({ code }) => code === property);
  if (declared?.type !== "Coding") return undefined;
  const asked = { provider, property, work };
  if (op === "regex") return mayBeOfNames(asked, value, path);
  const values = filterValues(op, value);
  if (!values) return undefined;
  const found = await namedValues(asked, values, path);
  if ("issue" in found) return found;
  const { named, notes } = found;
  if (named.length === 0 && notes.length === 0 && !value.includes("|")) return undefined;
  // A code may have a bar of its own.
  const parts = [hasOneOf(property, [...values, ...named])];
  for (const { system, code } of values.flatMap(systemAndCode)) {
    const { items } = await provider.select({ condition: hasOneOf(property, [code]), work });
    const systemsOf = (concept: Concept): string[] => systemsWith(concept, property, code);
    const own = items.filter((concept) => systemsOf(concept).includes(system));
    // Where the code is of this system alone the short condition says the same.
    const isAll = own.length === items.length;
    parts.push(isAll ? hasOneOf(property, [code]) : { kind: "codes", codes: own.map((one) => one.code) });
    if (own.length === 0 && items.length > 0)
      notes.push(codeOfOtherSystem(path, { system, code }, [...new Set(items.flatMap(systemsOf))]));
  }
  const condition = anyOf(parts);
  return { condition: op === "not-in" ? { kind: "not", of: condition } : condition, notes };
}

/** A pattern of LOINC's parts that fits none of their codes is most likely one of their names, which it is not compared with. */
async function mayBeOfNames(
  { provider, property, work }: PartsAsked,
  pattern: string,
  path: string,
): Promise<{ issue: Issue } | undefined> {
  if (provider.codeSystem.url !== LOINC) return undefined;
  const condition = { kind: "property", property, test: { op: "regex", patterns: [pattern] } } as const;
  const { items } = await provider.select({ condition, count: 1, codesAlone: true, work });
  return items.length > 0 ? undefined : { issue: patternOfCodesAlone(path, property, pattern) };
}

/** The codes of LOINC's parts that stand there by name, and a sentence for each name that none was found to have. */
async function namedValues(
  asked: PartsAsked,
  values: readonly string[],
  path: string,
): Promise<{ named: string[]; notes: string[] } | { issue: Issue }> {
  const named: string[] = [];
  const notes: string[] = [];
  if (asked.provider.codeSystem.url !== LOINC) return { named, notes };
  for (const name of values.filter((value) => !value.includes("|"))) {
    const codes = await partsNamed(asked, name);
    if (codes === "not-known") return { issue: valueNotLookedFor(path, asked.property, name) };
    if (codes?.length === 0) notes.push(noValueCalled(path, asked.property, name));
    named.push(...(codes ?? []));
  }
  return { named, notes };
}

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
