/** Messages about requests as such: addresses, formats, conditions. */
import { error, information, quote, type Issue } from "./issue.ts";

/* ---- addresses and formats ---- */

export const malformedEncoding = (text: string): Issue =>
  error(
    "malformed-encoding",
    "invalid",
    `The address can't be read: ${quote(text)} is not valid percent-encoding of UTF-8 text`,
  );

export const baseAddress = (): Issue =>
  error(
    "base-address",
    "not-supported",
    "This is the base of a FHIR API: ask it for metadata to see what is served, or POST a batch to it",
  );

export const wrongFhirVersion = (header: string, asked: string, served: string): Issue =>
  error(
    "wrong-fhir-version",
    "not-supported",
    `${header} asks for fhirVersion ${quote(asked)}, but this address speaks ${served}; /r4 speaks 4.0 and /r5 speaks 5.0`,
    { expression: [header] },
  );

export const unsupportedCharset = (charset: string): Issue =>
  error(
    "unsupported-charset",
    "not-supported",
    `Content-Type: charset ${quote(charset)} can't be read; FHIR is sent as UTF-8`,
    {
      expression: ["Content-Type"],
    },
  );

export const unsupportedEncoding = (encoding: string): Issue =>
  error(
    "unsupported-encoding",
    "not-supported",
    `Content-Encoding ${quote(encoding)} can't be read; send the body as it is, or with gzip, deflate or br`,
    { expression: ["Content-Encoding"] },
  );

export const malformedEncodedBody = (): Issue =>
  error(
    "malformed-encoded-body",
    "structure",
    "The body is not compressed as its Content-Encoding says, or is incomplete",
  );

export const notUtf8 = (): Issue => error("not-utf8", "structure", "The body is not UTF-8 text");

export const incompleteBody = (): Issue =>
  error("incomplete-body", "structure", "The body ended before all of it had come");

export const headersTooLarge = (): Issue =>
  error(
    "headers-too-large",
    "too-long",
    "The request line and headers are too large; send a long query by POST instead",
  );

export const requestTimeout = (): Issue =>
  error("request-timeout", "timeout", "The request took too long to arrive");

export const malformedRequest = (reason: string): Issue =>
  error("malformed-request", "structure", `The request is not well-formed HTTP: ${reason}`);

export const unmetExpectation = (expectation: string): Issue =>
  error(
    "unmet-expectation",
    "not-supported",
    `Expect ${quote(expectation)} can't be met; leave the header out`,
  );

export const refusedRequest = (reason: string): Issue =>
  error("refused-request", "processing", `The request was refused: ${quote(reason)}`);

export const tooBusy = (): Issue =>
  error("too-busy", "transient", "The server has more to do than it can: please ask again in a moment");

export const memoryIsScarce = (): Issue =>
  error(
    "memory-is-scarce",
    "transient",
    "The server has not enough memory for this request now: send less at a time, or ask again later",
  );

export const tookTooLong = (seconds: number): Issue =>
  error(
    "took-too-long",
    "timeout",
    `The answer was not there within ${seconds} s (OSSICLE_REQUEST_TIMEOUT); ask for less, or ask again later`,
  );

export const nobodyWaits = (): Issue =>
  error("nobody-waits", "transient", "The caller has gone before the answer was there");

export const missingHost = (): Issue =>
  error("missing-host", "structure", "The request has no Host header", { expression: ["Host"] });

export const severalHosts = (): Issue =>
  error("several-hosts", "structure", "The request has more than one Host header", { expression: ["Host"] });

/* ---- resources ---- */

export const wrongResourceType = (found: unknown, expected: string): Issue =>
  error(
    "wrong-resource-type",
    "invalid",
    `The body holds ${found === undefined ? "no resourceType" : quote(found)}; expected: ${expected}`,
    {
      expression: ["resourceType"],
    },
  );

export const deletedResource = (type: string, id: string): Issue =>
  error(
    "deleted-resource",
    "deleted",
    `${type} ${quote(id)} was deleted; its history is at ${type}/${id}/_history`,
  );

/** The reason why it can't be searched for, as a warning. */
export const ignoredSearchParameter = (reason: Issue): Issue => ({
  ...reason,
  severity: "warning",
  text: `${reason.text}. The search was done without it`,
});

/** @param name the parameter that has too many, or what has too many parameters */
export const searchTooLong = (name: string, what: string, count: number, most: number): Issue =>
  error("search-too-long", "too-long", `${name}: ${count} ${what}; one search takes at most ${most}`, {
    expression: [name],
  });

