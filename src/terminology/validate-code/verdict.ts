/** What is to be said about a code in the version where it was looked for. */
import { composedToJudge, notInFragmentToJudge } from "../issues/membership.ts";
import { codeSystemWithoutConcepts } from "../issues/validation.ts";
import { absence } from "../resolve/content.ts";
import { notKnownInStandIn, unknownCode } from "./absent-code.ts";
import type { AskedCode } from "./asked-in-value-set.ts";
import type { Match } from "./best-match.ts";
import {
  checkAllowed,
  checkCase,
  checkStated,
  checkStatus,
  describe,
  name,
  statusOf,
} from "./concept-use.ts";
import { checkDisplay } from "./display-check.ts";
import { type Finding, finding } from "./finding.ts";

/** What follows for one coding from what its code system and the value set say of it. */
export function verdict(asked: AskedCode, match: Match): Finding {
  const { provider, concept, member, isUnjudged } = match;
  const { settings, compiled, coding, path } = asked;
  const { codeSystem } = provider;
  if (!concept) return withoutConcept(asked, match);
  const result = name(finding(coding), concept, settings);
  const here = isUnjudged || codeSystem.content === "not-present" ? "none" : "all";
  if (!member) {
    result.member = member;
    if (member === undefined) result.issues.push(notInFragmentToJudge(coding, path.at("code")));
    if (!settings.membershipOnly) result.issues.push(...checkDisplay(asked, concept.names, here));
    return result;
  }
  const activeOnly = settings.activeOnly === true || compiled.activeOnly;
  const forbidden = checkAllowed(concept, asked, activeOnly);
  result.member = forbidden.length === 0;
  result.issues.push(...forbidden);
  const status = statusOf(concept, settings);
  if (!settings.membershipOnly) {
    result.issues.push(
      ...checkDisplay(asked, concept.names, here),
      ...(isUnjudged ? [codeSystemWithoutConcepts(codeSystem, "warning", path.at("system"))] : []),
      ...checkStatus(concept, asked, status),
      ...checkCase(concept, asked),
      ...checkStated(concept, asked),
    );
  }
  return describe(result, concept, status);
}

/** The code is not among the concepts that are here. */
function withoutConcept(asked: AskedCode, { provider: { codeSystem }, member, listed }: Match): Finding {
  const { coding, path, settings } = asked;
  const kind = absence(codeSystem);
  if (member === undefined && kind === "not-known") return notKnownInStandIn(asked, codeSystem);
  if (member === undefined && kind === "invalid") {
    const issues = [composedToJudge(coding, path.at("code"))];
    return finding(coding, { codeSystem, member, issues, unrecognised: true });
  }
  const issues = settings.membershipOnly ? [] : unknownCode(asked, codeSystem);
  if (member === undefined) issues.unshift(notInFragmentToJudge(coding, path.at("code")));
  const result = finding(coding, { codeSystem, member, issues, unrecognised: true });
  if (!listed && kind === "unconfirmed" && member !== false && !settings.membershipOnly)
    issues.push(...checkDisplay(asked, [], "part"));
  if (!listed) return result;
  if (!settings.membershipOnly) issues.unshift(...checkDisplay(asked, listed.names, "part"));
  return name(result, listed, settings);
}
