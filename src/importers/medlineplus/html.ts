/** The simple HTML of MedlinePlus Genetics -> plain text with paragraphs. */
import { decodeHTMLStrict } from "entities";

/** Paragraphs, with an empty line between them. */
export function textOfHtml(html: string): string {
  return html
    .replace(/<\/(?:\w+:)?(?:p|li|h\d|div|ul|ol)>|<(?:\w+:)?br\s*\/?>/gi, "\n\n")
    .replace(/<[^>]*>/g, "")
    .replace(/&[^;\s]+;/g, decodeHTMLStrict)
    .split(/\n\s*\n/)
    .map((paragraph) => paragraph.replace(/\s+/g, " ").trim())
    .filter((paragraph) => paragraph !== "")
    .join("\n\n");
}

/** A name, of one line: HTML writes letters beyond ASCII as entities. */
export const nameOfHtml = (html: string): string => decodeHTMLStrict(html).replace(/\s+/g, " ").trim();