export const tooLongToFormat = (): Issue =>
  error("too-long-to-format", "too-costly", "The answer is too long to be given as XML, or indented", {
    diagnostics: "Ask for JSON (_format=json, without _pretty), which is given in any length",
  });

export const profileNotJudged = (profile: string): Issue => ({
  id: "profile-not-judged",
  severity: "warning",
  code: "not-supported",
  text: `The resource was not validated against the profile ${quote(profile)}: only the base definition is judged here`,
  expression: ["profile"],
});

/* ---- writing ---- */

export const writingIsOff = (): Issue =>
  error(
    "writing-is-off",
    "not-supported",
    "Writing is switched off on this server; its operator can switch it on with OSSICLE_WRITES=on",
  );

export const storeIsReadOnly = (reason: string): Issue =>
  error("store-is-read-only", "forbidden", `This server can't write at present: ${reason}`);

export const idMismatch = (inAddress: string, inBody: unknown): Issue =>
  error(
    "id-mismatch",
    "invalid",
    inBody === undefined
      ? `The resource has no id; it should be ${quote(inAddress)}, as in the address`
      : `The resource's id ${quote(inBody)} is not the one in the address, ${quote(inAddress)}`,
    { expression: ["id"] },
  );

export const badId = (id: string): Issue =>
  error(
    "bad-id",
    "value",
    `${quote(id)} is no id: letters, digits, - and . are allowed, 64 of them at most`,
    {
      expression: ["id"],
    },
  );

export const badCondition = (name: string, value: string, expected: string): Issue =>
  error("bad-condition", "value", `${name}: ${quote(value)} can't be read; ${expected}`, {
    expression: [name],
  });

export const conditionWithoutCriteria = (name: string): Issue =>
  error(
    "condition-without-criteria",
    "required",
    `${name} names nothing to search for; give search parameters such as url=...`,
    {
      expression: [name],
    },
  );

export const conditionMatchesMany = (name: string, count: number): Issue =>
  error(
    "condition-matches-many",
    "multiple-matches",
    `${name}: ${count} resources match; the condition must single out one`,
    {
      expression: [name],
    },
  );

export const conditionMatchesNone = (type: string): Issue =>
  error("condition-matches-none", "not-found", `No ${type} fits the condition, so there is none to change`);

export const existsAlready = (type: string, id: string): Issue =>
  error(
    "exists-already",
    "conflict",
    `${type}/${id} exists already, and If-None-Match: * asks that it does not`,
    {
      expression: ["If-None-Match"],
    },
  );

export const unknownVersion = (type: string, id: string, version: string): Issue =>
  error("unknown-version", "not-found", `${type} ${quote(id)} has no version ${quote(version)}`, {
    expression: ["versionId"],
  });

export const unsupportedHistoryParameter = (name: string): Issue =>
  error(
    "unsupported-history-parameter",
    "not-supported",
    `A history can't be narrowed by ${name}; use _since and _count`,
    { expression: [name] },
  );

export const written = (what: string, type: string, id: string, version: number): Issue =>
  information(`${what}: ${type}/${id}, now at version ${version}`);

export const goneBefore = (type: string, id: string): Issue =>
  error("gone-before", "conflict", `${type}/${id} does not exist, and If-Match asks that it does`, {
    expression: ["If-Match"],
  });

/* ---- Bundles ---- */

export const wrongBundleType = (type: unknown): Issue =>
  error(
    "wrong-bundle-type",
    "value",
    `Bundle.type: ${quote(type ?? "")} can't be processed; expected: batch or transaction`,
    {
      expression: ["Bundle.type"],
    },
  );

export const badEntry = (index: number, reason: string): Issue =>
  error("bad-entry", "value", `Bundle.entry[${index}]: ${reason}`, {
    expression: [`Bundle.entry[${index}]`],
  });

export const tooManyEntries = (count: number, limit: number): Issue =>
  error(
    "too-many-entries",
    "too-costly",
    `The Bundle has ${count} entries; at most ${limit} are processed at a time`,
    {
      expression: ["Bundle.entry"],
    },
  );

/** @param other what the parameter at `expression` names */
export const otherThanInstance = (other: string, called: string, expression: string): Issue => ({
  id: "other-than-instance",
  severity: "error",
  code: "invalid",
  text: `${expression} is ${quote(other)}, but the operation was called on ${quote(called)}`,
  expression: [expression],
});
