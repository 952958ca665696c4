/**
 * A ValueSet's definition, resolved: which codes of which code system versions it says. Nothing is thrown: what can't
 * be resolved is a problem.
 */
import type { ValueSet } from "../model.ts";
import { NO_VERSION_RULES, type VersionRules } from "../resolve/version-rules.ts";
import type { Terminology } from "../store.ts";
import type { Awaitable } from "../util/awaitable.ts";
import { WorkBudget } from "../util/work-budget.ts";
import { compiledOnce } from "./compile-cache.ts";
import type { CompiledValueSet } from "./compiled.ts";
import { Compiler } from "./compiler.ts";

interface CompileOptions {
  /** Supplements to apply besides those that the value set asks for, `url|version`. */
  useSupplement?: readonly string[] | undefined;
  /** What the request may cost. Default: a budget of its own. */
  work?: WorkBudget | undefined;
}

/**
 * Resolves the definition of `valueSet` against the store.
 * The result is shared with other requests as long as the store's content does not change: it must not be changed.
 * Cycles, missing code systems, versions, value sets and supplements, and wrong filters are in `problems`.
 */
export function compileValueSet(
  store: Terminology,
  valueSet: ValueSet,
  rules: VersionRules,
  options: CompileOptions = {},
): Awaitable<CompiledValueSet> {
  const { useSupplement: supplements = [], work = new WorkBudget() } = options;
  const plain = rules === NO_VERSION_RULES && supplements.length === 0;
  const variant = plain ? "" : JSON.stringify([rules, supplements]);
  return compiledOnce(store, valueSet, variant, work, () =>
    new Compiler(store, rules, work).compileRoot(valueSet, supplements),
  );
}
