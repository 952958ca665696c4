/** What many may ask for while it is made, within the budget of one of them. */
import { type Awaitable, type Keeper, keptOr } from "./awaitable.ts";
import type { WorkBudget } from "./work-budget.ts";

const makers = new WeakMap<Promise<unknown>, WorkBudget>();

/**
 * As `keptOr`, where `make` costs `work`. Once the budget of whoever asked first is used up, or nobody waits for it any more,
 * the next who waits makes it within its own.
 * @param weight of the value, where the keeper has room for so much
 */
export function keptWithin<K, T>(
  keeper: Keeper<K, T>,
  key: K,
  work: WorkBudget,
  make: () => Promise<T>,
  weight?: (value: T) => number,
): Awaitable<T> {
  const isBegun = keeper.has(key);
  const kept = keptOr(keeper, key, make, weight);
  if (!(kept instanceof Promise)) return kept;
  if (!isBegun) {
    makers.set(kept, work);
    return kept;
  }
  return kept.catch((failure: unknown) => {
    if (!makers.get(kept)?.isUsedUp) throw failure;
    return keptWithin(keeper, key, work, make, weight);
  });
}
