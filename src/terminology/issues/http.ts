/** Messages about requests as such: addresses, formats, conditions, keys. */
import { quote, type Issue, type IssueCode } from "../issues.ts";

const error = (code: IssueCode, text: string, rest: Partial<Issue> = {}): Issue => ({
  severity: "error",
  code,
  text,
  ...rest,
});

/* ---- addresses and formats ---- */

export const malformedEncoding = (text: string): Issue =>
  error("invalid", `The address can't be read: ${quote(text)} is not valid percent-encoding of UTF-8 text`);

export const wrongFhirVersion = (header: string, asked: string, served: string): Issue =>
  error(
    "not-supported",
    `${header} asks for fhirVersion ${quote(asked)}, but this address speaks ${served}; /r4 speaks 4.0 and /r5 speaks 5.0`,
    { expression: [header] },
  );

export const unsupportedCharset = (charset: string): Issue =>
  error("not-supported", `Content-Type: charset ${quote(charset)} can't be read; FHIR is sent as UTF-8`, {
    expression: ["Content-Type"],
  });

export const unsupportedEncoding = (encoding: string): Issue =>
  error(
    "not-supported",
    `Content-Encoding ${quote(encoding)} can't be read; send the body as it is, or with gzip, deflate or br`,
    { expression: ["Content-Encoding"] },
  );

export const malformedEncodedBody = (): Issue =>
  error("structure", "The body is not compressed as its Content-Encoding says, or is incomplete");

export const notUtf8 = (): Issue => error("structure", "The body is not UTF-8 text");

export const incompleteBody = (): Issue => error("structure", "The body ended before all of it had come");

export const headersTooLarge = (): Issue =>
  error("too-long", "The request line and headers are too large; send a long query by POST instead");

export const requestTimeout = (): Issue => error("timeout", "The request took too long to arrive");

export const malformedRequest = (reason: string): Issue =>
  error("structure", `The request is not well-formed HTTP: ${reason}`);

export const unmetExpectation = (expectation: string): Issue =>
  error("not-supported", `Expect ${quote(expectation)} can't be met; leave the header out`);

/* ---- resources ---- */

export const wrongResourceType = (found: unknown, expected: string): Issue =>
  error(
    "invalid",
    `The body holds ${found === undefined ? "no resourceType" : quote(found)}; expected: ${expected}`,
    {
      expression: ["resourceType"],
    },
  );

export const deletedResource = (type: string, id: string): Issue =>
  error("deleted", `${type} ${quote(id)} was deleted; its history is at ${type}/${id}/_history`);

/** The reason why it can't be searched for, as a warning. */
export const ignoredSearchParameter = (reason: Issue): Issue => ({
  ...reason,
  severity: "warning",
  text: `${reason.text}. The search was done without it`,
});
