/** What is to be said about a code in the version where it was looked for. */
import { codeNotInFragment, codeNotInSystem } from "../issues/validation.ts";
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
} from "./concept-use.ts";
import { finding, type Finding } from "./finding.ts";
import type { Coded, ValueSetContext } from "./value-set-context.ts";
import type { CodingPath } from "./request.ts";

export function verdict(
  { settings, compiled }: ValueSetContext,
  coding: Coded,
  { provider, concept, member }: Match,
  path: CodingPath,
): Finding {
  const { codeSystem } = provider;
  if (!concept) {
    const issues = settings.membershipOnly ? [] : [unknownCode(coding, codeSystem, path)];
    return finding(coding, { codeSystem, member, issues, unrecognised: true });
  }
  const result = name(finding(coding), concept, settings);
  if (!member) {
    if (!settings.membershipOnly) result.issues.push(...checkNames(concept, coding, settings, path));
    return result;
  }
  const activeOnly = settings.activeOnly === true || compiled.activeOnly;
  const forbidden = checkAllowed(concept, settings, activeOnly, path);
  result.member = forbidden.length === 0;
  result.issues.push(...forbidden);
  if (!settings.membershipOnly) {
    result.issues.push(
      ...checkNames(concept, coding, settings, path),
      ...checkStatus(concept, path),
      ...checkCase(concept, coding, path),
      ...checkStated(concept, coding, compiled.valueSet, path),
    );
  }
  return describe(result, concept);
}

/** The code system does not have the code; one of which only a part is here may have it all the same. */
export function unknownCode(
  { system, code }: Coded,
  { version, content }: CodeSystem,
  path: CodingPath,
): Issue {
  const say = content === "fragment" ? codeNotInFragment : codeNotInSystem;
  return say(code, system, version, path.at("code"));
}
