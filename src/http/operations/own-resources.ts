/** Resources that a question brings with it: they are known to that question, beside what is stored. */
import type { CodeSystem, Resource, ValueSet } from "../../terminology/model.ts";
import type { Terminology } from "../../terminology/store.ts";
import { after, type Awaitable, keptOr } from "../../terminology/util/awaitable.ts";
import { lazy } from "../../terminology/util/lazy.ts";
import { PerGeneration } from "../../terminology/util/per-generation.ts";
import type { WorkBudget } from "../../terminology/util/work-budget.ts";
import type { TxResourceCache } from "../caching/tx-resource-cache.ts";

/** Units for each resource that is put into a store. */
const EACH = 8;

/** Most requests bring no resources. */
const overlays = lazy(() => import("../../storage/overlay.ts"));

/** `content`, and before it `resources`. */
export const seenThrough = (content: Terminology, resources: readonly Resource[]): Awaitable<Terminology> =>
  after(overlays(), ({ overlay }) => overlay(content, resources));

/** `content`, and before it what a client sent under its cache-id; `work`: what counts if that is put together now. */
export const seenThroughKept = (
  content: Terminology,
  resources: readonly Resource[],
  cache: TxResourceCache,
  work: WorkBudget | undefined,
): Awaitable<Terminology> =>
  after(overlays(), ({ ownStore, over }) => {
    const own = cache.storeOf(resources, () => {
      work?.resources(EACH * resources.length);
      return ownStore(resources);
    });
    return after(own, (store) => over(content, store));
  });

/** Held weakly, as value sets are: what came with one request goes with it. */
const kept = new PerGeneration(() => new WeakMap<ValueSet, Awaitable<Terminology>>());

/** `content`, and before it the code systems that the value set contains: who is asked about that value set knows them. */
export function withContained(content: Terminology, valueSet: ValueSet): Awaitable<Terminology> {
  const own = valueSet.contained?.filter((r): r is CodeSystem => r.resourceType === "CodeSystem") ?? [];
  return own.length === 0
    ? content
    : keptOr(kept.of(content), valueSet, async () => seenThrough(content, own));
}
