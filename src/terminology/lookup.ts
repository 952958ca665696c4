/** CodeSystem/$lookup: what a code means (FHIR R5 CodeSystem, operation lookup). */
import { UNVERSIONED } from "./canonical.ts";
import type { Page } from "./concepts/concept-condition.ts";
import { PREFERRED_FOR_LANGUAGE } from "./concepts/designation-uses.ts";
import {
  checkDisplayLanguage,
  chooseName,
  designationsOf,
  inLanguage,
  parseLanguages,
} from "./concepts/designations.ts";
import { commonName, knownProperties } from "./concepts/known-properties.ts";
import { contentStatus, versionNeeded } from "./issues/concept-use.ts";
import { type Issue, TerminologyError } from "./issues/issue.ts";
import { onlyPartOfHierarchy, onlySomeChildren, unknownProperties } from "./issues/lookup.ts";
import { unknownCode } from "./issues/not-found.ts";
import { answeredFromVersion } from "./issues/recognition.ts";
import { codeSystemWithoutConcepts } from "./issues/validation.ts";
import type { CodeSystem, Concept, Designation, Property } from "./model.ts";
import { elsewhere, otherVersionsWith } from "./resolve/code-system-version.ts";
import { absence, isStandIn } from "./resolve/content.ts";
import { findCodeSystem, type FoundCodeSystem } from "./resolve/find-code-system.ts";
import { findConcept, type FoundConcept } from "./resolve/find-concept.ts";
import { systemName } from "./resolve/known-systems.ts";
import { refuseModifiedConcept } from "./resolve/modified.ts";
import { cautionAbout } from "./resolve/standards-status.ts";
import { statusAt } from "./resolve/status-at.ts";
import { whyUnknown } from "./resolve/unknown-code.ts";
import { checkVersionUsed, versionMeant } from "./resolve/version-meant.ts";
import { NO_VERSION_RULES, type VersionRules } from "./resolve/version-rules.ts";
import type { CodeSystemProvider, Terminology } from "./store.ts";
import type { Awaitable } from "./util/awaitable.ts";
import { flow, found, type Steps } from "./util/flow.ts";
import type { WorkBudget } from "./util/work-budget.ts";

export interface LookupRequest {
  system: string;
  code: string;
  version?: string | undefined;
  /** What the request says of versions besides. */
  versions?: VersionRules | undefined;
  /** BCP-47 tags with optional quality, as in Accept-Language. */
  displayLanguage?: string | undefined;
  /** The header of that name: heard where displayLanguage is silent, and never an error. */
  acceptLanguage?: string | undefined;
  /** Which properties, by code or uri; empty: all. `*` also means all, `lang.de` the designations in a language. */
  properties: readonly string[];
  useSupplement: readonly string[];
  /** What the request may cost. */
  work?: WorkBudget | undefined;
}

/** A property, with what its value is called. */
export interface LookedUpProperty extends Property {
  description?: string | undefined;
}

export interface LookupOutcome {
  codeSystem: CodeSystem;
  concept: Concept;
  display: string | undefined;
  /** The concept's own display among them, as the name it has in the code system's language. */
  designations: Designation[];
  /** parent, child, inactive and the concept's own, as far as they were asked for. */
  properties: LookedUpProperty[];
  definition: string | undefined;
  /** `url|version` of the supplements used. */
  supplements: string[];
  /** How the system and the code were read, where they came in another form. */
  notes: Issue[];
  /** What else is to be known of the answer. */
  remarks: Issue[];
}

/**
 * Looks one code up.
 * @throws TerminologyError not-found: the code system, version, supplement or code is not known;
 *   processing: displayLanguage can't be read; invalid: the code system, or the concept, is modified in an unknown way.
 */
