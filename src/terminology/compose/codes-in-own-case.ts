/** Codes of a definition as the code system writes them, where it does not say whether case counts. */
import type { ValueSetFilter, ValueSetInclude } from "../model.ts";
import type { CodeSystemProvider } from "../store.ts";
import { locateByThousands } from "../util/by-thousands.ts";
import type { WorkBudget } from "../util/work-budget.ts";

/** The same include, unless a code that it lists, or filters by, is written in another case. */
export async function inOwnCase(
  include: ValueSetInclude,
  provider: CodeSystemProvider | undefined,
  work: WorkBudget,
): Promise<ValueSetInclude> {
  if (!provider || provider.codeSystem.caseSensitive !== undefined) return include;
  const listed = (include.concept ?? []).map(({ code }) => code ?? "");
  const codes = [...listed, ...(include.filter ?? []).flatMap(codesOf)];
  if (codes.length === 0) return include;
  const located = await locateByThousands(provider, codes, work);
  const own = new Map<string, string>();
  for (const [i, code] of codes.entries())
    if (located[i] && located[i].code !== code) own.set(code, located[i].code);
  if (own.size === 0) return include;
  const { concept, filter } = include;
  const written = (code: string): string => own.get(code) ?? code;
  return {
    ...include,
    ...(concept ? { concept: concept.map((c) => ({ ...c, code: written(c.code) })) } : {}),
    ...(filter ? { filter: filter.map((f) => ({ ...f, value: replaced(f, written) })) } : {}),
  };
}

/** Properties whose values are codes of the code system itself. */
const OF_THE_SYSTEM = new Set(["concept", "code", "parent", "child"]);
const NO_CODES = new Set(["regex", "exists"]);

function codesOf({ property, op, value }: ValueSetFilter): string[] {
  if (!OF_THE_SYSTEM.has(property) || NO_CODES.has(op) || typeof value !== "string") return [];
  return op === "in" || op === "not-in" ? value.split(",").map((code) => code.trim()) : [value];
}

function replaced(filter: ValueSetFilter, written: (code: string) => string): string {
  const codes = codesOf(filter);
  return codes.length === 0 ? filter.value : codes.map(written).join(",");
}
