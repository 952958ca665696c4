import { readOperation } from "../../fhir/operations/definition.ts";
import type { ValidateCodeInput } from "../../fhir/operations/types.ts";
import { TerminologyError } from "../../terminology/issues/issue.ts";
import { codeWithoutSystem } from "../../terminology/issues/validation.ts";
import type { Terminology } from "../../terminology/store.ts";
import { flow, found } from "../../terminology/util/flow.ts";
import { toldOtherVersions } from "../../terminology/validate-code/other-value-sets.ts";
import { validateInValueSet } from "../../terminology/validate-code/validate-code.ts";
import type { Operation, RequestContext } from "./operation.ts";
import { withContained } from "./own-resources.ts";
import { codesOf, infersSystem, optionsOf, validationOutput } from "./validation.ts";
import { isUnversioned, valueSetMeant } from "./value-set-meant.ts";

/** ValueSet/$validate-code, https://hl7.org/fhir/R5/valueset-operation-validate-code.html */
export const validateCodeOperation: Operation<"validate-code"> = {
  data: readOperation("validate-code"),

  run: flow(function* (
    terminology: Terminology,
    input: ValidateCodeInput,
    context: RequestContext<"validate-code">,
  ) {
    const codes = codesOf(input, input.systemVersion);
    if (codes.kind === "code" && codes.coding.system === undefined && !infersSystem(input))
      throw new TerminologyError(codeWithoutSystem());
    const options = optionsOf(input, context);
    const valueSet = yield* found(valueSetMeant(terminology, input, context.instance, options.rules));
    const seen = yield* found(withContained(terminology, valueSet));
    const outcome = yield* found(validateInValueSet(seen, valueSet, codes, options));
    if (outcome.result || !isUnversioned(input, context.instance, options.rules))
      return validationOutput(outcome);
    return validationOutput(
      yield* found(toldOtherVersions(terminology, { valueSet, codes, options }, outcome)),
    );
  }),
};
