/** CodeSystem/$validate-code: is the code in the code system, and may it be used? (FHIR R5 CodeSystem, operation validate-code) */
import { after, inTurn, type Awaitable } from "../util/awaitable.ts";
import { parseCanonical, printCanonical } from "../canonical.ts";
import { noCodingOfSystem } from "../issues/validation.ts";
import { supplementNotFound, TerminologyError } from "../issues/issue.ts";
import type { Coding } from "../model.ts";
import type { CodeSystemProvider, Terminology } from "../store.ts";
import { finding, type Finding } from "./finding.ts";
import { findInCodeSystem } from "./in-code-system.ts";
import { outcomeOf, type ValidationOutcome } from "./outcome.ts";
import { recognising } from "./recognise.ts";
import {
  codingsOf,
  settingsOf,
  type CodesToValidate,
  type Place,
  type Settings,
  type ValidationOptions,
} from "./request.ts";
import { explainUnknownSystem } from "./unknown-system.ts";
import { findVersion, withSupplements, type FoundVersion } from "./versions.ts";

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
 * @throws TerminologyError: a supplement that is not there, a displayLanguage that is none.
 */
export function validateInCodeSystem(
  store: Terminology,
  choice: CodeSystemChoice,
  codes: CodesToValidate,
  options: ValidationOptions,
): Awaitable<ValidationOutcome> {
  const settings = settingsOf(options);
  const several = codes.kind === "codeableConcept";
  const given = codingsOf(codes).filter((g) => !several || (g.coding.system ?? choice.url) === choice.url);
  return after(checkSupplements(store, options.useSupplement), () => {
    const findings = inTurn(given, ({ coding, place }) => {
      const here = choice.url === "" ? coding : { system: choice.url, ...coding };
      return find(store, choice, settings, here, codes.kind === "code" ? urlFor(place) : place);
    });
    return after(findings, (found) =>
      outcomeOf(codes, found, given.length === 0 ? [noCodingOfSystem(choice.url)] : []),
    );
  });
}

function checkSupplements(store: Terminology, supplements: readonly string[]): Awaitable<unknown> {
  return inTurn(supplements, (supplement) =>
    after(store.supplements(parseCanonical(supplement)), (found) => {
      if (found.length === 0) throw new TerminologyError(supplementNotFound(supplement));
    }),
  );
}

function find(
  store: Terminology,
  choice: CodeSystemChoice,
  settings: Settings,
  coding: Coding,
  place: Place,
): Awaitable<Finding> {
  if (choice.provider) {
    return after(withSupplements(store, choice.provider, settings.useSupplement), (provider) =>
      findInCodeSystem(provider, settings, coding, place),
    );
  }
  return recognising(store, coding, place, (read) => {
    // A coding by another address of the system is read into the system.
    const url = coding.system === choice.url ? (read.system ?? choice.url) : choice.url;
    return findByUrl(store, { ...choice, url }, settings, read, place);
  });
}

function findByUrl(
  store: Terminology,
  { url, version: stated }: CodeSystemChoice,
  settings: Settings,
  coding: Coding,
  place: Place,
): Awaitable<Finding> {
  const wanted = { system: url, stated: coding.version ?? stated };
  return after(findVersion(store, settings.rules, wanted, settings.useSupplement), (found) =>
    found.provider
      ? findInCodeSystem(found.provider, settings, coding, place)
      : withoutSystem(store, url, found, coding, place),
  );
}

async function withoutSystem(
  store: Terminology,
  url: string,
  { version, versionDate }: FoundVersion,
  coding: Coding,
  place: Place,
): Promise<Finding> {
  const { issues, missing } = await explainUnknownSystem(store, url, version, place, versionDate);
  const causes = missing ? [printCanonical({ url, version })] : [];
  return finding(coding, { member: undefined, issues, causes, unrecognised: missing });
}

/** This operation's name for the system of a bare code is `url`. */
function urlFor(place: Place): Place {
  return { ...place, at: (element) => (element === "system" ? ["url"] : place.at(element)) };
}
