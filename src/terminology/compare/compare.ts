/** ValueSet/$compare: how the codes of two value sets relate (HL7 terminology ecosystem). */
import type * as r5 from "fhir/r5";
import { valueSetName } from "../canonical.ts";
import { compileValueSet } from "../compose/compose.ts";
import { expand } from "../expand/expand.ts";
import { cannotCompare, comparisonText, expansionFailed, notListedWhole } from "../issues/comparison.ts";
import { TerminologyError } from "../issues/issue.ts";
import type { Terminology } from "../store.ts";
import { type Awaitable, orElse } from "../util/awaitable.ts";
import { flow, found, type Steps } from "../util/flow.ts";
import { inTurns } from "../util/in-turns.ts";
import { WorkBudget } from "../util/work-budget.ts";
import { compareByDefinition } from "./by-definition.ts";
import { type Difference, differenceOf, relationOf } from "./difference.ts";
import type { CompareOutcome, CompareRequest } from "./request.ts";

/**
 * By the definitions where these tell, else by the codes that each lists: codes of different versions of a code system
 * are the same. What can't be expanded, or not as a whole, is indeterminate.
 */
export const compareValueSets = flow(function* (
  store: Terminology,
  given: CompareRequest,
): Steps<CompareOutcome> {
  const { work = new WorkBudget() } = given;
  const request = { ...given, work };
  const { one, other, versions, useSupplement } = request;
  const options = { useSupplement, work };
  const compiledOne = yield* found(compileValueSet(store, one, versions, options));
  const compiledOther = yield* found(compileValueSet(store, other, versions, options));
  const byDefinition = yield* found(compareByDefinition(compiledOne, compiledOther, work));
  if (byDefinition) return outcome(request, byDefinition, { isByCodes: false });
  const here = yield* found(listed(store, request, "one"));
  if (typeof here === "string") return indeterminate(request, here);
  const there = yield* found(listed(store, request, "other"));
  if (typeof there === "string") return indeterminate(request, there);
  const codeOf = ({ code = "" }: r5.ValueSetExpansionContains): string => code;
  const byCodes = yield* found(inTurns(differenceOf(here, there, keyOf, codeOf)));
  return outcome(request, byCodes, { isByCodes: true });
});

const keyOf = ({ system, code }: r5.ValueSetExpansionContains): string => JSON.stringify([system, code]);

/** All codes of one of the two; where they can't be had: why. */
function listed(
  store: Terminology,
  { versions, useSupplement, limit, work, ...sets }: CompareRequest,
  side: "one" | "other",
): Awaitable<readonly r5.ValueSetExpansionContains[] | string> {
  const valueSet = sets[side];
  const request = { valueSet, versions, useSupplement, limit, work, excludeNested: true };
  return orElse<readonly r5.ValueSetExpansionContains[] | string>(
    () => contentOf(store, request, side),
    (failure) => {
      if (failure instanceof TerminologyError) return expansionFailed(side, failure.message);
      throw failure;
    },
  );
}

const contentOf = flow(function* (
  store: Terminology,
  request: Parameters<typeof expand>[1],
  side: "one" | "other",
): Steps<readonly r5.ValueSetExpansionContains[] | string> {
  const { expansion } = yield* found(expand(store, request));
  // Whoever has only a part of the codes can't say what is missing.
  return expansion?.extension ? notListedWhole(side) : (expansion?.contains ?? []);
});

function outcome(
  { one, other }: CompareRequest,
  difference: Difference,
  { isByCodes }: Pick<CompareOutcome, "isByCodes">,
): CompareOutcome {
  const relation = relationOf(difference);
  // Of equal sets nothing differs.
  const codes = relation === "same" && isByCodes ? NO_CODES : difference;
  return {
    relation,
    message: comparisonText(relation, valueSetName(one), valueSetName(other)),
    isByCodes,
    codes,
  };
}

const NO_CODES = { common: [], missing: [], extra: [] };

const indeterminate = ({ one, other }: CompareRequest, why: string): CompareOutcome => ({
  relation: "indeterminate",
  message: cannotCompare(valueSetName(one), valueSetName(other), why),
  isByCodes: true,
  codes: NO_CODES,
});
