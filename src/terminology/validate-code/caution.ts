/** What is to be used with care, said of what a code was looked for in. */
import { contentStatus } from "../issues/concept-use.ts";
import type { Issue } from "../issues/issue.ts";
import type { CodeSystem, ValueSet } from "../model.ts";
import { cautionAbout } from "../resolve/standards-status.ts";
import { onceFor } from "../util/once-for.ts";
import type { Finding } from "./finding.ts";

/** @param drawnBy the value set that draws on it, if one does */
export function caution(content: CodeSystem | ValueSet, drawnBy: ValueSet | undefined): Issue[] {
  const status = cautionAbout(content, drawnBy);
  return status === undefined ? [] : [contentStatus(status, content)];
}

/** Of a code system; what it is worked out from never changes. @param drawnBy the value set that draws on it, if one does */
export const cautionOfSystem = (drawnBy?: ValueSet): ((codeSystem: CodeSystem) => readonly Issue[]) =>
  onceFor((codeSystem: CodeSystem) => caution(codeSystem, drawnBy));

/** Of the code systems in which something was found, each once. */
export function cautionsOfSystems(
  findings: readonly Finding[],
  cautionOf: (codeSystem: CodeSystem) => readonly Issue[],
): readonly Issue[] {
  const [only] = findings;
  if (only && findings.length === 1) return only.codeSystem ? cautionOf(only.codeSystem) : [];
  const codeSystems = findings.map((f) => f.codeSystem).filter((c) => c !== undefined);
  return [...new Set(codeSystems)].flatMap(cautionOf);
}
