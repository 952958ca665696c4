/** Resources that a question brings with it: they are known to that question, beside what is stored. */
import type { CodeSystem, Resource, ValueSet } from "../../terminology/model.ts";
import type { Terminology } from "../../terminology/store.ts";
import { after, keptOr, type Awaitable } from "../../terminology/util/awaitable.ts";
import { lazy } from "../../terminology/util/lazy.ts";
import { PerGeneration } from "../../terminology/util/per-generation.ts";

/** Most requests bring no resources. */
const overlay = lazy(async () => (await import("../../storage/overlay.ts")).overlay);

/** `content`, and before it `resources`. */
export const seenThrough = (content: Terminology, resources: readonly Resource[]): Awaitable<Terminology> =>
  after(overlay(), (over) => over(content, resources));

/** Held weakly, as value sets are: what came with one request goes with it. */
const kept = new PerGeneration(() => new WeakMap<ValueSet, Awaitable<Terminology>>());

/** `content`, and before it the code systems that the value set contains: who is asked about that value set knows them. */
export function withContained(content: Terminology, valueSet: ValueSet): Awaitable<Terminology> {
  const own = valueSet.contained?.filter((r): r is CodeSystem => r.resourceType === "CodeSystem") ?? [];
  return own.length === 0
    ? content
    : keptOr(kept.of(content), valueSet, async () => seenThrough(content, own));
}
