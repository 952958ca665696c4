/** One coding against a value set: is its system known, its version right, its code there, and fit for use? */
import type { CompiledInclude } from "../compose/compiled.ts";
import type { Issue } from "../issues/issue.ts";
import { codeSystemWithoutConcepts, codingWithoutCode, codingWithoutSystem } from "../issues/validation.ts";
import { isStandIn } from "../resolve/content.ts";
import { NO_VERSION_RULES } from "../resolve/version-rules.ts";
import type { CodeSystemProvider } from "../store.ts";
import type { Awaitable } from "../util/awaitable.ts";
import { flow, found } from "../util/flow.ts";
import { unknownCode } from "./absent-code.ts";
import type { AskedCode, AskedInValueSet } from "./asked-in-value-set.ts";
import { bestMatch, type Match } from "./best-match.ts";
import { foundConcept, inTurnOfNames, name } from "./concept-use.ts";
import { checkDisplay } from "./display-check.ts";
import { drawnFrom, type DrawnSystem, includedVersions, isUnresolved } from "./drawn-systems.ts";
import { type Finding, finding } from "./finding.ts";
import { inOtherVersions } from "./other-versions.ts";
import { explainUnknownSystem } from "./unknown-system.ts";
import { unknownVersions } from "./unknown-versions.ts";
import { verdict } from "./verdict.ts";
import {
  atVersion,
  checkRequired,
  checkVersion,
  checkVersionNamed,
  findVersion,
  type FittingIncludes,
  fittingIncludes,
} from "./versions.ts";

/** Whether the coding is a member; that it is not is said by the caller, who knows what the other codings are. */
export function findInValueSet(asked: AskedInValueSet): Awaitable<Finding> {
  const { coding, path } = asked;
  if (coding.code === undefined) return finding(coding, { issues: [codingWithoutCode(path.whole)] });
  if (coding.system === undefined) return finding(coding, { issues: [codingWithoutSystem(path.whole)] });
  const drawn = drawnFrom(asked.compiled, coding.system);
  const askedCode = asked as AskedCode;
  return drawn ? inside(askedCode, drawn) : outside(askedCode);
}

/** The value set does not draw on the code system. */
const outside = flow(function* (asked: AskedCode) {
  const { store, settings, coding, path } = asked;
  if (settings.membershipOnly) return finding(coding, { unrecognised: true });
  const { system, code } = coding;
  const rules = coding.version === undefined ? settings.rules : NO_VERSION_RULES;
  const wanted = { system, stated: coding.version };
  const looked = yield* found(findVersion(store, rules, wanted, settings.useSupplement));
  const { provider } = looked;
  if (!provider) {
    const unknown = yield* found(explainUnknownSystem(asked, { ...looked, system }));
    const { issues, missing } = unknown;
    return finding(coding, { issues, unrecognised: missing, unknown: missing ? [system] : [] });
  }
  const { codeSystem } = provider;
  const [concept] = yield* found(provider.locate([code], settings.work));
  if (!concept) {
    if (isStandIn(codeSystem)) {
      const issues = [codeSystemWithoutConcepts(codeSystem, "error", path.at("system"))];
      return finding(coding, { issues, unrecognised: true, unknown: [system] });
    }
    const issues = unknownCode(asked, codeSystem);
    return finding(coding, { codeSystem, issues, unrecognised: true });
  }
  const { work } = settings;
  return inTurnOfNames(concept.designations, work, () => {
    const known = foundConcept(codeSystem, concept, { work });
    return name(finding(coding, { issues: checkDisplay(asked, known.names) }), known, settings);
  });
});

/** The value set draws on the code system. */
const inside = flow(function* (asked: AskedCode, drawn: DrawnSystem) {
  const { store, settings, coding } = asked;
  const meant = fittingIncludes(drawn.includes, coding.version);
  const { fitting, differs } = meant;
  const includes = differs
    ? fitting
    : yield* found(atVersion(store, fitting, coding.version, settings.useSupplement));
  const versions = yield* found(includes === drawn.includes ? drawn.versions : includedVersions(includes));
  const match = yield* found(bestMatch(asked, versions));
  const result = yield* found(judged(asked, meant, match));
  if (!match || match.concept || coding.version !== undefined || isDated(asked)) return result;
  if (includes.some(isPinned)) return result;
  const inOther = flow(function* (provider: CodeSystemProvider) {
    const { version } = provider.codeSystem;
    const others = yield* found(includedVersions(includes.map((i) => ({ ...i, provider, version }))));
    return yield* found(judged(asked, meant, yield* found(bestMatch(asked, others))));
  });
  return inOtherVersions(asked, match.provider, result, inOther);
});

/** It is asked what was so at a date. */
const isDated = ({ settings, compiled }: AskedCode): boolean =>
  settings.rules.versionDate !== undefined || compiled.valueSet.compose?.lockedDate !== undefined;

/** Somebody says which version is meant. */
const isPinned = ({ versionSource, wantedVersion }: CompiledInclude): boolean =>
  versionSource !== "none" || wantedVersion !== undefined;

/** What follows from the best match, if there is one. */
const judged = flow(function* (
  asked: AskedCode,
  { fitting, differs }: FittingIncludes,
  match: Match | undefined,
) {
  const names = match?.concept?.names ?? [];
  const result = yield* found(
    inTurnOfNames(names, asked.settings.work, () =>
      match ? verdict(asked, match) : finding(asked.coding, { member: undefined }),
    ),
  );
  if (match?.concept && result.member === false)
    result.reasons = yield* found(whatFails(match, match.concept.concept.code));
  const unresolved = result.member ? [] : fitting.filter(isUnresolved);
  if (unresolved.length > 0) result.member = undefined;
  const unknown = yield* found(unknownVersions(asked, unresolved, match));
  const aboutVersions =
    differs && !asked.settings.membershipOnly ? versionIssues(asked, match?.includes ?? fitting) : [];
  result.issues.unshift(...aboutVersions, ...required(asked, match), ...unknown.issues);
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
function versionIssues(asked: AskedCode, [include]: readonly CompiledInclude[]): Issue[] {
  const isComparable = include && (include.wantedVersion !== undefined || !isUnresolved(include));
  return isComparable ? [checkVersion(include, asked)] : [];
}

/** What is required of the version: of the one in use, and that one is named. */
function required({ settings, coding, path }: AskedCode, match: Match | undefined): Issue[] {
  const { rules, membershipOnly } = settings;
  if (!match || membershipOnly) return [];
  const { codeSystem } = match.provider;
  return [...checkRequired(rules, codeSystem, path), ...checkVersionNamed(rules, codeSystem, coding, path)];
}
