/** Does who asks read pages? A browser does; a program that takes anything does not. */

const FHIR = /^(application\/(fhir\+)?(json|xml)|text\/(json|xml))$/;

/** `_format` in a query says what is wanted, whatever is accepted: https://hl7.org/fhir/R5/http.html#parameters */
const FORMAT = /[?&]_format=([^&]+)/;
const HTML = /^(text(\/|%2f))?html$/i;

/**
 * True where `_format` is HTML; else where `text/html` is asked for by name, and no FHIR format is wanted more (RFC
 * 9110, 12.5.1). A browser lists `application/xml` behind it, with less weight.
 * @param url with its query, in which a format may be named
 */
export function prefersHtml(accept: string | undefined, url: string): boolean {
  const format = url.includes("_format=") ? FORMAT.exec(url)?.[1] : undefined;
  if (format !== undefined) return HTML.test(format);
  if (accept === undefined || !/text\/html/i.test(accept)) return false;
  let html = 0;
  let fhir = 0;
  for (const range of accept.split(",")) {
    const [type = "", ...parameters] = range.split(";").map((part) => part.trim().toLowerCase());
    const given = parameters.find((p) => p.startsWith("q="));
    const quality = given === undefined ? 1 : Number(given.slice(2));
    // Equal weights: who names a FHIR format first wants that.
    if (type === "text/html" && quality > fhir) html = Math.max(html, quality);
    else if (FHIR.test(type)) fhir = Math.max(fhir, quality);
  }
  return html > 0 && html >= fhir;
}
