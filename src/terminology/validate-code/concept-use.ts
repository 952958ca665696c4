/** What is to be said about using a concept, once it is found: case, inactive, deprecated, abstract, display. */
import type { IncludedConcept } from "../compose/compiled.ts";
import { isDeprecatedByDate, statusCodes } from "../concepts/concept-status.ts";
import { replacementsOf } from "../concepts/replacements.ts";
import {
  conceptAbstract,
  conceptDeprecated,
  conceptDeprecatedInValueSet,
  conceptInactive,
  conceptNotActive,
  conceptUnregistered,
  insteadOf,
  useInstead,
} from "../issues/concept-use.ts";
import type { Issue } from "../issues/issue.ts";
import { codeDiffersByCase } from "../issues/validation.ts";
import type { Where } from "../issues/validation-issue.ts";
import type { CodeSystem, Concept, ValueSet } from "../model.ts";
import { refuseModifiedConcept } from "../resolve/modified.ts";
import { standardsStatus } from "../resolve/standards-status.ts";
import type { Awaitable } from "../util/awaitable.ts";
import { Lru } from "../util/lru.ts";
import type { WorkBudget } from "../util/work-budget.ts";
import type { AskedInValueSet } from "./asked-in-value-set.ts";
import { type DisplayName, displayNames, preferredName } from "./display-names.ts";
import type { Finding } from "./finding.ts";
import type { AskedCoding, Settings } from "./request.ts";

/** A concept that a coding stands for. */
export interface FoundConcept {
  codeSystem: CodeSystem;
  concept: Concept;
  names: readonly DisplayName[];
  /** What the value set says about it. */
  stated?: IncludedConcept | undefined;
}

/** Units for each name that is compared with a display. */
const NAME = 3;
/** So many names are compared in some milliseconds. */
const MANY_NAMES = 1_000;

/** What `next` gives, which gathers or compares these names: in turn with others, where there are many. */
export const inTurnOfNames = <T>(
  names: readonly unknown[],
  work: WorkBudget | undefined,
  next: () => Awaitable<T>,
): Awaitable<T> => (names.length < MANY_NAMES || !work ? next() : work.inTurn(next));

/** Of the concept, by the value set that has it; and what the request may still cost. */
interface SaidBesides {
  stated?: IncludedConcept | undefined;
  valueSet?: ValueSet;
  work?: WorkBudget | undefined;
}

/**
 * With the names that are right for it, those of the value set among them.
 * @throws TerminologyError invalid: the concept is modified in a way that nobody here knows; too-costly: it has too
 *   many names, for all that the request asks
 */
export function foundConcept(
  codeSystem: CodeSystem,
  concept: Concept,
  { stated, valueSet, work }: SaidBesides,
): FoundConcept {
  refuseModifiedConcept(codeSystem, concept);
  work?.concepts(NAME * (concept.designations.length + (stated?.designation?.length ?? 0)));
  const names =
    stated || concept.designations.length < MANY_NAMES
      ? displayNames(codeSystem, concept, stated, valueSet?.language)
      : manyNames(codeSystem, concept);
  return { codeSystem, concept, names, stated };
}

/** So many are kept: of a few concepts. */
const kept = new Lru<Concept, { codeSystem: CodeSystem; names: readonly DisplayName[] }>(
  "display-names",
  200_000,
);

/** Where there are many they are gathered once, however many codings name the concept, and whoever asks. */
function manyNames(codeSystem: CodeSystem, concept: Concept): readonly DisplayName[] {
  const known = kept.get(concept);
  if (known?.codeSystem === codeSystem) return known.names;
  const names = displayNames(codeSystem, concept);
  kept.set(concept, { codeSystem, names }, names.length);
  return names;
}

/** The code was found, but is not what the coding says: its case differs. */
export function checkCase({ codeSystem, concept }: FoundConcept, { coding, path }: AskedCoding): Issue[] {
  const { code = "" } = coding;
  return concept.code === code ? [] : [codeDiffersByCase(code, concept.code, codeSystem, path.at("code"))];
}

