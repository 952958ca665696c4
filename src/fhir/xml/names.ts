/** The namespaces of FHIR XML. */
export const FHIR = "http://hl7.org/fhir";
export const XHTML = "http://www.w3.org/1999/xhtml";
/** Attributes of these say how to read the document, not what is in it. */
export const META = new Set([
  "http://www.w3.org/2000/xmlns/",
  "http://www.w3.org/2001/XMLSchema-instance",
  "http://www.w3.org/XML/1998/namespace",
]);
