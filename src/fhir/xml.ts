/** FHIR XML: read and written for the resource types that we serve (https://hl7.org/fhir/R5/xml.html). */
export { formatXml } from "./xml/format.ts";
export { parseXml } from "./xml/parse.ts";
