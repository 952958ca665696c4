/** Messages of $expand: why a value set can't be expanded. */
import { printCanonical } from "../canonical.ts";
import type { ComposeProblem } from "../compose/compiled.ts";
import type { CodeSystem, ValueSet } from "../model.ts";
import { asSent, error, type Issue, quote } from "./issue.ts";
import { noDefinition, supplementsNotFound, type UnknownSystem } from "./not-found.ts";

const tooCostly = (text: string, diagnostics?: string): Issue => ({
  severity: "error",
  code: "too-costly",
  text,
  messageId: "VALUESET_TOO_COSTLY",
  diagnostics,
});

export const valueSetTooCostly = (valueSet: string, limit: number): Issue =>
  tooCostly(
    `The value set '${asSent(valueSet)}' expansion has too many codes to produce (>${limit})`,
    "Ask for a page with count and offset, or narrow the value set with filter",
  );

export const grammarWithoutEnd = (system: string): Issue =>
  tooCostly(
    `The code system '${asSent(system)}' is a grammar: there is no end of its codes, so only given ones can be asked for`,
  );

export const valueSetTooComplex = (valueSet: string): Issue =>
  tooCostly(
    `The definition of the value set ${quote(valueSet)} is too deep or too large once its imports are resolved`,
  );

const notFound = (text: string, messageId: string): Issue => ({
  severity: "error",
  code: "not-found",
  txType: "not-found",
  text,
  messageId,
});

/** The first thing that the definition needs and does not get. */
export function composeIssue(problem: ComposeProblem): Issue {
  switch (problem.kind) {
    case "code-system":
      if (problem.versionDate !== undefined)
        return withPlace(noVersionAt(problem.system, problem.versionDate), problem);
      return withPlace(unknownIncludedSystem(problem), problem, problem.hint);
    case "version-check":
      return withPlace(versionNotAllowed(problem.system, problem.version, problem.required), problem);
    case "value-set":
      if (problem.versionDate !== undefined)
        return withPlace(noVersionAt(problem.url, problem.versionDate), problem);
      return withPlace(unknownImport(problem.url, problem.version), problem, problem.hint);
    case "supplements":
      return supplementsNotFound(problem.urls, problem.hint);
    case "circular":
      return circularReference(problem.chain);
    case "invalid":
      return problem.issue;
    default:
      return problem satisfies never;
  }
}

const withPlace = (issue: Issue, { path, valueSet }: ComposeProblem, hint = ""): Issue => ({
  ...issue,
  diagnostics: `${path} of ${asSent(printCanonical(valueSet)) || "the value set"}${hint === "" ? "" : `. ${hint}`}`,
});

export const noVersionAt = (url: string, date: string): Issue =>
  error(
    "no-version-at",
    "not-found",
    `No version of '${asSent(url)}' that was there on ${date} is known; every one is dated later`,
    { txType: "not-found" },
  );

const unknownIncludedSystem = (included: UnknownSystem): Issue =>
  noDefinition(included, "the value set cannot be expanded", {
    unknown: "UNKNOWN_CODESYSTEM_EXP",
    otherVersion: "UNKNOWN_CODESYSTEM_VERSION_EXP",
    noVersion: "UNKNOWN_CODESYSTEM_VERSION_EXP_NONE",
  });

export const codeSystemWithoutContent = ({ url: system = "", content }: CodeSystem): Issue =>
  notFound(
    content === "example"
      ? `The code system '${asSent(system)}' is known here by a few examples alone, so only value sets that list their codes can be expanded`
      : `The code system '${asSent(system)}' is known here without its concepts, so only value sets that list their codes can be expanded`,
    "VS_EXP_CS_NOT_PRESENT",
  );

export const exclusionNotKnown = (valueSet: string, excluded: string): Issue =>
  notFound(
    `What the value set '${asSent(valueSet)}' leaves out is not known: only a part of the expansion of '${asSent(excluded)}' is stored here, so it can't be expanded`,
    "VS_EXP_EXCLUDE_NOT_KNOWN",
  );

const failedCheck = (version: string, of: string, required: string, by: string): Issue => ({
  severity: "error",
  code: "exception",
  txType: "version-error",
  text: `The version '${asSent(version)}' is not allowed for ${of}: required to be '${asSent(required)}' by ${by}`,
  messageId: "VALUESET_VERSION_CHECK",
});

export const versionNotAllowed = (system: string, version: string | undefined, required: string): Issue =>
  failedCheck(version ?? "", `system '${asSent(system)}'`, required, "a version-check parameter");

export const valueSetVersionNotAllowed = ({ url = "", version = "" }: ValueSet, required: string): Issue =>
  failedCheck(version, `the value set '${asSent(url)}'`, required, "check-valueset-version");

const unknownImport = (url: string, version: string | undefined): Issue =>
  version === undefined
    ? notFound(`Unable to find included value set '${asSent(url)}'`, "VS_EXP_IMPORT_UNK")
    : notFound(
        `Unable to find included value set '${asSent(url)}' version '${asSent(version)}'`,
        "VS_EXP_IMPORT_UNK_PINNED",
      );

const circularReference = (chain: readonly string[]): Issue => ({
  severity: "error",
  code: "processing",
  txType: "vs-invalid",
  text: `Found a circularity pointing to ${asSent(chain.at(-1) ?? "")} processing ValueSet with pathway [${chain.slice(0, -1).map(asSent).join(", ")}]`,
  messageId: "VALUESET_CIRCULAR_REFERENCE",
});

/* ---- parameters that change nothing: sentences of the expansion ---- */

export const supplementOfNone = ({ url = "", version, supplements }: CodeSystem): string =>
  `useSupplement: ${quote(printCanonical({ url, version }))} supplements ${quote(supplements)}, of which the value set has no codes`;

export const noSystemToExclude = (named: string, drawnOn: readonly string[]): string =>
  `exclude-system: ${quote(named)} is none of the code systems of the value set: ${someOf(drawnOn)}`;

export const propertyOfNone = (name: string): string =>
  `None of the code systems of the value set has a property ${quote(name)}`;

const MOST_NAMED = 10;
const someOf = (names: readonly string[]): string =>
  `${names.slice(0, MOST_NAMED).map(asSent).join(", ")}${names.length > MOST_NAMED ? ", …" : ""}`;

/** Why an expansion is not the whole of its value set (valueset-unclosed-reason): the words of HL7's own server. */
export const fragmentListed = (system: string): string =>
  `This extension is based on a fragment of the code system ${asSent(system)}`;

export const composedListed = (system: string): string =>
  `The code system ${asSent(system)} has codes that are put together of others (compositional). This extension is based on those that it lists`;

export const partListed = (valueSet: string, listed: number, total: number | undefined): string =>
  `Only a part of the expansion of '${asSent(valueSet)}' is stored here: ${listed}${total === undefined ? "" : ` of ${total}`} codes`;

export const grammarListed = (system: string, valueSet: string): string =>
  `The code System '${asSent(system)}' has a grammar and so has infinite members. This extension is based on ${asSent(valueSet)}`;
