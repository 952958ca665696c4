/** Messages about a resource's form: its structure, its invariants, its XML. */
import { closest } from "../util/closest.ts";
import { own } from "../util/own.ts";
import {
  beyondDoubles,
  error,
  information,
  type Issue,
  type IssueCode,
  quote,
  type Severity,
  shortened,
} from "./issue.ts";

const issue = (id: string, code: IssueCode, path: string, text: string): Issue =>
  error(id, code, `${path}: ${text}`, { expression: [path] });

export const nestedTooDeeply = (limit: number): Issue =>
  error("nested-too-deeply", "too-long", `The resource nests more than ${limit} levels deep`);

export const tooManyElements = (limit: number): Issue =>
  error(
    "too-many-elements",
    "structure",
    `An object has more than ${limit} elements; none of FHIR's has so many`,
  );

export const tooManyItems = (path: string, count: number, most: number): Issue =>
  issue("too-many-items", "too-long", path, `there are ${count} of them; at most ${most} can be checked`);

export const tooManyTaken = (path: string, count: number, most: number): Issue =>
  issue("too-many-items", "too-long", path, `there are ${count} of them; at most ${most} are taken`);

export const tooManyAttributes = (most: number): Issue =>
  error(
    "too-many-items",
    "too-long",
    `dependsOn and product of the ConceptMap name more than ${most} different properties; at most ${most} are taken`,
  );

export const notAResource = (value: unknown): Issue =>
  error(
    "not-a-resource",
    "structure",
    `${value === undefined ? "There is no resource" : `${quote(value)} is not a FHIR resource`}; it should be an object with a resourceType`,
  );

export const unknownResourceType = (type: unknown, known: readonly string[]): Issue => {
  const meant = typeof type === "string" ? closest(type, known) : undefined;
  const hint = meant ? `did you mean '${meant}'?` : `known are ${known.join(", ")}`;
  const given = type === undefined ? "is missing" : `${quote(type)} is not known here`;
  return error("unknown-resource-type", "structure", `resourceType ${given}; ${hint}`, {
    expression: ["resourceType"],
  });
};

export const profileNotJudged = (profile: string): Issue => ({
  id: "profile-not-judged",
  severity: "warning",
  code: "not-supported",
  text: `The resource was not validated against the profile ${quote(profile)}: only the base definition is judged here`,
  expression: ["profile"],
});

/* ---- structure ---- */

export const unknownElement = (
  path: string,
  name: string,
  known: readonly string[],
  version: string,
): Issue => {
  const meant = closest(name, known);
  return issue(
    "unknown-element",
    "structure",
    path,
    `there is no element ${quote(name)} here in FHIR ${version}; ${meant ? `did you mean '${meant}'?` : `there are ${list(known)}`}`,
  );
};

export const elementOfOtherVersion = (
  path: string,
  name: string,
  version: string,
  other: { version: string; extension: string },
): Issue =>
  issue(
    "element-of-other-version",
    "structure",
    path,
    `'${name}' is an element of FHIR ${other.version}, not of ${version}, where the extension ${other.extension} carries it`,
  );

export const missingElement = (path: string, name: string): Issue =>
  issue("missing-element", "required", path, `'${name}' is required here`);

export const severalTypes = (path: string, name: string, found: readonly string[]): Issue =>
  issue(
    "several-types",
    "structure",
    path,
    `only one of ${found.join(", ")} may be given: ${name} has one type`,
  );

/** @param names those that have a type, of which the usual one is named */
export const typeLeftOut = (path: string, names: readonly string[]): Issue => {
  const usual = names.find((name) => name.endsWith("String")) ?? names[0]!;
  return issue("type-left-out", "structure", path, `the name must say the value's type, as ${usual} does`);
};

export const emptyElement = (path: string): Issue =>
  issue("empty-element", "structure", path, "it is empty; leave out what has no content");

export function wrongJsonType(path: string, value: unknown, expected: string): Issue {
  const beyond = beyondDoubles(value);
  const text = beyond ? `${beyond} can't be kept` : `${asJson(value)} should be ${expected}`;
  return issue("wrong-json-type", "structure", path, text);
}

