/** CodeSystem/$validate-code: is the code in the code system, and may it be used? (FHIR R5 CodeSystem, operation validate-code) */
import { printCanonical } from "../canonical.ts";
import type { Issue } from "../issues/issue.ts";
import { noCodingOfSystem } from "../issues/membership.ts";
import { codingWithoutSystem } from "../issues/validation.ts";
import type { Coding } from "../model.ts";
import { checkSupplementsOf, notUsedFor } from "../resolve/find-code-system.ts";
import { refuseModified } from "../resolve/modified.ts";
import { withSupplements } from "../resolve/supplements.ts";
import type { CodeSystemProvider, Terminology } from "../store.ts";
import { after, type Awaitable } from "../util/awaitable.ts";
import { flow, found, type Steps } from "../util/flow.ts";
import { cautionOfSystem, cautionsOfSystems } from "./caution.ts";
import { type Finding, finding } from "./finding.ts";
import { findInCodeSystem } from "./in-code-system.ts";
import { hintingAtSupplement } from "./name-in-supplement.ts";
import { inOtherVersions } from "./other-versions.ts";
import { outcomeOf, type ValidationOutcome } from "./outcome.ts";
import { recognising } from "./recognise.ts";
import {
  type AskedCoding,
  type CodesToValidate,
  type CodingPath,
  codingsOf,
  settingsOf,
  type ValidationOptions,
} from "./request.ts";
import { settleUnknown } from "./settle-unknown.ts";
import { explainUnknownSystem, type WantedSystem } from "./unknown-system.ts";
import { checkVersionNamed, findVersion } from "./versions.ts";

export interface CodeSystemChoice {
  url: string;
  /** For codes that come without one. */
  version?: string | undefined;
  /** The code system itself, where it came with the request. */
  provider?: CodeSystemProvider | undefined;
}

/**
 * Validates codes against a code system. What is not right with them is in the outcome's issues.
 * Of a CodeableConcept, the codings of other systems are left aside.
 * @param choice undefined: each coding is validated against the code system that it names; where none names one, the
 *   result is false and a warning says why
 * @throws TerminologyError: a supplement that is not there or of another code system, a displayLanguage that is none, a
 *   code system that is modified in a way that nobody here knows.
 */
export const validateInCodeSystem = flow(function* (
  store: Terminology,
  choice: CodeSystemChoice | undefined,
  codes: CodesToValidate,
  options: ValidationOptions,
): Steps<ValidationOutcome> {
  const settings = settingsOf(options);
  const given = codingsOf(codes).filter(
    ({ coding }) => codes.kind !== "codeableConcept" || isMeant(coding, choice),
  );
  const { useSupplement } = options;
  if (useSupplement.length > 0)
    yield* found(checkSupplementsOf(store, useSupplement, systemsAsked(choice, given)));
  const findings: Finding[] = [];
  for (const { coding, path } of given) {
    options.work?.concepts(1);
    if (findings.length > 0) yield* found(options.work?.giveWay());
    const against = choice ?? choiceOf(coding);
    const place = coding.system === undefined ? byUrl(path) : path;
    const asked = { store, settings, coding: withSystem(coding, against), path: place };
    const result = against
      ? yield* found(find(asked, against))
      : finding(coding, { issues: [codingWithoutSystem(path.whole)] });
    findings.push(yield* found(hintingAtSupplement(asked, result)));
  }
  if (findings.length > 1) settleUnknown(findings);
  const general = given.length === 0 ? [nothingMeant(choice)] : cautionsOfSystems(findings, cautionOf);
  const answering = findings.flatMap(({ codeSystem }) => codeSystem ?? []);
  const notUsed =
    useSupplement.length > 0 ? yield* found(notUsedFor(store, useSupplement, answering)) : undefined;
  const outcome = outcomeOf(codes, findings, general, notUsed);
  return given.some(({ coding }) => choice ?? choiceOf(coding)) ? outcome : { ...outcome, result: false };
});

const cautionOf = cautionOfSystem();

/** What a coding says of its own code system. */
const choiceOf = ({ system }: Coding): CodeSystemChoice | undefined =>
  system === undefined ? undefined : { url: system };

function systemsAsked(
  choice: CodeSystemChoice | undefined,
  given: readonly { coding: Coding }[],
): (string | CodeSystemProvider)[] {
  if (choice) return [choice.provider ?? choice.url];
  return [...new Set(given.flatMap(({ coding }) => coding.system ?? []))];
}

/** Of a CodeableConcept. */
const isMeant = ({ system }: Coding, choice: CodeSystemChoice | undefined): boolean =>
  !choice || (system ?? choice.url) === choice.url;

const nothingMeant = (choice: CodeSystemChoice | undefined): Issue =>
  choice ? noCodingOfSystem(choice.url) : codingWithoutSystem(["CodeableConcept"]);

const withSystem = (coding: Coding, { url = "" }: Partial<CodeSystemChoice> = {}): Coding =>
  url === "" || coding.system !== undefined ? coding : { ...coding, system: url };

function find(asked: AskedCoding, choice: CodeSystemChoice): Awaitable<Finding> {
  const { store, settings } = asked;
  if (choice.provider) {
    refuseModified(choice.provider.codeSystem);
    return after(withSupplements(store, choice.provider, settings.useSupplement), (provider) =>
      findInCodeSystem(provider, asked),
    );
  }
  return recognising(asked, (read) => {
    // A coding by another address of the system is read into the system.
    const url = asked.coding.system === choice.url ? (read.coding.system ?? choice.url) : choice.url;
    return findByUrl(read, { ...choice, url });
  });
}

function findByUrl(asked: AskedCoding, { url, version: stated }: CodeSystemChoice): Awaitable<Finding> {
  const { store, settings, coding } = asked;
  const wanted = { system: url, stated: coding.version ?? stated };
  const looking = findVersion(store, settings.rules, wanted, settings.useSupplement);
  return after(looking, ({ provider, version, versionDate }) =>
    provider
      ? findInVersion(asked, provider, { named: version, stated: wanted.stated })
      : inUnknownSystem(asked, { system: url, version, versionDate }),
  );
}

/** @param versions what the request names or rules, and what the caller states */
function findInVersion(
  asked: AskedCoding,
  provider: CodeSystemProvider,
  versions: { named: string | undefined; stated: string | undefined },
): Awaitable<Finding> {
  const { settings, coding, path } = asked;
  refuseModified(provider.codeSystem);
  return after(findInCodeSystem(provider, asked), (result) => {
    const sent = { code: coding.code, version: versions.stated };
    result.issues.push(...checkVersionNamed(settings.rules, provider.codeSystem, sent, path));
    const isNamed = versions.named !== undefined || settings.rules.versionDate !== undefined;
    return isNamed || !result.unrecognised
      ? result
      : inOtherVersions(asked, provider, result, (other) => findInCodeSystem(other, asked));
  });
}

async function inUnknownSystem(asked: AskedCoding, wanted: WantedSystem): Promise<Finding> {
  const isOwn = asked.coding.system === wanted.system;
  const sought = isOwn ? asked : { ...asked, path: byUrl(asked.path) };
  const { issues, missing } = await explainUnknownSystem(sought, wanted);
  const causes = missing ? [printCanonical({ url: wanted.system, version: wanted.version })] : [];
  return finding(asked.coding, { member: undefined, issues, causes, unrecognised: missing });
}

/** Where the system is what `url` names, not what the coding says. */
const byUrl = (path: CodingPath): CodingPath => ({
  ...path,
  at: (element) => (element === "system" ? ["url"] : path.at(element)),
});
