/**
 * In which other forms the codes of a system come, and what looks like one of its codes but is something else: read from
 * patterns that the table of systems has as data. A code is read as its system writes codes, never as another system's.
 */

/** Another form of a system's codes. */
export interface CodeForm {
  /** Of the whole text, capitals and small letters alike. */
  pattern: string;
  /** The canonical code, with `$1` for the first group. */
  code?: string;
  /** Instead of `code`: the concept with this display, or with this value of a property. */
  find?: ConceptQuery;
  upperCase?: boolean;
  /** The concept must have one of these values, or the form contradicts it. */
  requires?: { property: string; values: string[] };
  /** A concept with one of these values contradicts the form. */
  excludes?: { property: string; values: string[] };
  /** Tells a reader what the canonical form is. */
  note: string;
}

/** A concept by its display, or by the value of a property. */
type ConceptQuery = { display: string } | { property: string; value: string };

/** Something that is no code of the system although it looks like one. */
export interface CodeKind {
  pattern: string;
  kind: string;
  /** Only its form says so: whether there is this one is not known. */
  byForm?: true;
  note: string;
}

/** A way to read what was sent as a code: as this code, or as the concept found by display or property. */
export interface CandidateCode {
  code?: string;
  find?: ConceptQuery;
  form: CodeForm;
}

/** The ways to read `code`, in the order of the forms; never the code as it stands. */
export function candidateCodes(forms: readonly CodeForm[], code: string): CandidateCode[] {
  const trimmed = plain(code);
  const wide = trimmed.normalize("NFKC");
  const text = wide.replace(PREFIX_TWICE, "");
  const plainer: CandidateCode[] = [];
  if (trimmed !== code && trimmed !== "") plainer.push({ code: trimmed, form: plainForm(code, trimmed) });
  if (wide !== trimmed) plainer.push({ code: wide, form: CHARACTERS });
  if (text !== wide) plainer.push({ code: text, form: ONE_PREFIX });
  const read = withoutBrackets(text);
  const curie = curieOf(read);
  const byForm = forms.flatMap((form): CandidateCode[] => {
    const pattern = compiled(form.pattern);
    const match = pattern.exec(read) ?? (curie === undefined ? null : pattern.exec(curie));
    if (!match) return [];
    const fill = (template: string): string => {
      const filled = template.replace(/\$(\d)/g, (_, n: string) => match[Number(n)] ?? "");
      return form.upperCase ? filled.toUpperCase() : filled;
    };
    if (form.find) return [{ find: filledQuery(form.find, fill), form }];
    if (form.code === undefined || fill(form.code) === code) return [];
    return [{ code: fill(form.code), form }];
  });
  return [...plainer, ...byForm];
}

/** Addresses that stand before the codes of many systems, and URNs. */
const RESOLVER =
  /^(?:https?:\/\/(?:www\.)?(?:identifiers\.org|bioregistry\.io|n2t\.net|purl\.obolibrary\.org\/obo|purl\.bioontology\.org\/ontology)\/|urn:(?:miriam:)?)(.+)$/i;

/** `OMIM:166350` of `https://identifiers.org/omim/166350`, `urn:omim:166350` and the like: the system's forms decide. */
function curieOf(text: string): string | undefined {
  const rest = RESOLVER.exec(text)?.[1]?.replace(/^([\w.]+)\//, "$1:");
  // The prefix may be a part of the code, and stand before it as well.
  return rest?.replace(/^([\w.]+):(?=\1[:_])/i, "");
}

/** `OMIM:166350` of `OMIM (166350)`, and `MIM 166350` of `(MIM 166350)`, as articles print them. */
const withoutBrackets = (text: string): string =>
  text.replace(
    IN_BRACKETS,
    (_, prefix: string | undefined, code: string) => (prefix === undefined ? "" : `${prefix}:`) + code,
  );

const IN_BRACKETS = /^(?:([a-z][\w .-]*?)\s?)?[([]\s?([^()[\]]+?)\s?[)\]]$/i;

/** Of every system: what is left out of a code, so that who sees no difference is told. */
function plainForm(code: string, plainCode: string): CodeForm {
  if (code.replace(UNSEEN, "") !== code)
    return { pattern: ".*", note: "written without characters that are not seen" };
  const atEnds = code.trim() === plainCode;
  return {
    pattern: ".*",
    note: atEnds ? "written without spaces at its ends" : "written with single spaces",
  };
}

const UNSEEN = /[\u200b-\u200d\u2060\ufeff\u00ad]/g;

const ONE_PREFIX: CodeForm = { pattern: ".*", note: "written with its prefix once" };

/** `HGNC:` of `HGNC:HGNC:4392`: some tools put a prefix before codes that have it already. */
const PREFIX_TWICE = /^([a-z][\w.-]*)\s*[:_]\s*(?=\1\s*[:_])/i;

const CHARACTERS: CodeForm = { pattern: ".*", note: "written in characters of another width or position" };

/** What a text that is no code of the system is instead. */
export const kindOf = (kinds: readonly CodeKind[], code: string): CodeKind | undefined =>
  kinds.find(({ pattern }) => compiled(pattern).test(withoutBrackets(plain(code))));

/** Is the code, capitals told from small letters, all of what the pattern says? */
export function isWhole(pattern: string, code: string): boolean {
  const source = `^(?:${pattern})$`;
  const regExp = exact.get(source) ?? new RegExp(source, "u");
  exact.set(source, regExp);
  return code.length <= LONGEST && regExp.test(code);
}

const exact = new Map<string, RegExp>();
const patterns = new Map<string, RegExp>();

function compiled(source: string): RegExp {
  let pattern = patterns.get(source);
  if (!pattern) patterns.set(source, (pattern = new RegExp(`^(?:${source})$`, "iu")));
  return pattern;
}

/** No code is longer; the patterns need a bound. */
export const LONGEST = 200;

/** Without spaces at the ends, and without signs that nobody sees. */
const plain = (code: string): string =>
  code.length > LONGEST ? "" : code.replace(UNSEEN, "").trim().replace(/\s+/g, " ");

function filledQuery(find: ConceptQuery, fill: (template: string) => string): ConceptQuery {
  return "display" in find
    ? { display: fill(find.display) }
    : { property: find.property, value: fill(find.value) };
}
