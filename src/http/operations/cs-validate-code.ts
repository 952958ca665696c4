import { readOperation } from "../../fhir/operations/definition.ts";
import type { Input } from "../../fhir/operations/parameters.ts";
import { overlay, storeOf } from "../../storage/overlay.ts";
import { after, type Awaitable } from "../../terminology/util/awaitable.ts";
import { parseCanonical } from "../../terminology/canonical.ts";
import {
  validateInCodeSystem,
  type CodeSystemChoice,
} from "../../terminology/validate-code/cs-validate-code.ts";
import { requiredParameter, TerminologyError } from "../../terminology/issues/issue.ts";
import type { CodeSystem, Coding } from "../../terminology/model.ts";
import type { ValidationOutcome } from "../../terminology/validate-code/validate-code.ts";
import type { Operation, RequestContext } from "./operation.ts";
import { codesOf, optionsOf, writeValidation } from "./validation-input.ts";

/** CodeSystem/$validate-code, https://hl7.org/fhir/R5/codesystem-operation-validate-code.html */
export const csValidateCodeOperation: Operation<ValidationOutcome> = {
  data: readOperation("cs-validate-code"),

  run(store, input, context) {
    const version = input.version as string | undefined;
    const codes = codesOf(input, version);
    // A supplement that came with the request is no code system to validate against, but it explains what was meant.
    const known = overlay(store, input.codeSystem ? [input.codeSystem as CodeSystem] : []);
    const options = optionsOf(input, context.acceptLanguage);
    return after(choiceOf(input, context), (choice) => validateInCodeSystem(known, choice, codes, options));
  },

  write: writeValidation,
};

function choiceOf(input: Input, context: RequestContext): Awaitable<CodeSystemChoice> {
  const instance = context.instance as CodeSystem | undefined;
  if (instance?.url !== undefined) return { url: instance.url, version: instance.version };
  const inline = input.codeSystem as CodeSystem | undefined;
  if (inline) {
    const url = inline.url ?? "";
    return after(storeOf([{ ...inline, url }]).codeSystem({ url }), (provider) => ({ url, provider }));
  }
  const named = (input.url as string | undefined) ?? (input.coding as Coding | undefined)?.system;
  if (named === undefined)
    throw new TerminologyError(requiredParameter("url or codeSystem", "the code system to validate against"));
  const { url, version } = parseCanonical(named);
  return { url, version: version ?? (input.version as string | undefined) };
}