export const lookup = flow(function* (
  store: Terminology,
  request: LookupRequest,
): Steps<Awaitable<LookupOutcome>> {
  checkDisplayLanguage(request.displayLanguage);
  const { versions = NO_VERSION_RULES, useSupplement, work } = request;
  const version = yield* found(versionMeant(store, versions, request.system, request.version));
  const system = yield* found(
    findCodeSystem(store, { system: request.system, version, useSupplement, work }),
  );
  const { versionDate } = versions;
  const provider = versionDate === undefined ? system.provider : statusAt(system.provider, versionDate);
  checkVersionUsed(versions, provider.codeSystem);
  const meant = yield* found(findConcept(provider, request.code));
  if (!meant) return inOtherVersion(store, { ...request, version }, system);
  refuseModifiedConcept(provider.codeSystem, meant.concept);
  const { code, parents, designations, properties: stated } = meant.concept;
  const parts = designations.length + stated.length;
  if (parts > MANY) work?.concepts(PART * parts);
  const wants = wanted(request, provider.codeSystem);
  const above = parents.length > 0 && wants("parent") ? yield* found(provider.locate(parents)) : [];
  const children = { condition: { kind: "childOf", code }, count: MAX_CHILDREN } as const;
  const below = wants("child") ? yield* found(provider.select(children)) : NO_CHILDREN;
  const { items, total } = below;
  const properties = above
    .map((parent, i) => related("parent", parents[i]!, parent))
    .concat(
      items.map((child) => related("child", child.code, child)),
      own(meant.concept, wants),
    );
  const made = (): LookupOutcome => outcomeOf(request, system, meant, { wants, properties });
  const outcome = parts > MANY && work ? yield* found(work.inTurn(made)) : made();
  outcome.remarks.push(...notDeclared(request.properties, provider.codeSystem, meant.concept));
  if (total > items.length) outcome.remarks.push(onlySomeChildren(code, items.length, total));
  if (isHierarchyUnclear(request, provider.codeSystem, wants))
    outcome.remarks.push(onlyPartOfHierarchy(systemName(provider.codeSystem)));
  const { versionNeeded: isNeeded, url = "" } = provider.codeSystem;
  if (isNeeded && version === undefined && versionDate === undefined)
    outcome.remarks.push(versionNeeded(url, code, undefined));
  const status = cautionAbout(provider.codeSystem);
  if (status !== undefined) outcome.remarks.push(contentStatus(status, provider.codeSystem));
  return outcome;
});

/**
 * The version that answers does not have the code. Where no version was named and only a part of that one is here,
 * another version that has the code answers; else an issue says which ones have it.
 */
const inOtherVersion = flow(function* (
  store: Terminology,
  request: LookupRequest,
  system: FoundCodeSystem,
): Steps<Awaitable<LookupOutcome>> {
  const { codeSystem } = system.provider;
  const others =
    request.version === undefined && request.versions?.versionDate === undefined
      ? yield* found(otherVersionsWith(store, system.provider, request.code))
      : [];
  const [other] = others;
  if (!other || absence(codeSystem) === "invalid") return notFound(request, system, others);
  const { version } = other.codeSystem;
  const outcome = yield* found(lookup(store, { ...request, version: version ?? UNVERSIONED }));
  return { ...outcome, remarks: [...outcome.remarks, answeredFromVersion(version, codeSystem.version)] };
});

/** So many names and properties take memory until the answer is written, and a batch asks for several answers at a time. */
const MANY = 1_000;
/** Units for each of them. */
const PART = 3;

/** More are not written into one answer. */
const MAX_CHILDREN = 1_000;
const NO_CHILDREN: Page<Concept> = { total: 0, items: [] };

type Wants = (name: string) => boolean;

/** Of what a concept has, what was asked for. */
interface Wanted {
  wants: Wants;
  properties: LookedUpProperty[];
}

/** Parents or children were asked for by name, and some may be missing. */
const isHierarchyUnclear = ({ properties }: LookupRequest, codeSystem: CodeSystem, wants: Wants): boolean =>
  properties.length > 0 && absence(codeSystem) !== "invalid" && (wants("parent") || wants("child"));

