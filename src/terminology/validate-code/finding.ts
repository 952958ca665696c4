/** What was found out about one coding. */
import type { Issue } from "../issues/issue.ts";
import type { CodeSystem, Coding } from "../model.ts";
import type { DisplayName } from "./display-names.ts";

export interface Finding {
  /** As sent; with its system, where that was inferred. */
  coding: Coding;
  /** Is it in the value set, or, of a code system, is it known? Undefined: unknown, and an issue says why. */
  member: boolean | undefined;
  issues: Issue[];
  /** In words, what the value set asks for and the code does not have. */
  reasons?: readonly string[] | undefined;
  /** Nothing has this system, or this code: another form may be worth a try. */
  unrecognised?: boolean | undefined;
  /** The code system version that it was validated against. */
  codeSystem?: CodeSystem | undefined;
  /** All that are right for the code, where it was found. */
  names?: readonly DisplayName[] | undefined;
  /** The display to use. */
  display?: string | undefined;
  /** The code as the code system writes it, where that is not as sent. */
  normalizedCode?: string | undefined;
  inactive?: boolean | undefined;
  status?: string | undefined;
  /** Code systems or versions (`url|version`) that are not known: those that the answer hangs on, and others. */
  causes: string[];
  unknown: string[];
}

/** What is not given: no member, and nothing to say about it. */
export function finding(coding: Coding, rest?: Partial<Finding>): Finding {
  const found: Finding = { coding, member: false, issues: [], causes: [], unknown: [] };
  return rest ? Object.assign(found, rest) : found;
}
