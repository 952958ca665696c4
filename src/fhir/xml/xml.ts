/** FHIR XML: read and written for the resource types that we serve (https://hl7.org/fhir/R5/xml.html). */
export { formatXml, formatXmlInTurns } from "./format.ts";
export { xmlNotation } from "./notation.ts";
export { parseXml, parseXmlInTurns } from "./parse.ts";
