/** One coding against a code system: is its code there, and fit for use? */
import { codeNotInFragment, codeNotInSystem, codingWithoutCode, otherSystem } from "../issues/validation.ts";
import type { Coding } from "../model.ts";
import type { CodeSystemProvider } from "../store.ts";
import {
  checkAllowed,
  checkCase,
  checkNames,
  checkStatus,
  described,
  foundConcept,
  named,
} from "./concept-use.ts";
import { finding, type Finding } from "./finding.ts";
import type { Place, Settings } from "./request.ts";
import { checkRequired } from "./versions.ts";

/** A code that a fragment does not hold may be right all the same. */
export async function findInCodeSystem(
  provider: CodeSystemProvider,
  settings: Settings,
  coding: Coding,
  place: Place,
): Promise<Finding> {
  const { codeSystem } = provider;
  const { url = "", version, content } = codeSystem;
  const { code } = coding;
  if (code === undefined) return finding(coding, { issues: [codingWithoutCode(place.whole)] });
  if (coding.system !== undefined && coding.system !== url)
    return finding(coding, { issues: [otherSystem(coding.system, url, place.at("system"))] });
  const required = checkRequired(settings.rules, { provider }, place);
  const [concept] = await provider.locate([code]);
  if (!concept) {
    const member = content === "fragment";
    const unknown = (member ? codeNotInFragment : codeNotInSystem)(code, url, version, place.at("code"));
    return finding(coding, { member, codeSystem, issues: [...required, unknown], unrecognised: true });
  }
  const found = foundConcept(codeSystem, concept);
  const forbidden = checkAllowed(found, settings, settings.activeOnly === true, place);
  return finding(coding, {
    ...named(found, settings),
    ...described(found, coding),
    member: forbidden.length === 0,
    issues: [
      ...required,
      ...forbidden,
      ...checkNames(found, { ...coding, system: url }, settings, place),
      ...checkStatus(found, place),
      ...checkCase(found, coding, place),
    ],
  });
}
