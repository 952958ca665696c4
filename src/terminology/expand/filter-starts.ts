/** Filters by a code that is not there: they select nothing, or everything. */
import { printCanonical } from "../canonical.ts";
import type { CompiledValueSet } from "../compose/compiled.ts";
import { hasOneOf } from "../compose/parts-by-name.ts";
import { filterByUnknownCode, filterFromUnknownCode } from "../issues/value-sets.ts";
import type { Awaitable } from "../util/awaitable.ts";
import { locateByThousands } from "../util/by-thousands.ts";
import { keptWithin } from "../util/kept-within.ts";
import type { WorkBudget } from "../util/work-budget.ts";

const NONE: readonly string[] = [];

const kept = new WeakMap<CompiledValueSet, Awaitable<readonly string[]>>();

/** @returns a sentence for each such filter: that is no error, but whoever reads the expansion has to know */
export const unknownStarts = (compiled: CompiledValueSet, work: WorkBudget): Awaitable<readonly string[]> =>
  compiled.used.filterStarts.length + compiled.used.comparedCodes.length === 0
    ? NONE
    : keptWithin(kept, compiled, work, () => findUnknown(compiled, work));

async function findUnknown(
  { used: { filterStarts, comparedCodes } }: CompiledValueSet,
  work: WorkBudget,
): Promise<readonly string[]> {
  const byProvider = Map.groupBy(filterStarts, ({ provider }) => provider);
  const texts = await Promise.all(
    Array.from(byProvider, ([provider, starts]) => unknownOf(provider, starts, work)),
  );
  for (const compared of comparedCodes) texts.push(await notCompared(compared, work));
  return texts.flat();
}

type Start = CompiledValueSet["used"]["filterStarts"][number];

async function unknownOf(
  provider: Start["provider"],
  starts: readonly Start[],
  work: WorkBudget,
): Promise<string[]> {
  const codes = [...new Set(starts.map(({ code }) => code))];
  const concepts = await locateByThousands(provider, codes, work);
  const missing = new Set(codes.filter((_, i) => concepts[i] === undefined));
  const unknown = starts.filter(({ code }) => missing.has(code));
  const system = printCanonical(provider.codeSystem);
  return unknown.map(({ code, path }) => filterFromUnknownCode(system, code, path));
}

/** Of a property, some use other codes than those of concepts: a value that concepts have is no mistake. */
async function notCompared(
  { provider, codes, property, path }: CompiledValueSet["used"]["comparedCodes"][number],
  work: WorkBudget,
): Promise<string[]> {
  const concepts = await locateByThousands(provider, codes, work);
  const unknown = [...new Set(codes.filter((_, i) => concepts[i] === undefined))];
  if (unknown.length === 0) return [];
  if (property !== undefined) {
    const condition = hasOneOf(property, unknown);
    const { items } = await provider.select({ condition, count: 1, codesAlone: true, work });
    if (items.length > 0) return [];
  }
  const system = printCanonical(provider.codeSystem);
  return unknown.map((code) => filterByUnknownCode(system, code, property, path));
}
