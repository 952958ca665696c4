/** Messages about what a question names and nobody has: code systems, their codes, supplements. */
import { printCanonical } from "../canonical.ts";
import type { CodeSystem } from "../model.ts";
import { asSent, error, information, type Issue, quote } from "./issue.ts";
import { validVersions } from "./known-versions.ts";

export const unknownCodeSystem = (
  url: string,
  version: string | undefined,
  known: readonly string[],
): Issue =>
  error(
    "unknown-code-system",
    "not-found",
    version === undefined || known.length === 0
      ? `A definition for CodeSystem ${quote(version ? `${url}|${version}` : url)} could not be found`
      : `A definition for CodeSystem '${asSent(url)}' version ${quote(version)} could not be found. ${validVersions(known)}`,
    { txType: "not-found", expression: ["system"] },
  );

export interface UnknownSystem {
  system: string;
  version: string | undefined;
  /** The versions that there are of it. */
  known: readonly string[];
}

/** @param so what can't be done then; @param ids of HL7's messages */
export function noDefinition(
  { system, version, known }: UnknownSystem,
  so: string,
  ids: Record<"unknown" | "otherVersion" | "noVersion", string>,
): Issue {
  const notFound = (messageId: string, named: string, rest = ""): Issue => ({
    severity: "error",
    code: "not-found",
    txType: "not-found",
    messageId,
    text: `A definition for CodeSystem ${named} could not be found, so ${so}${rest}`,
  });
  if (version === undefined) return notFound(ids.unknown, `'${asSent(system)}'`);
  const named = `'${asSent(system)}' version '${asSent(version)}'`;
  return known.length === 0
    ? notFound(ids.noVersion, named, ". No versions of this code system are known")
    : notFound(ids.otherVersion, named, `. ${validVersions(known)}`);
}

export const versionInSystem = (system: string, version: string): Issue =>
  information(
    `A system is named without its version: send ${quote(system)}, and ${quote(version)} as the version`,
  );

export const unknownCode = (code: string, system: string, version: string | undefined): Issue =>
  error(
    "unknown-code",
    "not-found",
    `Unable to find code ${quote(code)} in ${system}${version ? ` version ${version}` : ""}`,
    { txType: "invalid-code", expression: ["code"] },
  );

/** All that are missing, in one message. `hint`: what may have been meant. */
export const supplementsNotFound = (urls: readonly string[], hint?: string): Issue =>
  error(
    "supplement-not-found",
    "not-found",
    `Required supplement${urls.length === 1 ? "" : "s"} not found: ${urls.map(asSent).join(", ")}`,
    { txType: "not-found", messageId: "VALUESET_SUPPLEMENT_MISSING", diagnostics: hint },
  );

export const supplementsNone = (url: string): string =>
  `${quote(url)} is a code system of its own, and supplements none`;

/** It is here, and has nothing to say about the code systems that were asked. */
export function supplementOfOtherSystem(supplement: CodeSystem, asked: readonly CodeSystem[]): Issue {
  const { url = "", version, supplements } = supplement;
  return {
    ...supplementsNotFound([printCanonical({ url, version })]),
    expression: ["useSupplement"],
    diagnostics: `It supplements ${quote(supplements)}, not ${asked.map(({ url }) => quote(url)).join(" or ")}`,
  };
}
