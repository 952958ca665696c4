/** Messages about value sets: their definition, and what it refers to. */
import { closest } from "../util/closest.ts";
import { asSent, error, type Issue, quote, shortened } from "./issue.ts";

/** The definition of the value set is wrong at `path`. */
const invalidDefinition = (id: string, text: string, path: string, messageId?: string): Issue =>
  error(id, "invalid", text, { txType: "vs-invalid", expression: [path], messageId });

/* ---- what a value set refers to ---- */

export const unknownValueSet = (canonical: string, hint: string | undefined): Issue => ({
  severity: "error",
  code: "not-found",
  txType: "not-found",
  text: `A definition for the value Set '${asSent(canonical)}' could not be found`,
  messageId: "Unable_to_resolve_value_Set_",
  diagnostics: hint,
});

export const urlOfCodeSystem = (url: string): string =>
  `That is the url of a code system: ask about its codes at CodeSystem/$validate-code or $lookup; ${shortened(url)}?fhir_vs is the value set of all of them`;

export const systemOfValueSetUnknown = (system: string): string =>
  `It would be codes of ${system}, and that code system is not here; import it, where you are licensed to use it`;

/** Of an address that chooses what no code system here gives. */
export const onlyIsaChosen = (): string =>
  "Of the codes of a code system that is here, '?fhir_vs' (all) and '?fhir_vs=isa/[code]' can be asked for, but neither reference sets nor ECL";

export const expressionOfValueSet = (): string =>
  "Value sets that are written as an expression in the address (VCL) are not read here; send the value set itself (valueSet) with the compose that is meant, or store it";

export const urlOfImplicitMap = (): string =>
  "That would be a concept map, which $translate takes, and those of reference sets are not made here";

export const noSuchPart = (system: string): string =>
  `${system} is here, but not that version of it, or not that code`;

export const implicitKindNotSupported = (url: string, choice: string): Issue =>
  error(
    "implicit-kind-not-supported",
    "not-supported",
    `The value set ${quote(url)} can't be made: '?fhir_vs' gives all codes and '?fhir_vs=isa/[code]' a code with what is below it, but ${quote(choice)} (reference sets, ECL) is not offered`,
    { expression: ["url"] },
  );

/* ---- filters ---- */

export const filterWithoutValue = (system: string, property: string, op: string, path: string): Issue =>
  invalidDefinition(
    "filter-without-value",
    `The system ${asSent(system)} filter with property = ${asSent(property)}, op = ${asSent(op)} has no value`,
    path,
    "UNABLE_TO_HANDLE_SYSTEM_FILTER_WITH_NO_VALUE",
  );

export const unknownFilterOperator = (op: string, known: readonly string[], path: string): Issue =>
  invalidDefinition(
    "unknown-filter-operator",
    `The filter operator ${quote(op)} is not known; use one of ${known.join(", ")}`,
    path,
  );

export const unknownFilterProperty = (
  system: string,
  property: string,
  known: readonly string[],
  path: string,
): Issue =>
  invalidDefinition(
    "unknown-filter-property",
    `The code system ${asSent(system)} has no property ${quote(property)} to filter by${instead(property, known)}`,
    path,
  );

export const filterNotUnderstood = (
  system: string,
  property: string,
  known: readonly string[],
  path: string,
): Issue =>
  error(
    "filter-not-understood",
    "not-supported",
    `The code system ${asSent(system)} declares a filter ${quote(property)} that is none of its properties, and no concept here has a value for it: what it selects is not known here${instead(property, known)}`,
    { expression: [path] },
  );

export const referenceSetNotOffered = (value: string, path: string): Issue =>
  error(
    "reference-set-not-offered",
    "not-supported",
    `The filter 'concept in ${asSent(value)}' asks for the members of a reference set of SNOMED CT, which are not known here: list them as concepts, or send a stored expansion`,
    { expression: [path] },
  );

export const expressionNotRead = (property: string, value: string, path: string): Issue =>
  error(
    "filter-expression-not-read",
    "not-supported",
    `The filter '${asSent(property)}' with ${quote(value)} is one of SNOMED CT's own for expressions, which are not read here: filter by 'concept' with is-a or descendent-of, list the concepts, or send a stored expansion`,
    { expression: [path] },
  );

/** Most that are listed. */
const MOST_NAMED = 20;

function instead(property: string, known: readonly string[]): string {
  const meant = closest(property, known);
  if (meant !== undefined) return `; did you mean '${asSent(meant)}'?`;
  return known.length > 0 ? `; it has ${known.slice(0, MOST_NAMED).map(asSent).join(", ")}` : "";
}

/** Of an operator of the hierarchy; no issue, but a sentence of the expansion. */
export const filterFromUnknownCode = (system: string, code: string, path: string): string =>
  `${path}: ${quote(code)} is not known in ${asSent(system)}, so nothing is below or above it`;

/** @param property absent: the filter is about concepts or their relatives; no issue, but a sentence of the expansion */
export function filterByUnknownCode(
  system: string,
  code: string,
  property: string | undefined,
  path: string,
): string {
  const unknown = `${path}: ${quote(code)} is not known in ${asSent(system)}`;
  return property === undefined
    ? `${unknown}, so nothing is found or left out by it`
    : `${unknown}, and no concept has it as ${quote(property)}`;
}

