import { readOperation } from "../../fhir/operation-definition.ts";
import type { Input } from "../../fhir/parameters.ts";
import { overlay, storeOf } from "../../storage/overlay-store.ts";
import { parseCanonical } from "../../terminology/canonical.ts";
import { validateInCodeSystem, type CodeSystemChoice } from "../../terminology/cs-validate-code.ts";
import { requiredParameter, TerminologyError } from "../../terminology/issues.ts";
import type { CodeSystem, Coding } from "../../terminology/model.ts";
import type { ValidationOutcome } from "../../terminology/validate-code.ts";
import type { Operation, RequestContext } from "./operation.ts";
import { codesOf, optionsOf, writeValidation } from "./validation-input.ts";

/** CodeSystem/$validate-code, https://hl7.org/fhir/R5/codesystem-operation-validate-code.html */
export const csValidateCodeOperation: Operation<ValidationOutcome> = {
  data: readOperation("cs-validate-code"),

  async run(store, input, context) {
    const version = input.version as string | undefined;
    const codes = codesOf(input, version);
    const choice = await choiceOf(input, context);
    // A supplement that came with the request is no code system to validate against, but it explains what was meant.
    const known = overlay(store, input.codeSystem ? [input.codeSystem as CodeSystem] : []);
    return validateInCodeSystem(known, choice, codes, optionsOf(input, context.acceptLanguage));
  },

  write: writeValidation,
};

async function choiceOf(input: Input, context: RequestContext): Promise<CodeSystemChoice> {
  const instance = context.instance as CodeSystem | undefined;
  if (instance?.url !== undefined) return { url: instance.url, version: instance.version };
  const inline = input.codeSystem as CodeSystem | undefined;
  if (inline) {
    const url = inline.url ?? "";
    return { url, provider: await storeOf([{ ...inline, url }]).codeSystem({ url }) };
  }
  const named = (input.url as string | undefined) ?? (input.coding as Coding | undefined)?.system;
  if (named === undefined)
    throw new TerminologyError(requiredParameter("url or codeSystem", "the code system to validate against"));
  const { url, version } = parseCanonical(named);
  return { url, version: version ?? (input.version as string | undefined) };
}
