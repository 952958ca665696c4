/** What is asked of $compare, and what it finds. */
import type { ValueSet } from "../model.ts";
import type { VersionRules } from "../resolve/version-rules.ts";
import type { WorkBudget } from "../util/work-budget.ts";

export interface CompareRequest {
  /** Called "this" in the answer. */
  one: ValueSet;
  other: ValueSet;
  versions: VersionRules;
  useSupplement?: readonly string[] | undefined;
  /** Most concepts of a value set whose codes have to be listed. */
  limit: number;
  work?: WorkBudget | undefined;
}

/** How the codes of one value set relate to those of the other. */
export type Relation =
  "same" | "subset" | "superset" | "overlapping" | "disjoint" | "empty" | "indeterminate";

export interface CompareOutcome {
  relation: Relation;
  message: string;
  /** The codes were listed; else the definitions decided. */
  isByCodes: boolean;
  /** Where codes were compared: those that both have, that the other lacks (missing), and that this one lacks (extra). */
  codes: Codes;
}

export interface Codes {
  common: readonly string[];
  missing: readonly string[];
  extra: readonly string[];
}
