/** A condition as MedlinePlus Genetics tells of it, whichever form it was read from. */

export interface Condition {
  /** Name of its page, and its code. */
  slug: string;
  name: string;
  /** Address of its page, where the source gives it. */
  page?: string | undefined;
  texts: Partial<Record<TextRole, string>>;
  /** Codes of MedlinePlus Genetics' own list, as in `ad`. */
  inheritance: string[];
  /** Symbols. */
  genes: string[];
  /** In the order of the page. */
  names: string[];
  links: Link[];
  support: { organization: string; url?: string | undefined }[];
  searches: string[];
  references: Reference[];
  /** `2018-02-01`, or `2018-02` where there is no day. */
  updated?: string | undefined;
  file: string;
  line: number;
}

export type TextRole = "description" | "frequency" | "causes" | "inheritance";

/** A code in another system. */
export interface Link {
  system: string;
  code: string;
  title?: string | undefined;
  url?: string | undefined;
  /** Section of the page, or list of the file, that has it. */
  section: string;
}

export interface Reference {
  pmid: string;
  citation: string;
  title?: string | undefined;
  authors?: string | undefined;
  journal?: string | undefined;
  date?: string | undefined;
  volumePages?: string | undefined;
  electronicDate?: string | undefined;
  doi?: string | undefined;
  erratum?: string | undefined;
  url: string;
  pmcUrl?: string | undefined;
}

/** A condition of which only the name is known. */
export function emptyCondition(name: string, file: string, line: number): Condition {
  return {
    slug: slugOf(name),
    name,
    texts: {},
    inheritance: [],
    genes: [],
    names: [],
    links: [],
    support: [],
    searches: [],
    references: [],
    file,
    line,
  };
}

/** As MedlinePlus makes the names of its pages. */
function slugOf(name: string): string {
  return name
    .normalize("NFKD")
    .replace(/\p{M}+/gu, "")
    .toLowerCase()
    .replace(/['’]/g, "")
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^-+|-+$/g, "");
}

/** The last part of a condition page's address; undefined: it is none. */
export const slugOfPage = (url: string): string | undefined => /\/condition\/([a-z0-9-]+)\/?$/.exec(url)?.[1];

/** The first sentence; a point within a name or number ends none. */
export function firstSentence(text: string): string {
  return /^[^]*?[.!?](?=\s+[A-Z"(]|\s*$)/.exec(text)?.[0].trim() ?? text.trim();
}
