/** One coding against a value set: is its system known, its version right, its code there, and fit for use? */
import { after, type Awaitable } from "../util/awaitable.ts";
import { printCanonical, versionMatches } from "../canonical.ts";
import type { CompiledInclude, CompiledValueSet } from "../compose/compose.ts";
import { isValidDisplay } from "./display-check.ts";
import {
  codeNotInFragment,
  codeNotInSystem,
  codingWithoutCode,
  codingWithoutSystem,
} from "../issues/validation.ts";
import type { Issue } from "../issues/issue.ts";
import type { CodeSystem, Coding } from "../model.ts";
import type { Terminology } from "../store.ts";
import { NO_VERSION_RULES } from "../resolve/version-rules.ts";
import {
  checkAllowed,
  checkCase,
  checkNames,
  checkStated,
  checkStatus,
  describe,
  foundConcept,
  name,
  type FoundConcept,
} from "./concept-use.ts";
import { finding, type Finding } from "./finding.ts";
import {
  drawnFrom,
  includedVersions,
  isMember,
  isStoredExpansion,
  wouldBeMember,
  type DrawnSystem,
  type IncludedVersion,
} from "./membership.ts";
import type { Place, Settings } from "./request.ts";
import { explainUnknownSystem } from "./unknown-system.ts";
import {
  atVersion,
  checkRequired,
  checkVersion,
  findVersion,
  fittingIncludes,
  type FittingIncludes,
} from "./versions.ts";

/** What all codings of a request share. */
export interface ValueSetContext {
  store: Terminology;
  compiled: CompiledValueSet;
  settings: Settings;
  /** All supplements, the value set's own included. */
  supplements: readonly string[];
}

/** Whether the coding is a member; that it is not is said by the caller, who knows what the other codings are. */
export function findInValueSet(context: ValueSetContext, coding: Coding, place: Place): Awaitable<Finding> {
  if (coding.code === undefined) return finding(coding, { issues: [codingWithoutCode(place.whole)] });
  if (coding.system === undefined) return finding(coding, { issues: [codingWithoutSystem(place.whole)] });
  const drawn = drawnFrom(context.compiled, coding.system);
  return drawn ? inside(context, coding as Coded, drawn, place) : outside(context, coding as Coded, place);
}

type Coded = Coding & { system: string; code: string };

/* ---- the value set does not draw on the code system ---- */

async function outside(
  { store, settings, supplements }: ValueSetContext,
  coding: Coded,
  place: Place,
): Promise<Finding> {
  if (settings.membershipOnly) return finding(coding, { unrecognised: true });
  const { system, code } = coding;
  const rules = coding.version === undefined ? settings.rules : NO_VERSION_RULES;
  const wanted = { system, stated: coding.version };
  const { provider, version, versionDate } = await findVersion(store, rules, wanted, supplements);
  if (!provider) {
    const { issues, missing } = await explainUnknownSystem(store, system, version, place, versionDate);
    return finding(coding, { issues, unrecognised: missing, unknown: missing ? [system] : [] });
  }
  const { codeSystem } = provider;
  const [concept] = await provider.locate([code]);
  if (!concept) {
    const issues = [unknownCode(coding, codeSystem, place)];
    return finding(coding, { codeSystem, issues, unrecognised: true });
  }
  const found = foundConcept(codeSystem, concept);
  return name(finding(coding, { issues: checkNames(found, coding, settings, place) }), found, settings);
}

/* ---- the value set draws on the code system ---- */

function inside(
  context: ValueSetContext,
  coding: Coded,
  drawn: DrawnSystem,
  place: Place,
): Awaitable<Finding> {
  const { store, supplements } = context;
  const fits = fittingIncludes(drawn.includes, coding.version);
  const candidates = fits.differs
    ? fits.fitting
    : atVersion(store, fits.fitting, coding.version, supplements);
  return after(candidates, (includes) => {
    const versions = includes === drawn.includes ? drawn.versions : includedVersions(includes);
    return after(bestMatch(versions, coding, context), (match) =>
      conclusion(context, coding, fits, match, place),
    );
  });
}

/** What follows from the best match, if there is one. */
function conclusion(
  context: ValueSetContext,
  coding: Coded,
  { fitting, differs }: FittingIncludes,
  match: Match | undefined,
  place: Place,
): Awaitable<Finding> {
  const { settings } = context;
  const result = match ? judge(context, coding, match, place) : finding(coding, { member: undefined });
  const unresolved = result.member ? [] : fitting.filter(isUnresolved);
  if (unresolved.length > 0) result.member = undefined;
  return after(unknownVersions(context, coding, unresolved, match, place), (unknown) => {
    const versions =
      settings.membershipOnly || !differs ? [] : versionIssues(match?.includes ?? fitting, coding, place);
    const required = match && !settings.membershipOnly ? checkRequired(settings.rules, match, place) : [];
    result.issues.unshift(...versions, ...required, ...unknown.issues);
    result.causes.push(...unknown.causes);
    return result;
  });
}

const isUnresolved = (include: CompiledInclude): boolean =>
  include.provider === undefined && !isStoredExpansion(include);

/** The coding's version is not the include's; of several, the first speaks. */
function versionIssues([include]: readonly CompiledInclude[], coding: Coded, place: Place): Issue[] {
  const nothingToCompare = include!.wantedVersion === undefined && isUnresolved(include!);
  return nothingToCompare ? [] : [checkVersion(include!, coding, place)];
}

