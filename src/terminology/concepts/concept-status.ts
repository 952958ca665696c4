/** What a concept's properties say about its use: is it inactive, is it selectable? */
import type { CodeSystem, Property } from "../model.ts";
import { readDate } from "../search/dates.ts";
import { onceFor } from "../util/once-for.ts";

/** In front of the names of the properties that FHIR defines. */
export const CONCEPT_PROPERTIES = "http://hl7.org/fhir/concept-properties#";

export const LOINC = "http://loinc.org";

/** The codes under which a code system declares a property of FHIR's concept-properties; by uri, or by the bare code if undeclared. */
export function propertyCodes(codeSystem: CodeSystem, name: string): Set<string> {
  const declared = codeSystem.property ?? [];
  const byUri = declared.filter((p) => p.uri === CONCEPT_PROPERTIES + name).map((p) => p.code);
  return new Set([...byUri, name]);
}

/** `propertyCodes` of the property status, which is asked for with every concept. */
export const statusCodes = onceFor((codeSystem: CodeSystem) => propertyCodes(codeSystem, "status"));

const deprecationCodes = onceFor(
  (codeSystem: CodeSystem) =>
    new Set([...propertyCodes(codeSystem, "deprecationDate"), ...propertyCodes(codeSystem, "deprecated")]),
);

/**
 * Does a date say that the concept is deprecated? It still may be used then. R4 calls the date `deprecated`, R5
 * `deprecationDate`. Asked where the concept has no status.
 * @param date as FHIR writes it, of the request; its last day counts. Absent: now
 */
export function isDeprecatedByDate(
  codeSystem: CodeSystem,
  properties: readonly Property[],
  date: string | undefined,
): boolean {
  return properties.some(
    ({ code, value }) =>
      mayTell(value) &&
      deprecationCodes(codeSystem).has(code) &&
      (isTrue(value) || hasCome(value, endOf(date))),
  );
}

function endOf(date: string | undefined): number {
  const end = date === undefined ? undefined : readDate(date)?.high;
  return end === undefined ? Date.now() : endOfDay(end - 1);
}

const DAY = 86_400_000;

/** The last moment of the day (UTC) of a time in ms since 1970. */
export const endOfDay = (time: number): number => (Math.floor(time / DAY) + 1) * DAY - 1;

/** A year, what begins like a date, or true: most values are told apart by this, without a look at their codes. */
const mayTell = (value: Property["value"]): boolean =>
  value === true || (typeof value === "string" && (value.length === 4 || value[4] === "-"));

/**
 * Makes the test for one code system; done once, used for each concept. A date of retirement that has come makes a concept
 * inactive, unless it is said to be active.
 * @param time by which it has to have come, in ms since 1970
 */
export function statusReader(
  codeSystem: CodeSystem,
  time = Date.now(),
): (properties: readonly Property[]) => { inactive: boolean; abstract: boolean } {
  const inactiveCodes = propertyCodes(codeSystem, "inactive");
  const statusCodes = propertyCodes(codeSystem, "status");
  const notSelectable = propertyCodes(codeSystem, "notSelectable");
  const retirement = propertyCodes(codeSystem, "retirementDate");
  const isLoinc = codeSystem.url === LOINC;
  return (properties) => {
    let inactive = false;
    let abstract = false;
    let isRetired = false;
    let isSaidActive = false;
    for (const { code, value } of properties) {
      if (inactiveCodes.has(code)) {
        if (isTrue(value)) inactive = true;
        else isSaidActive = true;
      } else if (statusCodes.has(code)) {
        if (value === "retired" || value === "inactive") inactive = true;
        else if (value === "active") isSaidActive = true;
      } else if (notSelectable.has(code)) abstract ||= isTrue(value);
      else if (retirement.has(code)) isRetired ||= hasCome(value, time);
      // What FHIR says of LOINC (https://hl7.org/fhir/R5/loinc.html).
      else if (isLoinc && code === "STATUS" && value === "DEPRECATED") inactive = true;
    }
    return { inactive: inactive || (isRetired && !isSaidActive), abstract };
  };
}

function isTrue(value: Property["value"]): boolean {
  return value === true || value === "true";
}

/** Of a date that is not whole (`2026`), its beginning. */
function hasCome(value: Property["value"], time: number): boolean {
  const span = typeof value === "string" ? readDate(value) : undefined;
  return span !== undefined && span.low <= time;
}
