import { readOperation } from "../../fhir/operations/definition.ts";
import type { CsValidateCodeInput } from "../../fhir/operations/types.ts";
import { overlay, storeOf } from "../../storage/overlay.ts";
import { parseCanonical } from "../../terminology/canonical.ts";
import { TerminologyError } from "../../terminology/issues/issue.ts";
import { invalidParameter, requiredParameter } from "../../terminology/issues/parameters.ts";
import type { CodeSystem } from "../../terminology/model.ts";
import type { Terminology } from "../../terminology/store.ts";
import type { Awaitable } from "../../terminology/util/awaitable.ts";
import { flow, found, type Steps } from "../../terminology/util/flow.ts";
import {
  type CodeSystemChoice,
  validateInCodeSystem,
} from "../../terminology/validate-code/cs-validate-code.ts";
import { checkInstance, checkInstanceVersion, versionOf } from "./instance.ts";
import type { Operation, RequestContext } from "./operation.ts";
import { checkCodingVersions, checkSent, checkVersion } from "./said-twice.ts";
import { codesOf, optionsOf, validationOutput } from "./validation.ts";

/** CodeSystem/$validate-code, https://hl7.org/fhir/R5/codesystem-operation-validate-code.html */
export const csValidateCodeOperation: Operation<"cs-validate-code"> = {
  data: readOperation("cs-validate-code"),

  run: flow(function* (
    terminology: Terminology,
    input: CsValidateCodeInput,
    context: RequestContext<"cs-validate-code">,
  ) {
    const codes = codesOf(input, input.version);
    const options = optionsOf(input, context);
    const choice = yield* found(codeSystemChosen(input, context.instance));
    if (choice) checkCodingVersions(codes, choice);
    // A supplement that came with the request is no code system to validate against, but it explains what was meant.
    const seen = yield* found(overlay(terminology, input.codeSystem ? [input.codeSystem] : []));
    return validationOutput(yield* found(validateInCodeSystem(seen, choice, codes, options)));
  }),
};

/** The one that it is called on, or the one that came with it, else that of `url`, else of the coding; undefined: the codings say. */
function codeSystemChosen(
  { codeSystem, url, system, version: stated, code, coding }: CsValidateCodeInput,
  instance: CodeSystem | undefined,
): Awaitable<CodeSystemChoice | undefined> {
  const named = url ?? (code === undefined ? undefined : system);
  checkInstance(instance, named, "url");
  if (instance && codeSystem)
    throw new TerminologyError(
      invalidParameter("codeSystem", codeSystem, "the code system is in the address"),
    );
  if (instance?.url !== undefined) {
    checkInstanceVersion(instance, stated, "version");
    return { url: instance.url, version: versionOf(instance) };
  }
  if (codeSystem) {
    const own = codeSystem.url ?? "";
    const sent = { what: "the code system given", url: codeSystem.url, version: codeSystem.version };
    checkSent(url === undefined ? "system" : "url", named, sent);
    checkVersion("version", stated, sent);
    return sentCodeSystem({ ...codeSystem, url: own }, own);
  }
  if (named !== undefined) {
    const meant = parseCanonical(named);
    checkVersion("version", stated, { what: "the url", version: meant.version });
    return { url: meant.url, version: meant.version ?? stated };
  }
  if (coding?.system !== undefined) return { url: coding.system, version: stated };
  if (code === undefined && stated === undefined) return undefined;
  const what =
    code === undefined
      ? "version is one of the code system that it names"
      : "the code system to validate against";
  throw new TerminologyError(requiredParameter("url or codeSystem", what));
}

const sentCodeSystem = flow(function* (codeSystem: CodeSystem, url: string): Steps<CodeSystemChoice> {
  const own = yield* found(storeOf([codeSystem]));
  return { url, provider: yield* found(own.codeSystem({ url })) };
});
