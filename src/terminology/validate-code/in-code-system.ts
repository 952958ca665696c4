/** One coding against a code system: is its code there, and fit for use? */
import type { Issue } from "../issues/issue.ts";
import { codingWithoutCode, otherSystem } from "../issues/validation.ts";
import type { CodeSystem, Concept } from "../model.ts";
import { mayBeComposed } from "../resolve/composed.ts";
import { absence } from "../resolve/content.ts";
import type { CodeSystemProvider } from "../store.ts";
import { after, type Awaitable } from "../util/awaitable.ts";
import { notKnownInStandIn, unknownCode } from "./absent-code.ts";
import {
  checkAllowed,
  checkCase,
  checkStatus,
  describe,
  type FoundConcept,
  foundConcept,
  inTurnOfNames,
  name,
  statusOf,
} from "./concept-use.ts";
import { checkDisplay } from "./display-check.ts";
import { type Finding, finding } from "./finding.ts";
import type { AskedCoding } from "./request.ts";
import { checkRequired } from "./versions.ts";

/** A code that a fragment does not hold may be right all the same. */
export function findInCodeSystem(provider: CodeSystemProvider, asked: AskedCoding): Awaitable<Finding> {
  const { settings, coding, path } = asked;
  const { codeSystem } = provider;
  const { url = "" } = codeSystem;
  const { system, code } = coding;
  if (code === undefined) return finding(coding, { issues: [codingWithoutCode(path.whole)] });
  if (system !== undefined && system !== url)
    return finding(coding, { issues: [otherSystem(system, url, path.at("system"))] });
  return after(provider.locate([code], settings.work), ([concept]) => {
    const required = checkRequired(settings.rules, codeSystem, path);
    return concept
      ? judgeConcept(asked, codeSystem, concept, required)
      : missing(asked, codeSystem, required);
  });
}

function judgeConcept(
  asked: AskedCoding,
  codeSystem: CodeSystem,
  concept: Concept,
  required: readonly Issue[],
): Awaitable<Finding> {
  const { work } = asked.settings;
  return inTurnOfNames(concept.designations, work, () => {
    const meant = foundConcept(codeSystem, concept, { work });
    return inTurnOfNames(meant.names, work, () => judge(asked, meant, required));
  });
}

function missing(asked: AskedCoding, codeSystem: CodeSystem, required: readonly Issue[]): Finding {
  const kind = absence(codeSystem);
  const isOpen = kind === "invalid" && mayBeComposed(codeSystem, asked.coding.code ?? "");
  const member = isOpen ? undefined : kind === "unconfirmed";
  const result =
    kind === "not-known"
      ? notKnownInStandIn(asked, codeSystem)
      : finding(asked.coding, {
          member,
          codeSystem,
          issues: unknownCode(asked, codeSystem),
          unrecognised: true,
        });
  if (kind === "unconfirmed") result.issues.push(...checkDisplay(asked, [], "part"));
  result.issues.unshift(...required);
  return result;
}

/** What is to be said about the code that was found. */
function judge(asked: AskedCoding, meant: FoundConcept, required: readonly Issue[]): Finding {
  const { coding, settings } = asked;
  const status = statusOf(meant, settings);
  const result = describe(name(finding(coding), meant, settings), meant, status);
  const forbidden = checkAllowed(meant, asked);
  result.member = forbidden.length === 0;
  result.issues.push(
    ...required,
    ...forbidden,
    ...checkDisplay(asked, meant.names),
    ...checkStatus(meant, asked, status),
    ...checkCase(meant, asked),
  );
  return result;
}