export const textTooLong = (path: string, length: number, most: number): Issue =>
  issue("text-too-long", "too-long", path, `it has ${length} characters; FHIR allows ${most}`);

/** A value as its author wrote it: text in its double quotes, numbers bare. */
const asJson = (value: unknown): string => shortened(JSON.stringify(value) ?? String(value));

export const codeNotAllowed = (path: string, value: unknown, allowed: readonly string[]): Issue => {
  const meant = typeof value === "string" ? closest(value, allowed) : undefined;
  return issue(
    "code-not-allowed",
    "code-invalid",
    path,
    `${quote(value)} is not allowed; ${meant ? `did you mean '${meant}'? ` : ""}allowed are ${list(allowed)}`,
  );
};

/** What each primitive type looks like. */
const FORMATS: Record<string, string> = {
  base64Binary: "base64 text",
  canonical: "a canonical url without spaces, such as http://example.org/x|1.0",
  code: "a code: text without leading, trailing or double spaces and control characters",
  date: "a date such as 2026, 2026-11 or 2026-11-23",
  dateTime: "a date such as 2026-11-23, or with time and zone such as 2026-11-23T09:30:00Z",
  id: "an id: 1 to 64 letters, digits, '-' or '.'",
  instant: "a moment such as 2026-11-23T09:30:00Z",
  integer: "a whole number of at most 32 bits",
  integer64: "a whole number, in quotes",
  oid: "an OID such as urn:oid:1.2.3",
  positiveInt: "a whole number from 1",
  string: "text that is not empty, without control characters and halves of a surrogate pair",
  markdown: "text that is not empty, without control characters and halves of a surrogate pair",
  time: "a time such as 09:30:00",
  unsignedInt: "a whole number from 0",
  uri: "a uri without spaces and control characters",
  url: "a url without spaces and control characters",
  uuid: "a UUID such as urn:uuid:c757873d-ec9a-4326-a141-556f43239520",
  xhtml: "XHTML within a <div>",
};

export const wrongFormat = (path: string, value: unknown, fhirType: string): Issue =>
  issue(
    "wrong-format",
    "value",
    path,
    `${quote(value)} is not valid; it should be ${own(FORMATS, fhirType) ?? `a ${fhirType}`}`,
  );

export const otherFault = (path: string, reason: string): Issue =>
  issue("other-fault", "structure", path, reason);

export const furtherFaults = (count: number): Issue => information(`${count} further issues are not listed`);

/** The first ones of a long list. */
function list(words: readonly string[]): string {
  const shown = words.slice(0, 12).join(", ");
  return words.length > 12 ? `${shown} and ${words.length - 12} more` : shown;
}

/* ---- narrative ---- */

export const narrativeNotXhtml = (path: string, reason: string): Issue =>
  issue("narrative-not-xhtml", "structure", path, `it is no XHTML: ${reason}`);

/** @param found an element or attribute, as it is written */
export const narrativeNotBasic = (path: string, found: string): Issue =>
  issue(
    "narrative-not-basic",
    "invariant",
    path,
    `${quote(found)} is not allowed; a narrative has only basic formatting, links and images: no scripts, forms, frames, events or outer style sheets (txt-1)`,
  );

export const narrativeEmpty = (path: string): Issue =>
  issue("narrative-empty", "invariant", path, "it has no content but white space (txt-2)");

/* ---- invariants ---- */

export const invariantBroken = (path: string, key: string, human: string, severity: Severity): Issue => ({
  id: "invariant-broken",
  severity,
  code: "invariant",
  text: `${path}: ${human.replace(/\.$/, "")} (${key})`,
  expression: [path],
});

export const duplicateCode = (path: string, code: string, first: string): Issue =>
  issue(
    "duplicate-code",
    "invariant",
    path,
    `the code ${quote(code)} is already defined at ${first}; codes are unique within a code system (csd-1)`,
  );

export const hierarchyWithoutMeaning = (path: string, key: string): Issue => ({
  ...issue(
    "hierarchy-without-meaning",
    "invariant",
    path,
    `the concepts form a hierarchy; hierarchyMeaning should say which kind, such as is-a (${key})`,
  ),
  severity: "warning",
});
