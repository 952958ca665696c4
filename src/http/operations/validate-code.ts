import { readOperation } from "../../fhir/operations/definition.ts";
import type { Input } from "../../fhir/operations/parameters.ts";
import { after, type Awaitable } from "../../terminology/util/awaitable.ts";
import { sharedValueSet } from "../../terminology/compose/shared-value-set.ts";
import { findValueSet } from "../../terminology/resolve/find-value-set.ts";
import { requiredParameter, TerminologyError } from "../../terminology/issues/issue.ts";
import { nothingToValidate } from "../../terminology/issues/validation.ts";
import type { ValueSet } from "../../terminology/model.ts";
import type { Terminology } from "../../terminology/store.ts";
import { validateInValueSet, type ValidationOutcome } from "../../terminology/validate-code/validate-code.ts";
import type { Operation, RequestContext } from "./operation.ts";
import { codesOf, optionsOf, writeValidation } from "./validation-input.ts";

/** ValueSet/$validate-code, https://hl7.org/fhir/R5/valueset-operation-validate-code.html */
export const validateCodeOperation: Operation<ValidationOutcome> = {
  data: readOperation("validate-code"),

  run(store, input, context) {
    const codes = codesOf(input, input.systemVersion as string | undefined);
    if (codes.kind === "code" && codes.coding.system === undefined && input.inferSystem !== true)
      throw new TerminologyError(
        nothingToValidate("code was given without system; a bare code is never guessed"),
      );
    const options = optionsOf(input, context.acceptLanguage);
    return after(valueSetOf(store, input, context, options.rules.versionDate), (valueSet) =>
      validateInValueSet(store, valueSet, codes, options),
    );
  },

  write: writeValidation,
};

function valueSetOf(
  store: Terminology,
  input: Input,
  context: RequestContext,
  versionDate: string | undefined,
): Awaitable<ValueSet> {
  const here = (context.instance ?? input.valueSet) as ValueSet | undefined;
  if (here) return sharedValueSet(here);
  const url = input.url as string | undefined;
  if (url === undefined)
    throw new TerminologyError(requiredParameter("url or valueSet", "the value set to validate against"));
  return findValueSet(store, url, input.valueSetVersion as string | undefined, versionDate);
}
