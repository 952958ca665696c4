/** Collects what is wrong with a definition, and what it refers to that is not here. */
import { valueSetName } from "../canonical.ts";
import type { Issue } from "../issues/issue.ts";
import { modifiedValueSet } from "../issues/modifiers.ts";
import { unreadableLockedDate, withoutDefinition, withoutInclude } from "../issues/value-sets.ts";
import type { ValueSet } from "../model.ts";
import { whyModified } from "../resolve/modified.ts";
import type { Modifier } from "../resources/as-written.ts";
import { modifierInValueSet } from "../resources/modifiers.ts";
import { readDate } from "../search/dates.ts";
import type { ComposeProblem } from "./compiled.ts";
import type { ResolvedSystem } from "./resolve-system.ts";

export class ProblemList {
  readonly all: ComposeProblem[] = [];

  /** What the value set says at `path` is wrong. */
  invalid(valueSet: ValueSet, path: string, issue: Issue): void {
    this.all.push({ path, valueSet, kind: "invalid", issue });
  }

  /** What modifies the value set in a way that nobody here knows, if anything does. */
  modified(valueSet: ValueSet, modifier: Modifier | undefined): void {
    if (modifier) this.invalid(valueSet, modifier.path, modifiedValueSet(valueSetName(valueSet), modifier));
  }

  /** Checks the definition as a whole. */
  definition(valueSet: ValueSet): void {
    const { compose, expansion } = valueSet;
    if (!compose && !expansion)
      this.invalid(valueSet, "ValueSet.compose", withoutDefinition(valueSetName(valueSet)));
    if (compose && !compose.include?.length)
      this.invalid(valueSet, "ValueSet.compose", withoutInclude(valueSetName(valueSet)));
    const { lockedDate } = compose ?? {};
    if (lockedDate !== undefined && !readDate(lockedDate))
      this.invalid(valueSet, "ValueSet.compose.lockedDate", unreadableLockedDate(lockedDate));
    this.modified(valueSet, modifierInValueSet(valueSet));
  }

  /** A code system that is not here, not in the version that a rule requires, or modified. */
  codeSystem(valueSet: ValueSet, path: string, resolved: ResolvedSystem): void {
    const { system, provider, version, known, versionDate, hint, required } = resolved;
    const at = { path, valueSet, system, version };
    if (!provider) this.all.push({ ...at, kind: "code-system", known, versionDate, hint });
    else if (required !== undefined) this.all.push({ ...at, kind: "version-check", required });
    const issue = provider && whyModified(provider.codeSystem);
    if (issue) this.invalid(valueSet, path, { ...issue, expression: [path] });
  }
}
