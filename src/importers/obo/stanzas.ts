/** OBO text (format 1.2 and 1.4): header and stanzas -> ontology. */
import { badTagLine, noTermId, openQuote } from "../../terminology/issues/obo.ts";
import { own } from "../../terminology/util/own.ts";
import type { Pass } from "../import-job.ts";
import type { InputFile } from "../reading/input-file.ts";
import { type Line, linesOf } from "../reading/text.ts";
import {
  emptyTerm,
  isAcronym,
  matchPredicate,
  type OntologyHeader,
  type SynonymScope,
  type Term,
} from "./term.ts";
import { idNamed } from "./term-id.ts";

interface Stanza {
  /** `Term`, `Typedef`, ...; "" for the header. */
  kind: string;
  line: number;
  tags: { name: string; value: string }[];
}

/** Reads the header alone. */
export async function readOboHeader(file: InputFile): Promise<OntologyHeader> {
  const header: OntologyHeader = { prefixes: {} };
  for await (const stanza of stanzas(file, { report: false })) {
    for (const { name, value } of stanza.tags) headerTag(header, name, value);
    break;
  }
  return header;
}

function headerTag(header: OntologyHeader, name: string, value: string): void {
  if (name === "ontology") header.id = value;
  else if (name === "data-version") header.version = value;
  else if (name === "idspace") {
    const [prefix, iri] = value.split(/\s+/);
    if (prefix && iri) header.prefixes[prefix] = iri;
  } else if (name === "property_value") {
    const { predicate, object } = propertyValue(value);
    if (/(title|label)$/.test(predicate)) header.title = object;
    else if (/(license|rights)$/.test(predicate)) header.license = object;
    else if (/description$/.test(predicate)) header.description = object;
  }
}

/** Where the pass reports, what is malformed is refused. */
export async function* oboTerms(file: InputFile, { report }: Pass): AsyncGenerator<Term> {
  for await (const stanza of stanzas(file, { report })) {
    if (stanza.kind !== "Term") {
      if (report && stanza.kind !== "") file.job.leaveOut(`[${stanza.kind}] stanzas`);
      continue;
    }
    const id = stanza.tags.find((tag) => tag.name === "id")?.value;
    if (id === undefined) {
      if (report) file.job.refuse(file.at(stanza.line), noTermId());
      continue;
    }
    const term = emptyTerm(id, stanza.line);
    for (const { name, value } of stanza.tags) {
      const read = own(TAGS, name);
      const taken = read !== undefined && read(term, value) !== NO_PLACE;
      if (!taken && report) file.job.leaveOut(`tag ${name}`);
    }
    yield term;
  }
}

async function* stanzas(file: InputFile, pass: Pass): AsyncGenerator<Stanza> {
  let stanza: Stanza = { kind: "", line: 1, tags: [] };
  for await (const line of linesOf(file)) {
    const text = line.text.trim();
    if (text === "" || text.startsWith("!")) continue;
    const kind = /^\[(\w+)\]$/.exec(text)?.[1];
    if (kind !== undefined) {
      yield stanza;
      stanza = { kind, line: line.number, tags: [] };
    } else addTag(stanza, line, file, pass);
  }
  yield stanza;
}

/** A value that begins with a quotation mark and has no second one. */
const OPEN_QUOTE = /^"(?:[^"\\]|\\.)*$/;

function addTag(stanza: Stanza, line: Line, file: InputFile, { report }: Pass): void {
  const [, name, value = ""] = /^\s*([\w-]+):\s*(.*)$/.exec(line.text) ?? [];
  const isOpen = OPEN_QUOTE.test(value);
  if (name !== undefined && !isOpen) stanza.tags.push({ name, value: value.trim() });
  else if (report) file.job.refuse(file.at(line.number), (isOpen ? openQuote : badTagLine)(line.text));
}

/** Of a tag that has no place in a code system. */
const NO_PLACE = "no place";

