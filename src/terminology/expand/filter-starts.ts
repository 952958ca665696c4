/** Filters of the hierarchy that start from a code which is not there: they select nothing, or everything. */
import { printCanonical } from "../canonical.ts";
import type { CompiledValueSet } from "../compose/compiled.ts";
import { filterFromUnknownCode } from "../issues/value-sets.ts";
import type { Awaitable } from "../util/awaitable.ts";
import { locateByThousands } from "../util/by-thousands.ts";
import { keptWithin } from "../util/kept-within.ts";
import type { WorkBudget } from "../util/work-budget.ts";

const NONE: readonly string[] = [];

const kept = new WeakMap<CompiledValueSet, Awaitable<readonly string[]>>();

/** @returns a sentence for each such filter: that is no error, but whoever reads the expansion has to know */
export const unknownStarts = (compiled: CompiledValueSet, work: WorkBudget): Awaitable<readonly string[]> =>
  compiled.used.filterStarts.length === 0
    ? NONE
    : keptWithin(kept, compiled, work, () => findUnknown(compiled, work));

async function findUnknown(
  { used: { filterStarts } }: CompiledValueSet,
  work: WorkBudget,
): Promise<readonly string[]> {
  const byProvider = Map.groupBy(filterStarts, ({ provider }) => provider);
  const texts = await Promise.all(
    Array.from(byProvider, ([provider, starts]) => unknownOf(provider, starts, work)),
  );
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
