/** One coding against a code system: is its code there, and fit for use? */
import { after, type Awaitable } from "../util/awaitable.ts";
import { codeNotInFragment, codeNotInSystem, codingWithoutCode, otherSystem } from "../issues/validation.ts";
import type { Issue } from "../issues/issue.ts";
import type { Coding } from "../model.ts";
import type { CodeSystemProvider } from "../store.ts";
import {
  checkAllowed,
  checkCase,
  checkNames,
  checkStatus,
  describe,
  foundConcept,
  name,
  type FoundConcept,
} from "./concept-use.ts";
import { finding, type Finding } from "./finding.ts";
import type { Place, Settings } from "./request.ts";
import { checkRequired } from "./versions.ts";

/** A code that a fragment does not hold may be right all the same. */
export function findInCodeSystem(
  provider: CodeSystemProvider,
  settings: Settings,
  coding: Coding,
  place: Place,
): Awaitable<Finding> {
  const { codeSystem } = provider;
  const { url = "", version, content } = codeSystem;
  if (coding.code === undefined) return finding(coding, { issues: [codingWithoutCode(place.whole)] });
  if (coding.system !== undefined && coding.system !== url)
    return finding(coding, { issues: [otherSystem(coding.system, url, place.at("system"))] });
  const { code } = coding;
  return after(provider.locate([code]), ([concept]) => {
    const required = checkRequired(settings.rules, { provider }, place);
    if (concept) return judge(coding, foundConcept(codeSystem, concept), required, settings, place);
    const member = content === "fragment";
    const say = member ? codeNotInFragment : codeNotInSystem;
    const issues = [...required, say(code, url, version, place.at("code"))];
    return finding(coding, { member, codeSystem, issues, unrecognised: true });
  });
}

/** What is to be said about the code that was found. */
function judge(
  coding: Coding,
  found: FoundConcept,
  required: readonly Issue[],
  settings: Settings,
  place: Place,
): Finding {
  const result = describe(name(finding(coding), found, settings), found);
  const forbidden = checkAllowed(found, settings, settings.activeOnly === true, place);
  result.member = forbidden.length === 0;
  result.issues.push(
    ...required,
    ...forbidden,
    ...checkNames(found, coding, settings, place),
    ...checkStatus(found, place),
    ...checkCase(found, coding, place),
  );
  return result;
}