/** The properties that were asked for, by code or by the uri that the code system gives them. */
function wanted({ properties }: LookupRequest, { property = [] }: CodeSystem): Wants {
  if (properties.length === 0 || properties.includes("*")) return () => true;
  const byUri = property.filter(({ uri }) => uri !== undefined && properties.includes(uri));
  // FHIR's own name of a property that the code system calls otherwise: its `subsumedBy` may be the parent.
  const common = property.filter(({ code }) => properties.includes(code)).map(({ uri }) => commonName(uri));
  const ownNames = properties.map(commonName).filter((name) => name !== "");
  const codes = new Set([...properties, ...ownNames, ...byUri.map(({ code }) => code), ...common]);
  return (name) => codes.has(name);
}

/** Tells the names that are neither a property of the code system, nor one of its concept, nor anything of FHIR's. */
function notDeclared(names: readonly string[], codeSystem: CodeSystem, { properties }: Concept): Issue[] {
  if (names.length === 0) return [];
  const isKnown = knownProperties([codeSystem]);
  const asked = [...new Set(names)].filter((name) => !isKnown(name));
  const own = new Set(asked.length === 0 ? [] : properties.map(({ code }) => code));
  const unknown = asked.filter((name) => !own.has(name));
  const known = (codeSystem.property ?? []).map(({ code }) => code);
  return unknown.length > 0 ? [unknownProperties(unknown, systemName(codeSystem), known)] : [];
}

async function notFound(
  { code, system }: LookupRequest,
  { provider, notes }: FoundCodeSystem,
  others: readonly CodeSystemProvider[],
): Promise<never> {
  const { codeSystem } = provider;
  if (isStandIn(codeSystem)) {
    const issue = codeSystemWithoutConcepts(codeSystem, "error", ["system"]);
    throw new TerminologyError(issue, ...notes);
  }
  const { version } = codeSystem;
  const hints = [...elsewhere(code, others, version), ...(await whyUnknown(provider, code))];
  throw new TerminologyError(unknownCode(code, system, version), ...notes, ...hints);
}

function outcomeOf(
  request: LookupRequest,
  { provider, supplements, notes }: FoundCodeSystem,
  { concept, note }: FoundConcept,
  { wants, properties }: Wanted,
): LookupOutcome {
  const { codeSystem } = provider;
  const languages = parseLanguages(request.displayLanguage ?? request.acceptLanguage);
  return {
    codeSystem,
    concept,
    display: chooseName(concept, codeSystem.language, languages).display,
    designations: wantedDesignations(codeSystem, concept, wants, request.properties),
    properties,
    definition: wants("definition") ? concept.definition : undefined,
    supplements,
    notes: note ? [...notes, note] : notes,
    remarks: [],
  };
}

function wantedDesignations(
  { language }: CodeSystem,
  concept: Concept,
  wants: Wants,
  names: readonly string[],
): Designation[] {
  const { display } = concept;
  const designations = designationsOf(concept);
  const said = designations.some((d) => d.value === display && d.language === language);
  const native: Designation[] =
    display === undefined || language === undefined || said
      ? []
      : [{ language, use: PREFERRED_FOR_LANGUAGE, value: display }];
  const all = [...native, ...designations];
  if (all.length === 0 || wants("designation")) return all;
  const tags = names.filter((n) => n.startsWith("lang.")).map((n) => n.slice("lang.".length));
  // Of however many names the languages are few.
  const there = Array.from(new Set(all.map(({ language }) => language)), (language) => ({ language }));
  const languages = new Set(tags.flatMap((tag) => inLanguage(there, tag)).map(({ language }) => language));
  return all.filter((d) => languages.has(d.language));
}

const related = (name: string, code: string, concept: Concept | undefined): LookedUpProperty => ({
  code: name,
  type: "code",
  value: code,
  description: concept?.display,
});

/** `inactive` is always said: a reader must not miss it. */
function own(concept: Concept, wants: Wants): LookedUpProperty[] {
  const properties: LookedUpProperty[] = [{ code: "inactive", type: "boolean", value: concept.inactive }];
  for (const p of concept.properties) {
    if (p.code === "inactive" || !wants(p.code)) continue;
    properties.push(typeof p.value === "object" ? { ...p, description: p.value.display } : p);
  }
  return properties;
}
