import { readOperation } from "../../fhir/operations/definition.ts";
import type { CompareInput } from "../../fhir/operations/types.ts";
import { compareValueSets } from "../../terminology/compare/compare.ts";
import { sharedValueSet } from "../../terminology/compose/shared-value-set.ts";
import { TerminologyError } from "../../terminology/issues/issue.ts";
import { requiredParameter } from "../../terminology/issues/parameters.ts";
import type { ValueSet } from "../../terminology/model.ts";
import { findValueSet } from "../../terminology/resolve/find-value-set.ts";
import type { VersionRules } from "../../terminology/resolve/version-rules.ts";
import type { Terminology } from "../../terminology/store.ts";
import type { Awaitable } from "../../terminology/util/awaitable.ts";
import { flow, found } from "../../terminology/util/flow.ts";
import type { Operation, RequestContext } from "./operation.ts";
import { versionsAsked } from "./version-parameters.ts";

/** ValueSet/$compare, https://build.fhir.org/ig/HL7/fhir-tx-ecosystem-ig */
export const compareOperation: Operation<"compare"> = {
  data: readOperation("compare"),

  run: flow(function* (terminology: Terminology, input: CompareInput, context: RequestContext<"compare">) {
    const versions = versionsAsked(input);
    const { relation, message, isByCodes, codes } = yield* found(
      compareValueSets(terminology, {
        one: yield* found(meant(terminology, input, "this", versions)),
        other: yield* found(meant(terminology, input, "other", versions)),
        versions,
        useSupplement: input.useSupplement,
        limit: context.expansionLimit,
        work: context.work,
      }),
    );
    return {
      result: relation,
      message,
      "performed-expansion": isByCodes,
      ...(input.diagnostics
        ? {
            "common-codes": listOf(codes.common),
            "missing-codes": listOf(codes.missing),
            "extra-codes": listOf(codes.extra),
          }
        : {}),
    };
  }),
};

function meant(
  terminology: Terminology,
  input: CompareInput,
  side: "this" | "other",
  { versionDate }: VersionRules,
): Awaitable<ValueSet> {
  const here = input[`${side}ValueSet`];
  if (here) return sharedValueSet(here);
  const url = input[`${side}Url`];
  if (url === undefined)
    throw new TerminologyError(
      requiredParameter(`${side}Url or ${side}ValueSet`, "both value sets are needed to compare them"),
    );
  return findValueSet(terminology, url, undefined, versionDate);
}

/** Codes that are listed at most. */
const MOST_LISTED = 1_000;

function listOf(codes: readonly string[]): string | undefined {
  if (codes.length === 0) return undefined;
  const more = codes.length - MOST_LISTED;
  return codes.slice(0, MOST_LISTED).join(",") + (more > 0 ? ` and ${more} more` : "");
}
