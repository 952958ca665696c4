/** The narrative `text.div`, which JSON holds as text and XML as a part of itself. */
import sax from "sax";
import { atOnce, type LongWork } from "../../terminology/util/in-turns.ts";
import { own } from "../../terminology/util/own.ts";
import { reasonOf } from "../../terminology/util/reason.ts";
import { MAX_DEPTH } from "../depth.ts";
import { feed, MOST_ATTRIBUTES } from "./feed.ts";
import { XHTML } from "./names.ts";
import { escapeAttribute } from "./primitives.ts";
import { type DivVisitor, Skim } from "./skim.ts";

/** Entities that XML itself defines. */
const XML_ENTITIES = new Set(["amp", "lt", "gt", "quot", "apos"]);

/**
 * A div as part of an XML document: as it is, but for HTML's named entities, which XML doesn't know. A text that is
 * not one well-formed XHTML div is given as plain text within one: it must not break, or change, the document around it.
 */
export function embedXhtml(div: string): string {
  const text = atOnce(withCharacters(div.trim()));
  return isXhtmlDiv(text) ? text : `<div xmlns="${XHTML}">${escapeAttribute(div)}</div>`;
}

/** Characters between two steps: they may be entities all of them. */
const STEP = 5_000;

/** HTML's named entities, which FHIR allows and XML doesn't know, as the characters that they stand for. In steps. */
export function* withCharacters(text: string): LongWork<string> {
  let all = "";
  for (let at = 0; at < text.length;) {
    const next = text.indexOf("&", at + STEP);
    const end = next < 0 ? text.length : next;
    all += text.slice(at, end).replace(/&([A-Za-z][A-Za-z0-9]*);/g, asCharacter);
    at = end;
    yield;
  }
  return all;
}

function asCharacter(entity: string, name: string): string {
  const character = XML_ENTITIES.has(name) ? undefined : own(sax.ENTITIES, name);
  if (character === undefined) return entity;
  return typeof character === "number" ? String.fromCharCode(character) : character;
}

/**
 * Walks in steps through one `<div xmlns="...xhtml">` in which every prefix that is used is declared.
 * @returns why it is none; undefined: it is one
 */
export function* walkDiv(div: string, visitor: DivVisitor): LongWork<string | undefined> {
  const walk = new DivWalk(visitor);
  const { parser } = walk;
  try {
    const unfinished = yield* feed(parser, div, walk.passing(div));
    if (unfinished !== undefined) return `it is not well-formed (${unfinished})`;
    parser.close();
  } catch (error) {
    return walk.tooMuch ?? `it is not well-formed (${reasonOf(error).split("\n")[0]})`;
  }
  return walk.fault();
}

/** What a parser has come by in a div. */
class DivWalk {
  readonly parser = sax.parser(true, { strictEntities: true });
  /** Why no more of it is read. */
  tooMuch: string | undefined;
  private wrong: string | undefined;
  private roots = 0;
  private depth = 0;
  /** Those of the tag that is being read. */
  private attributes = new Map<string, string>();
  private readonly used = new Set<string>();
  private readonly declared = new Set(["xml", "xmlns"]);
  private readonly visitor: DivVisitor;

  constructor(visitor: DivVisitor) {
    this.visitor = visitor;
    const { parser } = this;
    parser.onopentagstart = () => void (this.attributes = new Map());
    parser.onattribute = ({ name, value }) => this.takeAttribute(name, value);
    parser.onopentag = ({ name }) => this.open(name);
    parser.onclosetag = () => void this.depth--;
    parser.ontext = parser.oncdata = (text) => visitor.text?.(text);
    parser.ondoctype = () => void (this.wrong ??= "a document type stands in it");
    parser.onprocessinginstruction = () => void (this.wrong ??= "a processing instruction stands in it");
    parser.onerror = (error) => {
      throw error;
    };
  }

  /** What is plain in this div is not read by sax. */
  passing(div: string): (at: number) => number {
    const { visitor } = this;
    const skim = new Skim(div, {
      ...visitor,
      element: (name, attributes) => {
        this.use(name);
        for (const attribute of attributes.keys()) this.declareOrUse(attribute);
        visitor.element?.(name, attributes);
      },
    });
    return (at) => (this.depth === 0 ? at : skim.pass(this.parser, at, 2 * MAX_DEPTH - this.depth));
  }

  private takeAttribute(name: string, value: string): void {
    // Taken out of sax's own list: it would drop a repeated one silently.
    delete this.parser.tag.attributes[name];
    if (this.attributes.has(name)) throw new Error(`attribute ${name} repeated`);
    if (this.attributes.set(name, value).size > MOST_ATTRIBUTES)
      this.stop(`a tag in it has more than ${MOST_ATTRIBUTES} attributes`);
    this.declareOrUse(name);
  }

  private declareOrUse(name: string): void {
    this.use(name);
    if (name.startsWith("xmlns:")) this.declared.add(name.slice("xmlns:".length));
  }

  private open(name: string): void {
    if (this.depth > 2 * MAX_DEPTH) this.stop(`it nests more than ${2 * MAX_DEPTH} levels deep`);
    this.use(name);
    if (this.depth++ === 0) {
      this.roots++;
      if (name !== "div" || this.attributes.get("xmlns") !== XHTML)
        this.wrong ??= `it begins with no <div xmlns="${XHTML}">`;
    }
    this.visitor.element?.(name, this.attributes);
  }

  private use(name: string): void {
    if (name.includes(":")) this.used.add(name.slice(0, name.indexOf(":")));
  }

  private stop(why: string): never {
    throw new Error((this.tooMuch = why));
  }

  /** Why what was read to its end is no such div. */
  fault(): string | undefined {
    const undeclared = [...this.used].find((prefix) => !this.declared.has(prefix));
    if (undeclared !== undefined) return `the prefix '${undeclared}' is not declared in it`;
    return this.wrong ?? (this.roots === 1 ? undefined : "it is not one <div>");
  }
}

const isXhtmlDiv = (text: string): boolean =>
  text.startsWith("<div") && atOnce(walkDiv(text, {})) === undefined;
