/** What to say of a code that is not among the concepts of its code system that are here. */
import { printCanonical } from "../canonical.ts";
import type { Issue } from "../issues/issue.ts";
import {
  codeMayBeComposed,
  codeNotInFragment,
  codeNotInSystem,
  codeSystemWithoutConcepts,
} from "../issues/validation.ts";
import type { CodeSystem } from "../model.ts";
import { mayBeComposed } from "../resolve/composed.ts";
import { absence } from "../resolve/content.ts";
import { type Finding, finding } from "./finding.ts";
import type { GivenCoding } from "./request.ts";

/** Where a stand-in is all that is here, there is no answer. */
export function notKnownInStandIn({ coding, path }: GivenCoding, codeSystem: CodeSystem): Finding {
  const issues = [codeSystemWithoutConcepts(codeSystem, "error", path.at("system"))];
  const causes = [printCanonical({ url: codeSystem.url, version: coding.version })];
  return finding(coding, { member: undefined, issues, causes, unrecognised: true });
}

/** Of a stand-in, nothing. */
export function unknownCode({ coding, path }: GivenCoding, codeSystem: CodeSystem): Issue[] {
  const { url = "", version } = codeSystem;
  const { system = url, code = "" } = coding;
  const kind = absence(codeSystem);
  if (kind === "not-known") return [];
  const ofComplete = mayBeComposed(codeSystem, code) ? codeMayBeComposed : codeNotInSystem;
  const say = kind === "unconfirmed" ? codeNotInFragment : ofComplete;
  return [say(code, system, version, path.at("code"))];
}
