/** Compiled value sets, kept as long as the store's content is the same: codes are mostly validated against the same few. */
import type { CompiledValueSet } from "./compiled.ts";
import { keptOr, type Awaitable } from "../util/awaitable.ts";
import type { ValueSet } from "../model.ts";
import type { Terminology } from "../store.ts";

/** Version rules and supplements come from callers: of one value set no more variants than this are kept. */
const MAX_VARIANTS = 16;

type Variants = Map<string, Awaitable<CompiledValueSet>>;

interface Entry {
  generation: number;
  sets: WeakMap<ValueSet, Variants>;
}

/** Both store and value set are held weakly: an overlay of one request goes with it. */
const entries = new WeakMap<Terminology, Entry>();

/** @param variant what the result depends on besides the store and the value set */
export function compiledOnce(
  store: Terminology,
  valueSet: ValueSet,
  variant: string,
  compile: () => Promise<CompiledValueSet>,
): Awaitable<CompiledValueSet> {
  const variants = variantsOf(store, valueSet);
  if (variants.size >= MAX_VARIANTS && !variants.has(variant)) variants.clear();
  return keptOr(variants, variant, compile);
}

function variantsOf(store: Terminology, valueSet: ValueSet): Variants {
  let entry = entries.get(store);
  if (entry?.generation !== store.generation) {
    entry = { generation: store.generation, sets: new WeakMap() };
    entries.set(store, entry);
  }
  let variants = entry.sets.get(valueSet);
  if (!variants) {
    variants = new Map();
    entry.sets.set(valueSet, variants);
  }
  return variants;
}
