/** One coding against a value set: is its system known, its version right, its code there, and fit for use? */
import type { Awaitable } from "../util/awaitable.ts";
import { flow, found } from "../util/flow.ts";
import type { CompiledInclude } from "../compose/compiled.ts";
import { codeSystemWithoutConcepts, codingWithoutCode, codingWithoutSystem } from "../issues/validation.ts";
import type { Issue } from "../issues/issue.ts";
import type { Coding } from "../model.ts";
import { isStandIn } from "../resolve/content.ts";
import { NO_VERSION_RULES } from "../resolve/version-rules.ts";
import { bestMatch, type Match } from "./best-match.ts";
import { checkNames, foundConcept, name } from "./concept-use.ts";
import { finding, type Finding } from "./finding.ts";
import { drawnFrom, includedVersions, isUnresolved, type DrawnSystem } from "./membership.ts";
import type { CodingPath, Settings } from "./request.ts";
import { explainUnknownSystem } from "./unknown-system.ts";
import { unknownVersions } from "./unknown-versions.ts";
import { unknownCode, verdict } from "./verdict.ts";
import type { Coded, ValueSetContext } from "./value-set-context.ts";
import type { CodeSystemProvider } from "../store.ts";
import { inOtherVersions } from "./other-versions.ts";
import {
  atVersion,
  checkRequired,
  checkVersion,
  checkVersionNamed,
  findVersion,
  fittingIncludes,
  type FittingIncludes,
} from "./versions.ts";

/** Whether the coding is a member; that it is not is said by the caller, who knows what the other codings are. */
export function findInValueSet(
  context: ValueSetContext,
  coding: Coding,
  path: CodingPath,
): Awaitable<Finding> {
  if (coding.code === undefined) return finding(coding, { issues: [codingWithoutCode(path.whole)] });
  if (coding.system === undefined) return finding(coding, { issues: [codingWithoutSystem(path.whole)] });
  const drawn = drawnFrom(context.compiled, coding.system);
  return drawn ? inside(context, coding as Coded, drawn, path) : outside(context, coding as Coded, path);
}

/** The value set does not draw on the code system. */
const outside = flow(function* (context: ValueSetContext, coding: Coded, path: CodingPath) {
  const { store, settings, supplements } = context;
  if (settings.membershipOnly) return finding(coding, { unrecognised: true });
  const { system, code } = coding;
  const rules = coding.version === undefined ? settings.rules : NO_VERSION_RULES;
  const wanted = { system, stated: coding.version };
  const { provider, version, versionDate } = yield* found(findVersion(store, rules, wanted, supplements));
  if (!provider) {
    const unknown = yield* found(
      explainUnknownSystem(store, settings.work, system, version, path, versionDate),
    );
    const { issues, missing } = unknown;
    return finding(coding, { issues, unrecognised: missing, unknown: missing ? [system] : [] });
  }
  const { codeSystem } = provider;
  const [concept] = yield* found(provider.locate([code]));
  if (!concept) {
    if (isStandIn(codeSystem)) {
      const issues = [codeSystemWithoutConcepts(codeSystem, "error", path.at("system"))];
      return finding(coding, { issues, unrecognised: true, unknown: [system] });
    }
    const issues = unknownCode(coding, codeSystem, path);
    return finding(coding, { codeSystem, issues, unrecognised: true });
  }
  const known = foundConcept(codeSystem, concept);
  return name(finding(coding, { issues: checkNames(known, coding, settings, path) }), known, settings);
});

/** The value set draws on the code system. */
const inside = flow(function* (
  context: ValueSetContext,
  coding: Coded,
  drawn: DrawnSystem,
  path: CodingPath,
) {
  const { store, supplements } = context;
  const { fitting, differs } = fittingIncludes(drawn.includes, coding.version);
  const includes = differs ? fitting : yield* found(atVersion(store, fitting, coding.version, supplements));
  const versions = includes === drawn.includes ? drawn.versions : includedVersions(includes);
  const match = yield* found(bestMatch(context, coding, versions));
  const result = yield* found(judged(context, coding, { fitting, differs }, match, path));
  if (!match || match.concept || coding.version !== undefined || isDated(context)) return result;
  if (includes.some(isPinned)) return result;
  return inOtherVersions(
    store,
    match.provider,
    result,
    path,
    flow(function* (provider: CodeSystemProvider) {
      const { version } = provider.codeSystem;
      const others = includedVersions(includes.map((i) => ({ ...i, provider, version })));
      const other = yield* found(bestMatch(context, coding, others));
      return judged(context, coding, { fitting, differs }, other, path);
    }),
  );
});

/** It is asked what was so at a date. */
const isDated = ({ settings, compiled }: ValueSetContext): boolean =>
  settings.rules.versionDate !== undefined || compiled.valueSet.compose?.lockedDate !== undefined;

/** Somebody says which version is meant. */
const isPinned = ({ versionSource, wantedVersion }: CompiledInclude): boolean =>
  versionSource !== "none" || wantedVersion !== undefined;

/** What follows from the best match, if there is one. */
const judged = flow(function* (
  context: ValueSetContext,
  coding: Coded,
  { fitting, differs }: FittingIncludes,
  match: Match | undefined,
  path: CodingPath,
) {
  const { settings } = context;
  const result = match ? verdict(context, coding, match, path) : finding(coding, { member: undefined });
  if (match?.concept && result.member === false)
    result.reasons = yield* found(whatFails(match, match.concept.concept.code));
  const unresolved = result.member ? [] : fitting.filter(isUnresolved);
  if (unresolved.length > 0) result.member = undefined;
  const unknown = yield* found(unknownVersions(context, coding, unresolved, match, path));
  const aboutVersions =
    differs && !settings.membershipOnly ? versionIssues(match?.includes ?? fitting, coding, path) : [];
  result.issues.unshift(...aboutVersions, ...required(settings, match, coding, path), ...unknown.issues);
  result.causes.push(...unknown.causes);
  return result;
});

/** What of a filter does not hold of the code, as far as its code system can say. */
const whatFails = flow(function* ({ provider, includes }: Match, code: string) {
  const [include, ...others] = includes;
  // Of several includes, none need hold.
  if (!provider.whyNot || !include || others.length > 0) return undefined;
  return yield* found(provider.whyNot(code, include.condition));
});

/** The coding's version is not the include's; of several, the first speaks. */
function versionIssues([include]: readonly CompiledInclude[], coding: Coded, path: CodingPath): Issue[] {
  const nothingToCompare = include!.wantedVersion === undefined && isUnresolved(include!);
  return nothingToCompare ? [] : [checkVersion(include!, coding, path)];
}

/** What is required of the version: of the one in use, and that one is named. */
function required(
  { rules, membershipOnly }: Settings,
  match: Match | undefined,
  coding: Coded,
  path: CodingPath,
): Issue[] {
  if (!match || membershipOnly) return [];
  const { codeSystem } = match.provider;
  return [...checkRequired(rules, match, path), ...checkVersionNamed(rules, codeSystem, coding, path)];
}
