import { checkDepth } from "../../fhir/depth.ts";
import { readOperation } from "../../fhir/operations/definition.ts";
import type { ExpandInput } from "../../fhir/operations/types.ts";
import { expand } from "../../terminology/expand/expand.ts";
import type { ValueSet } from "../../terminology/model.ts";
import type { Terminology } from "../../terminology/store.ts";
import { flow, found } from "../../terminology/util/flow.ts";
import type { Operation, RequestContext } from "./operation.ts";
import { withContained } from "./own-resources.ts";
import { chosenBy, valueSetMeant } from "./value-set-meant.ts";
import { versionsAsked } from "./version-parameters.ts";

/** @throws TerminologyError too-long: codes stand so deep below others that it can't be written. */
function checkNesting({ expansion }: ValueSet): void {
  for (const { contains } of expansion?.contains ?? []) if (contains) checkDepth(contains);
}

/** ValueSet/$expand, https://hl7.org/fhir/R5/valueset-operation-expand.html */
export const expandOperation: Operation<"expand"> = {
  data: readOperation("expand"),

  run: flow(function* (terminology: Terminology, input: ExpandInput, context: RequestContext<"expand">) {
    const versions = versionsAsked(input);
    const valueSet = yield* found(valueSetMeant(terminology, input, context.instance, versions));
    const seen = yield* found(withContained(terminology, valueSet));
    const expansion = yield* found(
      expand(seen, {
        valueSet,
        filter: input.filter,
        offset: input.offset,
        count: input.count,
        includeDesignations: input.includeDesignations,
        designation: input.designation,
        includeDefinition: input.includeDefinition,
        activeOnly: input.activeOnly,
        excludeNested: input.excludeNested ?? (context.flatExpansions || undefined),
        excludeNotForUI: input.excludeNotForUI,
        excludePostCoordinated: input.excludePostCoordinated,
        displayLanguage: input.displayLanguage,
        acceptLanguage: context.acceptLanguage,
        property: input.property,
        excludeSystem: input["exclude-system"],
        useSupplement: input.useSupplement,
        versions,
        chosenBy: chosenBy(input, context.instance, versions),
        limit: context.expansionLimit,
        work: context.work,
      }),
    );
    checkNesting(expansion);
    return { return: expansion };
  }),
};
