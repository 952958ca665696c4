/** Filters of the hierarchy that start from a code which is not there: they select nothing, or everything. */
import { printCanonical } from "../canonical.ts";
import type { CompiledValueSet } from "../compose/compiled.ts";
import { filterFromUnknownCode } from "../issues/value-sets.ts";
import { keptOr, type Awaitable } from "../util/awaitable.ts";

const NONE: readonly string[] = [];

const kept = new WeakMap<CompiledValueSet, Awaitable<readonly string[]>>();

/** @returns a sentence for each such filter: that is no error, but who reads the expansion has to know */
export const unknownStarts = (compiled: CompiledValueSet): Awaitable<readonly string[]> =>
  compiled.used.filterStarts.length === 0 ? NONE : keptOr(kept, compiled, () => findUnknown(compiled));

async function findUnknown({ used: { filterStarts } }: CompiledValueSet): Promise<readonly string[]> {
  const byProvider = Map.groupBy(filterStarts, ({ provider }) => provider);
  const texts = await Promise.all(
    Array.from(byProvider, ([provider, starts]) => unknownOf(provider, starts)),
  );
  return texts.flat();
}

type Start = CompiledValueSet["used"]["filterStarts"][number];

async function unknownOf(provider: Start["provider"], starts: readonly Start[]): Promise<string[]> {
  const concepts = await provider.locate(starts.map(({ code }) => code));
  const unknown = starts.filter((_, i) => concepts[i] === undefined);
  const system = printCanonical(provider.codeSystem);
  return unknown.map(({ code, path }) => filterFromUnknownCode(system, code, path));
}
