import { printCanonical } from "../canonical.ts";
import { type Issue, TerminologyError } from "../issues/issue.ts";
import { modifiedCodeSystem, modifiedConcept } from "../issues/modifiers.ts";
import type { CodeSystem, Concept } from "../model.ts";
import { modifierInCodeSystem } from "../resources/modifiers.ts";
import { onceFor } from "../util/once-for.ts";

const modifierOf = onceFor((codeSystem: CodeSystem) => ({ modifier: modifierInCodeSystem(codeSystem) }));

/** Why a code system, not looking at its single concepts, is not acted on; undefined: nothing modifies it. */
export function whyModified(codeSystem: CodeSystem): Issue | undefined {
  const { modifier } = modifierOf(codeSystem);
  const { url = "", version } = codeSystem;
  return modifier && modifiedCodeSystem(printCanonical({ url, version }), modifier);
}

/** @throws TerminologyError invalid: the code system is modified in a way that nobody here knows */
export function refuseModified(codeSystem: CodeSystem): void {
  const issue = whyModified(codeSystem);
  if (issue) throw new TerminologyError(issue);
}

/** @throws TerminologyError invalid: the concept is modified in a way that nobody here knows */
export function refuseModifiedConcept(codeSystem: CodeSystem, { code, written }: Concept): void {
  if (written?.modifier)
    throw new TerminologyError(modifiedConcept(code, codeSystem.url ?? "", written.modifier));
}
