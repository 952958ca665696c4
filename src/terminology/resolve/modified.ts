import { printCanonical } from "../canonical.ts";
import { TerminologyError, type Issue } from "../issues/issue.ts";
import { modifiedCodeSystem } from "../issues/modifiers.ts";
import type { CodeSystem } from "../model.ts";
import { modifierOf } from "../resources/modifiers.ts";

/** Why a code system, not looking at its single concepts, is not acted on; undefined: nothing modifies it. */
export function whyModified(codeSystem: CodeSystem): Issue | undefined {
  const modifier = modifierOf(codeSystem, "CodeSystem");
  const { url = "", version } = codeSystem;
  return modifier && modifiedCodeSystem(printCanonical({ url, version }), modifier);
}

/** @throws TerminologyError invalid: the code system is modified in a way that nobody here knows */
export function refuseModified(codeSystem: CodeSystem): void {
  const issue = whyModified(codeSystem);
  if (issue) throw new TerminologyError(issue);
}
