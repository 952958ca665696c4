/** One entry of a page's list of references -> its parts. */
import type { Reference } from "./condition.ts";

const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

/** undefined: an entry without PubMed number, by which it could be known. */
export function parseReference(entry: string): Reference | undefined {
  const cited = /Citation on PubMed \(<?(https?:\/\/[^)>\s]*?(\d+)\/?)>?\)/.exec(entry);
  if (!cited) return undefined;
  const [, url = "", pmid = ""] = cited;
  // Markdown has two signs for emphasis.
  const printed = entry
    .slice(0, cited.index)
    .trimEnd()
    .replace(/(?<![\w])_([^_]+)_(?![\w])/g, "*$1*");
  const pmcUrl = /\(<?(https?:\/\/[^)>\s]*\/pmc\/articles\/PMC\d+\/?)>?\)/i.exec(entry)?.[1];
  const reference: Reference = { pmid, citation: plain(printed), url };
  if (pmcUrl) reference.pmcUrl = pmcUrl;
  // Authors. Title. *Journal*. Date;volume:pages. Rest
  const parts = /^(.+?)\.\s+(.+)\s\*([^*]+)\*\.\s+([^;]+);([^.]+)\.\s*([^]*)$/.exec(printed);
  if (!parts) return reference;
  const [, authors = "", title = "", journal = "", date = "", volumePages = "", rest = ""] = parts;
  reference.authors = plain(authors);
  reference.title = plain(title).replace(/\.$/, "");
  reference.journal = journal;
  reference.date = dateOf(date);
  reference.volumePages = volumePages;
  reference.doi = /doi:\s*(\S+?)\.?(?:\s|$)/i.exec(rest)?.[1];
  reference.electronicDate = /\b((?:Epub|eCollection)\s[^.]+)/.exec(rest)?.[1];
  const erratum = /\bErrat(?:um|a) (?:In|in)\b[^]*?\.(?=\s|$)/.exec(rest)?.[0];
  if (erratum) reference.erratum = plain(erratum);
  return reference;
}

const plain = (text: string): string => text.replaceAll("*", "").replace(/\s+/g, " ").trim();

/** `2008 Jul 15` -> `2008-07-15` */
function dateOf(text: string): string | undefined {
  const [year = "", month = "", day = ""] = text.trim().split(/\s+/);
  if (!/^\d{4}$/.test(year)) return undefined;
  const at = MONTHS.indexOf(month.slice(0, 3));
  if (at < 0) return year;
  const inYear = `${year}-${String(at + 1).padStart(2, "0")}`;
  return /^\d{1,2}$/.test(day) ? `${inYear}-${day.padStart(2, "0")}` : inYear;
}
