/** Where the codes that sources go down or up from stand, asked together: a database finds many in one question. */
import { type ConceptCondition, namesCode } from "../concepts/concept-condition.ts";
import type { CodeSystemProvider } from "../store.ts";
import { type Awaitable, mapAll } from "../util/awaitable.ts";
import type { WorkBudget } from "../util/work-budget.ts";
import type { OrderedSource } from "./member.ts";

/** Sources that are asked about ahead. */
export const AHEAD = 100;

/** Fewer codes are found as each source is read. */
const SEVERAL = 8;

/** Stores keep what they find: each source is read by itself after this, and seldom has to wait. */
export function askAhead(sources: readonly OrderedSource[], work: WorkBudget): Awaitable<unknown> {
  if (sources.length < SEVERAL) return undefined;
  const asked = new Map<CodeSystemProvider, Set<ConceptCondition>>();
  for (const source of sources) {
    if ("ranked" in source) continue;
    const { provider, enumerated, condition } = source.include;
    if (!provider || enumerated) continue;
    let own = asked.get(provider);
    if (!own) asked.set(provider, (own = new Set()));
    for (const part of condition.kind === "all" ? condition.of : [condition]) {
      const named = part.kind === "not" ? part.of : part;
      if (namesCode(named)) own.add(named);
    }
  }
  return mapAll([...asked], ([provider, own]) =>
    own.size < SEVERAL
      ? undefined
      : provider.select({ condition: { kind: "any", of: [...own] }, count: 0, work }),
  );
}