/** Of a code that a value set lists; no issue, but a sentence of the expansion. */
export const listedCodeUnknown = (system: string, code: string, meant: string, path: string): string =>
  `${path}: ${quote(code)} is not known in ${asSent(system)}, so it is left out; did you mean ${quote(meant)}?`;

/** Of a code that a value set lists, and that the part of its system which is here lacks; no issue, but a sentence of the expansion. */
export const listedCodeUnconfirmed = (system: string, code: string, path: string): string =>
  `${path}: only a part of ${asSent(system)} is here, without ${quote(code)}, so it is left out`;

/** Of a code that a value set lists and another version has; no issue, but a sentence of the expansion. */
export const listedCodeElsewhere =
  (path: string) =>
  ({ text }: Issue): string =>
    `${path}: ${text}`;

/** Of a filter on Codings; no issue, but a sentence of the expansion. */
export const codeOfOtherSystem = (
  path: string,
  { system, code }: { system: string; code: string },
  others: readonly string[],
): string =>
  `${path}: no value is ${quote(code)} of ${quote(system)}; the code is there of ${others.map((other) => (other === "" ? "no system" : quote(other))).join(", ")}`;

/** Of a filter on LOINC's parts; no issue, but a sentence of the expansion. */
export const noValueCalled = (path: string, property: string, name: string): string =>
  `${path}: no value of ${quote(property)} was found that is ${quote(name)} or is called so`;

/** A name among so many values that not each was looked at: nobody knows whether one is called so. */
export const valueNotLookedFor = (path: string, property: string, name: string): Issue =>
  error(
    "value-not-looked-for",
    "not-supported",
    `${quote(property)} has too many values to look for one that is called ${quote(name)}, so what the filter selects is not known here; write the code of the part`,
    { expression: [path] },
  );

/** A pattern that may be one of names: which of them it fits is not looked at. */
export const patternOfCodesAlone = (path: string, property: string, pattern: string): Issue =>
  error(
    "pattern-of-codes-alone",
    "not-supported",
    `${quote(pattern)} fits no code among the values of ${quote(property)}, and the names of LOINC's parts are not compared with patterns here; name the parts with = or in`,
    { expression: [path] },
  );

/** Of a filter; no issue, but a sentence of the expansion. */
export const valueOfOtherType = (path: string, property: string, value: string, type: string): string =>
  `${path}: no concept has ${quote(value)} as ${quote(property)}, whose values are ${VALUES_OF.get(type) ?? type}`;

const VALUES_OF = new Map([
  ["boolean", "true or false"],
  ["integer", "numbers"],
  ["decimal", "numbers"],
  ["dateTime", "dates such as 2025-03-31"],
]);

export const unfitFilterOperator = (
  property: string,
  op: string,
  fits: readonly string[],
  path: string,
): Issue =>
  invalidDefinition(
    "unfit-filter-operator",
    `The filter operator '${asSent(op)}' can't be used with property ${quote(property)}; use ${fits.join(", ")}`,
    path,
  );

export const hierarchyIsNoIsA = (op: string, meaning: string, path: string): Issue =>
  invalidDefinition(
    "hierarchy-is-no-is-a",
    `The filter operator '${asSent(op)}' speaks of is-a, and the hierarchy of this code system is '${meaning}': use child-of, which takes it as it stands, or list the codes`,
    path,
  );

export const invalidFilterRegex = (pattern: string, reason: string, path: string): Issue =>
  invalidDefinition(
    "invalid-filter-regex",
    `The regular expression ${quote(pattern)} can't be used: ${reason} (RE2 syntax: no look-around, no back-references)`,
    path,
  );

export const invalidFilterBoolean = (property: string, value: string, path: string): Issue =>
  invalidDefinition(
    "invalid-filter-boolean",
    `The filter 'exists' on property ${quote(property)} needs the value 'true' or 'false', not ${quote(value)}`,
    path,
  );

/* ---- the definition as a whole ---- */

export const emptyInclude = (path: string): Issue =>
  invalidDefinition("empty-include", `${path} names neither a system nor a value set`, path);

export const conceptWithoutCode = (path: string): Issue =>
  invalidDefinition("concept-without-code", `${path} has no code`, path);

export const unreadableLockedDate = (date: string): Issue =>
  invalidDefinition(
    "unreadable-locked-date",
    `The locked date ${quote(date)} can't be read; give one such as 2025-03-31`,
    "ValueSet.compose.lockedDate",
  );

export const withoutDefinition = (valueSet: string): Issue =>
  invalidDefinition(
    "without-definition",
    `The value set ${quote(valueSet)} has neither a compose nor an expansion: it says nothing about its codes`,
    "ValueSet.compose",
  );

export const withoutInclude = (valueSet: string): Issue =>
  invalidDefinition(
    "without-include",
    `The compose of the value set ${quote(valueSet)} has no include, so it says nothing about its codes; FHIR wants at least one`,
    "ValueSet.compose.include",
  );
