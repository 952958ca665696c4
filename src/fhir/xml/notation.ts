/** XML as what a long resource is written in. */
import type { Notation } from "../../terminology/resources/notation.ts";
import type { FhirVersion } from "../version.ts";
import { XmlWriter } from "./format.ts";

/** `pretty`: one element per line, indented. What has no place in FHIR's XML fails as with `formatXml`. */
export function xmlNotation(version: FhirVersion, pretty: boolean): Notation {
  return notation(new XmlWriter(version, pretty), 0);
}

/** Of a resource that stands in so many elements of another. */
function notation(writer: XmlWriter, outer: number): Notation {
  return {
    resource: (resource) => (outer === 0 ? writer.document(resource) : writer.inner(resource, outer)),
    pieces: (resource) =>
      outer === 0 ? writer.documentPieces(resource) : writer.innerPieces(resource, outer),
    item: ({ name, type }, item, depth) => writer.part(name, type, item, outer + depth),
    separator: "",
    nesting: ({ name, type }) => ({
      begin: "",
      end: "",
      itemEnd: (depth) => writer.end(name, outer + depth),
      open: (item, depth) => writer.begun(name, type, item, outer + depth),
    }),
    isOrdered: true,
    within: (depth) => notation(writer, outer + depth),
  };
}