type TagReader = (term: Term, value: string) => typeof NO_PLACE | void;

const TAGS: Record<string, TagReader> = {
  id: () => {},
  name: (term, value) => void (term.name = unescaped(bare(value))),
  def: (term, value) => {
    const { text, rest } = quoted(value);
    term.definition = text;
    term.definitionSources.push(...xrefList(rest));
  },
  comment: (term, value) => void term.comments.push(unescaped(bare(value))),
  synonym: readSynonym,
  xref: (term, value) => void term.xrefs.push(unescaped(bare(value).split(/\s/)[0]!)),
  is_a: (term, value) => void term.parents.push(idNamed(term, firstId(value))),
  alt_id: (term, value) => void term.alternativeIds.push(idNamed(term, firstId(value))),
  subset: (term, value) => void term.subsets.push(firstId(value)),
  is_obsolete: (term, value) => void (term.obsolete = bare(value) === "true"),
  replaced_by: (term, value) => void term.replacedBy.push(idNamed(term, firstId(value))),
  consider: (term, value) => void term.consider.push(idNamed(term, firstId(value))),
  relationship: (term, value) => {
    const [name, id] = bare(value).split(/\s+/);
    if (name && id) term.relations.push({ name, id });
  },
  property_value: (term, value) => {
    const { predicate, object } = propertyValue(value);
    const match = matchPredicate(predicate);
    if (match === undefined) return NO_PLACE;
    term.matches.push({ predicate: match, id: object });
  },
  namespace: () => {},
};

const SCOPES: Record<string, SynonymScope> = {
  EXACT: "exact",
  BROAD: "broad",
  NARROW: "narrow",
  RELATED: "related",
};

function readSynonym(term: Term, value: string): void {
  const { text, rest } = quoted(value);
  if (text === "") return;
  const [scope = "", type = ""] = rest.replace(/\[.*$/, "").trim().split(/\s+/);
  const modifier = /\{[^}]*synonymtypedef="([^"]*)"/i.exec(rest)?.[1] ?? "";
  // OBO 1.0 wrote the scope into the tag; without any, a synonym is only related.
  term.synonyms.push({
    value: text,
    scope: own(SCOPES, scope) ?? "related",
    acronym: isAcronym(type) || isAcronym(modifier),
  });
}

/** The text in quotes at the start, and what stands behind it. */
function quoted(value: string): { text: string; rest: string } {
  const match = /^"((?:[^"\\]|\\.)*)"/.exec(value);
  return match
    ? { text: unescaped(match[1]!), rest: value.slice(match[0].length).trim() }
    : { text: unescaped(bare(value)), rest: "" };
}

/** `[url:http\://x, ISBN:1 "text"]` -> its ids. */
function xrefList(rest: string): string[] {
  const list = /\[((?:[^\]\\]|\\.)*)\]/.exec(rest)?.[1] ?? "";
  return list
    .split(/(?<!\\),/)
    .map((part) => unescaped(part.replace(/"(?:[^"\\]|\\.)*"/, "").trim()))
    .filter((part) => part !== "");
}

function propertyValue(value: string): { predicate: string; object: string } {
  const space = value.search(/\s/);
  const predicate = space < 0 ? value : value.slice(0, space);
  const rest = space < 0 ? "" : value.slice(space).trim();
  const object = rest.startsWith('"') ? quoted(rest).text : (bare(rest).split(/\s/)[0] ?? "");
  return { predicate, object };
}

/** Without the comment behind ` !` and the modifiers in braces. */
function bare(value: string): string {
  return value
    .replace(/\s+!(\s.*)?$/, "")
    .replace(/\s*\{[^{}]*\}\s*$/, "")
    .trim();
}

const firstId = (value: string): string => unescaped(bare(value).split(/\s/)[0] ?? "");

const unescaped = (text: string): string =>
  text.replace(/\\(.)/g, (_, c: string) => (c === "n" ? "\n" : c === "W" ? " " : c));