/** Is the concept in use? `status`: what `statusOf` says of it. */
export function checkStatus(
  { concept }: FoundConcept,
  { path }: AskedCoding,
  status: string | undefined,
): Issue[] {
  if (concept.inactive) {
    const text = status === undefined || status === "inactive" ? "inactive" : `${status} and inactive`;
    return [conceptInactive(concept.code, text, path.whole), ...instead(concept, path.whole)];
  }
  if (status === "deprecated") return [conceptDeprecated(concept.code, path.at("code"))];
  return status === "unregistered" ? [conceptUnregistered(concept.code, path.at("code"))] : [];
}

function instead(concept: Concept, where: Where): Issue[] {
  const replacements = replacementsOf(concept);
  return insteadOf(replacements).length > 0 ? [useInstead(concept.code, replacements, where)] : [];
}

/** Does the value set itself advise against the concept? */
export function checkStated(
  { stated }: FoundConcept,
  { coding, path, compiled: { valueSet } }: AskedInValueSet,
): Issue[] {
  const status = statedStatus(stated);
  return status === undefined ? [] : [conceptDeprecatedInValueSet(coding, valueSet, status, path.at("code"))];
}

/** Why this request can't take a concept that is there: it is inactive, or abstract. */
export function checkAllowed(
  { codeSystem, concept }: FoundConcept,
  { settings, path }: AskedCoding,
  activeOnly = settings.activeOnly === true,
): Issue[] {
  const issues: Issue[] = [];
  if (activeOnly && concept.inactive) issues.push(conceptNotActive(concept.code, path.at("code")));
  if (settings.abstract === false && concept.abstract)
    issues.push(conceptAbstract(codeSystem.url ?? "", concept.code, path.at("code")));
  return issues;
}

/** Says of a concept what the answer says wherever it was found. */
export function name(
  finding: Finding,
  { codeSystem, names }: FoundConcept,
  { languages }: Settings,
): Finding {
  finding.codeSystem = codeSystem;
  finding.names = names;
  finding.display = preferredName(names, languages);
  return finding;
}

/** Says besides what there is to say of one that is a member, or would be if this request could take it. */
export function describe(finding: Finding, { concept }: FoundConcept, status: string | undefined): Finding {
  if (concept.code !== finding.coding.code) finding.normalizedCode = concept.code;
  if (concept.inactive) finding.inactive = true;
  if ((concept.inactive && status !== "inactive") || status === "deprecated") finding.status = status;
  return finding;
}

const DEPRECATED_IN_VALUE_SET = "http://hl7.org/fhir/StructureDefinition/valueset-deprecated";

/**
 * Now, or on the date that is asked about: by the property `status`, however the code system calls it, else by the
 * concept's standards status or by date.
 */
export function statusOf({ codeSystem, concept }: FoundConcept, { rules }: Settings): string | undefined {
  if (concept.properties.length === 0 && concept.extension === undefined) return undefined;
  const codes = statusCodes(codeSystem);
  const property = concept.properties.find((p) => codes.has(p.code));
  if (property) return typeof property.value === "object" ? property.value.code : String(property.value);
  const isDeprecated =
    standardsStatus(concept) === "deprecated" ||
    isDeprecatedByDate(codeSystem, concept.properties, rules.versionDate);
  return isDeprecated ? "deprecated" : undefined;
}

function statedStatus(stated: IncludedConcept | undefined): string | undefined {
  const marked = stated?.extension?.find((e) => e.url === DEPRECATED_IN_VALUE_SET);
  if (marked && (marked.valueBoolean === true || marked.valueCode === "true")) return "deprecated";
  const status = stated && standardsStatus(stated);
  return status === "deprecated" || status === "withdrawn" ? status : undefined;
}
