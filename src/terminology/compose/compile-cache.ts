/** Compiled value sets, kept as long as the store's content is the same: codes are mostly validated against the same few. */
import type { ValueSet } from "../model.ts";
import type { Terminology } from "../store.ts";
import type { Awaitable } from "../util/awaitable.ts";
import { keptCounts } from "../util/kept-counts.ts";
import { keptWithin } from "../util/kept-within.ts";
import { onceFor } from "../util/once-for.ts";
import { PerGeneration } from "../util/per-generation.ts";
import type { WorkBudget } from "../util/work-budget.ts";
import type { CompiledValueSet } from "./compiled.ts";

/** Version rules and supplements come from callers: of one value set no more variants than this are kept. */
const MAX_VARIANTS = 16;

type Variants = Map<string, Awaitable<CompiledValueSet>>;

/** Value sets are held weakly too: what came with one request goes with it. */
const compiled = new PerGeneration(() => onceFor((_: ValueSet): Variants => new Map()));
const counts = keptCounts("compiled-value-sets");

/**
 * @param variant what the result depends on besides the store and the value set
 * @param work what `compile` costs
 */
export function compiledOnce(
  store: Terminology,
  valueSet: ValueSet,
  variant: string,
  work: WorkBudget,
  compile: () => Promise<CompiledValueSet>,
): Awaitable<CompiledValueSet> {
  const variants = compiled.of(store)(valueSet);
  const isKept = variants.has(variant);
  counts[isKept ? "hits" : "misses"]++;
  if (variants.size >= MAX_VARIANTS && !isKept) variants.clear();
  return keptWithin(variants, variant, work, compile);
}
