/** What is to be said about a code in the version where it was looked for. */
import { printCanonical } from "../canonical.ts";
import { notInFragmentToJudge } from "../issues/membership.ts";
import { codeNotInFragment, codeNotInSystem, codeSystemWithoutConcepts } from "../issues/validation.ts";
import { absence } from "../resolve/content.ts";
import type { Issue } from "../issues/issue.ts";
import type { CodeSystem } from "../model.ts";
import type { Match } from "./best-match.ts";
import {
  checkAllowed,
  checkCase,
  checkNames,
  checkStated,
  checkStatus,
  describe,
  name,
  statusOf,
} from "./concept-use.ts";
import { finding, type Finding } from "./finding.ts";
import type { Coded, ValueSetContext } from "./value-set-context.ts";
import type { CodingPath, Settings } from "./request.ts";

/** What follows for one coding from what its code system and the value set say of it. */
export function verdict(
  { settings, compiled }: ValueSetContext,
  coding: Coded,
  { provider, concept, member, isUnjudged }: Match,
  path: CodingPath,
): Finding {
  const { codeSystem } = provider;
  if (!concept) return withoutConcept(codeSystem, coding, member, settings, path);
  const result = name(finding(coding), concept, settings);
  if (!member) {
    result.member = member;
    if (member === undefined) result.issues.push(notInFragmentToJudge(coding, path.at("code")));
    if (!settings.membershipOnly) result.issues.push(...checkNames(concept, coding, settings, path));
    return result;
  }
  const activeOnly = settings.activeOnly === true || compiled.activeOnly;
  const forbidden = checkAllowed(concept, settings, activeOnly, path);
  result.member = forbidden.length === 0;
  result.issues.push(...forbidden);
  const status = statusOf(concept, settings);
  if (!settings.membershipOnly) {
    result.issues.push(
      ...checkNames(concept, coding, settings, path),
      ...(isUnjudged ? [codeSystemWithoutConcepts(codeSystem, "warning", path.at("system"))] : []),
      ...checkStatus(concept, status, path),
      ...checkCase(concept, coding, path),
      ...checkStated(concept, coding, compiled.valueSet, path),
    );
  }
  return describe(result, concept, status);
}

/** The code is not among the concepts that are here. */
function withoutConcept(
  codeSystem: CodeSystem,
  coding: Coded,
  member: boolean | undefined,
  { membershipOnly }: Settings,
  path: CodingPath,
): Finding {
  const { url = "" } = codeSystem;
  if (member === undefined && absence(codeSystem) === "not-known") {
    const issues = [codeSystemWithoutConcepts(codeSystem, "error", path.at("system"))];
    const causes = [printCanonical({ url, version: coding.version })];
    return finding(coding, { member, issues, causes, unrecognised: true });
  }
  const issues = membershipOnly ? [] : unknownCode(coding, codeSystem, path);
  if (member === undefined) issues.unshift(notInFragmentToJudge(coding, path.at("code")));
  return finding(coding, { codeSystem, member, issues, unrecognised: true });
}

/** What to say of a code that is not among the concepts of a code system that are here: of a stand-in, nothing. */
export function unknownCode({ system, code }: Coded, codeSystem: CodeSystem, path: CodingPath): Issue[] {
  const kind = absence(codeSystem);
  if (kind === "not-known") return [];
  const say = kind === "unconfirmed" ? codeNotInFragment : codeNotInSystem;
  return [say(code, system, codeSystem.version, path.at("code"))];
}