/** Versions that are not there: those of includes on which the answer hangs, and the one that the coding names. */
function unknownVersions(
  context: ValueSetContext,
  coding: Coded,
  unresolved: readonly CompiledInclude[],
  match: Match | undefined,
  place: Place,
): Awaitable<Unknown> {
  const { version: sent } = coding;
  const seen = sent === undefined || (match !== undefined && isVersion(match.provider.codeSystem, sent));
  return seen && unresolved.length === 0
    ? NOTHING_UNKNOWN
    : explainUnknown(context, coding, unresolved, seen, place);
}

type Unknown = Readonly<Pick<Finding, "issues" | "causes">>;
const NOTHING_UNKNOWN: Unknown = { issues: [], causes: [] };

async function explainUnknown(
  { store, settings, compiled }: ValueSetContext,
  { system, version: sent }: Coded,
  unresolved: readonly CompiledInclude[],
  seen: boolean,
  place: Place,
): Promise<Unknown> {
  const versions = new Set(unresolved.map((i) => i.wantedVersion ?? sent));
  if (!seen && !settings.membershipOnly && !(await store.codeSystem({ url: system, version: sent })))
    versions.add(sent);
  const issues: Issue[] = [];
  const causes: string[] = [];
  for (const version of versions) {
    const versionDate = version === undefined ? dateWithoutVersion(compiled, system) : undefined;
    const unknown = await explainUnknownSystem(store, system, version, place, versionDate);
    issues.push(...unknown.issues);
    if (unknown.missing) causes.push(printCanonical({ url: system, version }));
  }
  return { issues, causes };
}

/** Where every version of the system is later than the date that counts: that date. */
function dateWithoutVersion({ problems }: CompiledValueSet, system: string): string | undefined {
  const problem = problems.find(
    (p) => p.kind === "code-system" && p.system === system && p.versionDate !== undefined,
  );
  return problem?.kind === "code-system" ? problem.versionDate : undefined;
}

const isVersion = ({ version }: CodeSystem, sent: string): boolean =>
  version === sent || versionMatches(version, sent);

interface Match extends IncludedVersion {
  found: FoundConcept | undefined;
  member: boolean;
}

/**
 * The newest version that has the code as a member, or one of which the display fits;
 * else the newest that has the code at all; else the newest.
 */
function bestMatch(
  versions: readonly IncludedVersion[],
  coding: Coded,
  context: ValueSetContext,
): Awaitable<Match | undefined> {
  return versions.length === 1
    ? matchIn(versions[0]!, coding.code, context.compiled)
    : bestOfSeveral(versions, coding, context);
}

async function bestOfSeveral(
  versions: readonly IncludedVersion[],
  coding: Coded,
  { settings, compiled }: ValueSetContext,
): Promise<Match | undefined> {
  let best: Match | undefined;
  for (const version of versions) {
    const match = await matchIn(version, coding.code, compiled);
    if (match.member && match.found && displayFits(match.found, coding, settings)) return match;
    if (best === undefined || rank(match) > rank(best)) best = match;
  }
  return best;
}

/** A code that is there counts more than one that a fragment may have left out. */
const rank = ({ member, found }: Match): number => (member ? 2 : 0) + (found ? 1 : 0);

const displayFits = ({ names }: FoundConcept, { display }: Coding, { languages }: Settings): boolean =>
  display === undefined || isValidDisplay(display, names, languages);

function matchIn(version: IncludedVersion, code: string, compiled: CompiledValueSet): Awaitable<Match> {
  const { provider, includes } = version;
  return after(provider.locate([code]), ([concept]) => {
    if (!concept) {
      const open = provider.codeSystem.content === "fragment";
      return { provider, includes, found: undefined, member: open && wouldBeMember(version, code) };
    }
    const saying = includes.find((i) => i.concepts.has(concept.code));
    const stated = saying?.concepts.get(concept.code);
    const found = foundConcept(provider.codeSystem, concept, stated, compiled.valueSet);
    return after(isMember(version, concept), (member) => ({ provider, includes, found, member }));
  });
}

/** What is to be said about the code in the version where it was looked for. */
function judge(
  { settings, compiled }: ValueSetContext,
  coding: Coded,
  { provider, found, member }: Match,
  place: Place,
): Finding {
  const { codeSystem } = provider;
  if (!found) {
    const issues = settings.membershipOnly ? [] : [unknownCode(coding, codeSystem, place)];
    return finding(coding, { codeSystem, member, issues, unrecognised: true });
  }
  const result = name(finding(coding), found, settings);
  if (!member) {
    if (!settings.membershipOnly) result.issues.push(...checkNames(found, coding, settings, place));
    return result;
  }
  const activeOnly = settings.activeOnly === true || compiled.activeOnly;
  const forbidden = checkAllowed(found, settings, activeOnly, place);
  result.member = forbidden.length === 0;
  result.issues.push(...forbidden);
  if (!settings.membershipOnly) {
    result.issues.push(
      ...checkNames(found, coding, settings, place),
      ...checkStatus(found, place),
      ...checkCase(found, coding, place),
      ...checkStated(found, coding, compiled.valueSet, place),
    );
  }
  return describe(result, found);
}

function unknownCode({ system, code }: Coded, { version, content }: CodeSystem, place: Place): Issue {
  const say = content === "fragment" ? codeNotInFragment : codeNotInSystem;
  return say(code, system, version, place.at("code"));
}
