/** Messages about requests as such: addresses, formats, transport. */
import { error, type Issue, quote } from "./issue.ts";

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
    "This is the base of a FHIR API: ask it for metadata to see what is served, or POST a batch to it. " +
      "No search goes across types: search one, as at CodeSystem?url=...",
  );

export const searchAcrossTypes = (): Issue =>
  error(
    "search-across-types",
    "not-supported",
    "No search goes across types: search one, as at CodeSystem?url=... or ValueSet?url=...",
  );

export const otherTag = (wanted: string, tag: string): Issue =>
  error(
    "other-etag",
    "conflict",
    `If-Match asks for ${quote(wanted)}, but what is here has the ETag ${tag}; leave it out to read what is here`,
    { expression: ["If-Match"] },
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
    { expression: ["Content-Type"] },
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

export const writeTookTooLong = (seconds: number): Issue =>
  error(
    "write-took-too-long",
    "timeout",
    `The answer was not there within ${seconds} s (OSSICLE_REQUEST_TIMEOUT). What was to be written may still be kept, now or when the store answers again: before you send it again read it, and see from its version (meta.versionId, or _history) whether it was`,
  );

export const nobodyWaits = (): Issue =>
  error("nobody-waits", "transient", "The caller has gone before the answer was there");

export const missingHost = (): Issue =>
  error("missing-host", "structure", "The request has no Host header", { expression: ["Host"] });

export const severalHosts = (): Issue =>
  error("several-hosts", "structure", "The request has more than one Host header", { expression: ["Host"] });

export const notAcceptable = (name: string, value: string): Issue =>
  error(
    "not-acceptable",
    "not-supported",
    `${name} ${quote(value)} can't be given; ask for application/fhir+json or application/fhir+xml`,
    { expression: [name] },
  );

export const unsupportedMediaType = (type: string): Issue =>
  error(
    "unsupported-media-type",
    "not-supported",
    `Content-Type ${quote(type)} can't be read; send application/fhir+json or application/fhir+xml`,
    { expression: ["Content-Type"] },
  );

export const emptyBody = (): Issue =>
  error("empty-body", "required", "The body is empty; send a FHIR resource in it");

export const malformedBody = (where: string): Issue =>
  error("malformed-body", "structure", `The body is not well-formed JSON: ${where}`);

export const nameTwice = (name: string, place: string): Issue =>
  error(
    "name-twice",
    "structure",
    `The name ${quote(name)} stands twice in one object, again at ${place}; which of its values is meant can't be told, so send one`,
  );

export const bodyTooLarge = (limit: number): Issue =>
  error("body-too-large", "too-long", `The body is larger than the limit of ${limit} bytes`);

export const tooManyPieces = (most: number, small: number): Issue =>
  error(
    "too-many-pieces",
    "too-long",
    `More than ${most} pieces of the body have less than ${small} bytes; send it in larger chunks`,
  );

export const badRequestLine = (reason: string): Issue =>
  error("bad-request-line", "invalid", `The request can't be read: ${quote(reason)}`);

export const internalError = (): Issue =>
  error(
    "internal-error",
    "exception",
    "The server failed on this request; its log says more. What was to be written may be kept all the same: read it before you send it again",
  );

/** `meant`: addresses, as they may be shown. */
export const noSuchRoute = (method: string, path: string, meant: readonly string[] = []): Issue =>
  error(
    "no-such-route",
    "not-found",
    `There is nothing at ${method} ${quote(path)}; ${didYouMean(meant, "see")} /r4/metadata or /r5/metadata for what is served`,
  );

export const noSuchOperation = (path: string, meant: readonly string[]): Issue =>
  error(
    "no-such-operation",
    "not-supported",
    `There is no operation at ${quote(path)}${meant.length === 0 ? "." : ";"} ${didYouMean(meant, "See")} metadata for what is served`,
  );

const didYouMean = (meant: readonly string[], see: string): string =>
  meant.length === 0 ? see : `did you mean ${meant.map((m) => quote(m)).join(" or ")}? See`;

export const methodNotAllowed = (method: string, allowed: readonly string[]): Issue =>
  error(
    "method-not-allowed",
    "not-supported",
    `${method} is not possible here; use ${allowed.join(", ").replace(/, (\w+)$/, " or $1")}`,
  );
