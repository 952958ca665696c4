/** What is asked of $expand, and what the value set itself asks for besides. */
import { expansionParameter } from "../compose/expansion-parameters.ts";
import { checkDisplayLanguage, parseLanguages } from "../concepts/designations.ts";
import type { ValueSet } from "../model.ts";
import type { VersionRules } from "../resolve/version-rules.ts";
import { WorkBudget } from "../util/work-budget.ts";

export interface ExpandRequest {
  valueSet: ValueSet;
  /** Words that start words of a code, a name, or a code in another system. */
  filter?: string | undefined;
  offset?: number | undefined;
  count?: number | undefined;
  includeDesignations?: boolean | undefined;
  /** `system|code` of uses, `urn:ietf:bcp:47|tag` of languages, or the bare code of either; `*`: all. */
  designation?: readonly string[] | undefined;
  /** With the value set's definition beside its codes. */
  includeDefinition?: boolean | undefined;
  activeOnly?: boolean | undefined;
  excludeNested?: boolean | undefined;
  excludeNotForUI?: boolean | undefined;
  excludePostCoordinated?: boolean | undefined;
  displayLanguage?: string | undefined;
  acceptLanguage?: string | undefined;
  /** Properties of the concepts to return; `*`: all. */
  property?: readonly string[] | undefined;
  /** Code systems, `url` or `url|version`, whose codes are left out. */
  excludeSystem?: readonly string[] | undefined;
  useSupplement?: readonly string[] | undefined;
  versions: VersionRules;
  /** The version parameter by which the value set itself was chosen, if it was; `value`: `url|version`. */
  chosenBy?: { name: string; value: string } | undefined;
  /** Most concepts in an expansion that is not paged; a page may hold ten times as many. */
  limit: number;
  /** What the request may cost. Default: a budget of its own. */
  work?: WorkBudget | undefined;
}

/** The request with what the value set itself asks for filled in. */
export interface EffectiveRequest extends ExpandRequest {
  /** Languages for displays, from wherever they were asked for. */
  language: string | undefined;
  work: WorkBudget;
}

/** @throws TerminologyError displayLanguage can't be read. */
export function effective(request: ExpandRequest): EffectiveRequest {
  checkDisplayLanguage(request.displayLanguage);
  const header = request.acceptLanguage?.trim();
  const language =
    request.displayLanguage ??
    expansionParameter(request.valueSet, "displayLanguage")[0] ??
    (header === "" || header === "*" ? undefined : header) ??
    request.valueSet.language;
  const { work = new WorkBudget(), valueSet } = request;
  // R5's compose.property: what to return unless the client says which.
  const property = request.property?.length ? request.property : valueSet.compose?.property;
  return { ...request, work, property, language: parseLanguages(language).length > 0 ? language : undefined };
}

/** Are inactive concepts left out, by the request or by the value set? */
export const isActiveOnly = ({ activeOnly, valueSet }: ExpandRequest): boolean =>
  activeOnly === true || valueSet.compose?.inactive === false;
