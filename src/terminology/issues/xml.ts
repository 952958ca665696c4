/** Messages about FHIR XML. */
import { error, type Issue, quote, shortened } from "./issue.ts";

export interface Position {
  line: number;
  column: number;
}

const fault = (id: string, { line, column }: Position, path: string | undefined, text: string): Issue =>
  error(id, "structure", `XML, line ${line}, column ${column}: ${text}`, path ? { expression: [path] } : {});

const tag = (name: string): string => `<${shortened(name)}>`;

export const notWellFormed = (at: Position, reason: string): Issue =>
  fault("not-well-formed", at, undefined, `not well-formed; ${shortened(reason)}`);

export const doctypeRefused = (at: Position): Issue =>
  fault(
    "doctype-refused",
    at,
    undefined,
    "a document type declaration (DTD) is not allowed in FHIR; leave it out",
  );

export const tooDeep = (at: Position, limit: number): Issue =>
  fault("too-deep", at, undefined, `the elements nest more than ${limit} levels deep`);

export const tooManyAttributes = (at: Position, limit: number): Issue =>
  fault("too-many-attributes", at, undefined, `the tag has more than ${limit} attributes`);

export const wrongNamespace = (
  at: Position,
  name: string,
  uri: string | undefined,
  expected: string,
): Issue =>
  fault(
    "wrong-namespace",
    at,
    undefined,
    `${tag(name)} is in ${uri === undefined ? "an undeclared namespace" : uri ? `the namespace ${quote(uri)}` : "no namespace"}; it should be in xmlns="${expected}"`,
  );

export const unknownXmlResource = (
  at: Position,
  path: string | undefined,
  name: string,
  meant: string | undefined,
): Issue =>
  fault("unknown-xml-resource", at, path, `${tag(name)} is not a resource type known here${perhaps(meant)}`);

export const unknownXmlElement = (
  at: Position,
  path: string,
  name: string,
  meant: string | undefined,
): Issue => fault("unknown-xml-element", at, path, `${path} has no element ${tag(name)}${perhaps(meant)}`);

const perhaps = (meant: string | undefined): string =>
  meant === undefined ? "" : `; did you mean <${meant}>?`;

export const repeatedXmlElement = (at: Position, path: string, name: string): Issue =>
  fault("repeated-xml-element", at, path, `${path} may have <${name}> only once`);

export const unknownXmlAttribute = (at: Position, path: string, name: string): Issue =>
  fault(
    "unknown-xml-attribute",
    at,
    path,
    `${path} has no attribute ${quote(name)}; FHIR puts values into child elements with value="..."`,
  );

export const strayText = (at: Position, path: string, text: string): Issue =>
  fault(
    "stray-text",
    at,
    path,
    `the text ${quote(text)} stands outside an element's value; FHIR writes <x value="..."/>`,
  );

export const wrongXmlValue = (at: Position, path: string, value: string, expected: string): Issue =>
  fault("wrong-xml-value", at, path, `${path}: ${quote(value)} should be ${expected}`);

export const oneResourceExpected = (at: Position, path: string): Issue =>
  fault(
    "one-resource-expected",
    at,
    path,
    `${path} holds one resource, such as <CodeSystem>...</CodeSystem>`,
  );

export const emptyDocument = (at: Position): Issue =>
  fault("empty-document", at, undefined, "there is no resource in it");

/* ---- writing ---- */

export const notWritableAsXml = (path: string, reason: string): Issue =>
  error(
    "not-writable-as-xml",
    "not-supported",
    `${path} can't be written as XML: ${reason}. Ask for application/fhir+json instead`,
    { expression: [path] },
  );
