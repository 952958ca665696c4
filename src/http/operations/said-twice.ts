/** What a request says twice has to be the same both times: neither is dropped for the other without a word. */
import type { ReadInput } from "../../fhir/operations/parameters.ts";
import { parseCanonical, UNVERSIONED, versionMatches } from "../../terminology/canonical.ts";
import { quote, TerminologyError } from "../../terminology/issues/issue.ts";
import { invalidParameter } from "../../terminology/issues/parameters.ts";
import type { CodeableConcept, Coding } from "../../terminology/model.ts";
import { isList } from "../../terminology/util/json-object.ts";
import type { CodeSystemChoice } from "../../terminology/validate-code/cs-validate-code.ts";
import { type CodesToValidate, codingsOf } from "../../terminology/validate-code/request.ts";

/**
 * A version that a parameter names beside what has one already: `valueSetVersion` beside the value set itself.
 * @param of what that is, and its version; where it has none, nothing speaks against the parameter
 * @throws TerminologyError value
 */
export function checkVersion(
  parameter: string,
  named: string | undefined,
  of: { what: string; version?: string | undefined },
): void {
  if (named === undefined || of.version === undefined || versionMatches(of.version, named)) return;
  const has = of.version === UNVERSIONED ? "no version" : `version ${of.version}`;
  throw new TerminologyError(invalidParameter(parameter, named, `${of.what} has ${has}`));
}

/**
 * A resource that came with the request beside a parameter that names one, with or without `|version`. Where it has no
 * url, nothing speaks against the parameter.
 * @throws TerminologyError value: that is another one
 */
export function checkSent(
  parameter: string,
  named: string | undefined,
  of: { what: string; url?: string | undefined; version?: string | undefined },
): void {
  if (named === undefined || of.url === undefined || named === of.url) return;
  const meant = parseCanonical(named);
  if (meant.url !== of.url)
    throw new TerminologyError(invalidParameter(parameter, named, `${of.what} has the url ${quote(of.url)}`));
  checkVersion(parameter, meant.version, of);
}

/**
 * The versions of codings beside that of the code system to validate against; codings of other systems are no matter.
 * @throws TerminologyError value
 */
export function checkCodingVersions(
  codes: CodesToValidate,
  { url, version, provider }: CodeSystemChoice,
): void {
  const meant = version ?? provider?.codeSystem.version;
  if (meant === undefined) return;
  for (const { coding, path } of codingsOf(codes)) {
    if (coding.version === undefined || (coding.system ?? url) !== url) continue;
    if (versionMatches(coding.version, meant) || versionMatches(meant, coding.version)) continue;
    const [name = ""] = path.at("version");
    const asked =
      meant === UNVERSIONED ? "the code system without version" : `version ${meant} of the code system`;
    throw new TerminologyError(invalidParameter(name, coding.version, `${asked} is asked about`));
  }
}

/**
 * What stands in the query string and what stands in the body: lists go together.
 * @throws TerminologyError value: both name a parameter, and not the same value of it
 */
export function together(query: ReadInput, body: ReadInput): ReadInput {
  for (const name in body) {
    const value = body[name];
    const other = query[name];
    if (isList(other) && isList(value)) query[name] = [...other, ...value];
    else if (other === undefined || JSON.stringify(other) === JSON.stringify(value)) query[name] = value;
    else throw new TerminologyError(invalidParameter(name, value, `the address says ${quote(other)}`));
  }
  return query;
}

/** What is given beside a coding, each with the name of its parameter. */
export type Beside = Partial<
  Record<"system" | "version" | "display", { name: string; value: string | undefined }>
>;

/**
 * The coding, with what is given beside it where it does not say that itself.
 * @throws TerminologyError value: it says something else
 */
export function withBeside(coding: Coding, beside: Beside): Coding {
  const whole = { ...coding };
  for (const part of ["system", "version", "display"] as const) {
    const { name = "", value } = beside[part] ?? {};
    if (value === undefined || value === coding[part]) continue;
    if (coding[part] !== undefined)
      throw new TerminologyError(invalidParameter(name, value, `the coding says ${coding[part]}`));
    whole[part] = value;
  }
  return whole;
}

/**
 * The concept, with what is given beside it: of an only coding as of any, of several what one of them says.
 * @throws TerminologyError value: none says so
 */
export function conceptWithBeside(concept: CodeableConcept, beside: Beside): CodeableConcept {
  const { coding: codings = [] } = concept;
  const [only, ...more] = codings;
  if (!only) return concept;
  if (more.length === 0) return { ...concept, coding: [withBeside(only, beside)] };
  for (const part of ["system", "version", "display"] as const) {
    const { name = "", value } = beside[part] ?? {};
    if (value === undefined || codings.some((coding) => coding[part] === value)) continue;
    throw new TerminologyError(invalidParameter(name, value, "none of the codings says that"));
  }
  return concept;
}
