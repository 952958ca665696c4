/**
 * XHTML as most of it is written, gone through many times as fast as sax reads it. What is written otherwise, or is wrong,
 * is left to sax, which goes on there as if it had read what stands before.
 */
import type { SAXParser } from "sax";

/** What stands in a div, in the order in which it does. */
export interface DivVisitor {
  element?(name: string, attributes: ReadonlyMap<string, string>): void;
  text?(text: string): void;
}

/** Characters that are gone through at a stretch: in about a millisecond. */
const STRETCH = 50_000;
/** More attributes than most tags have are sax's. */
const MOST_ATTRIBUTES = 20;

const NAME = "[A-Za-z_][\\w.-]{0,60}(?::[A-Za-z_][\\w.-]{0,60})?";
const BLANK = "[ \\t\\r\\n]";
const START = new RegExp(`<(${NAME})`, "y");
const ATTRIBUTE = new RegExp(`${BLANK}+(${NAME})${BLANK}*=${BLANK}*(["'])`, "y");
const START_END = new RegExp(`${BLANK}*(/?)>`, "y");
const END = new RegExp(`</(${NAME})${BLANK}*>`, "y");
const ENTITY = /&(?:(amp|lt|gt|quot|apos)|#([1-9]\d{0,5})|#x([1-9A-Fa-f][\dA-Fa-f]{0,4}));/y;
const CHARACTERS: ReadonlyMap<string, string> = new Map([
  ["amp", "&"],
  ["lt", "<"],
  ["gt", ">"],
  ["quot", '"'],
  ["apos", "'"],
]);

/** Goes through the content of an element of `text`. */
export class Skim {
  /** Elements that have been opened and not closed. */
  private open: string[] = [];
  /** The next `&`. */
  private and = -1;
  private readonly text: string;
  private readonly visitor: DivVisitor;

  constructor(text: string, visitor: DivVisitor = {}) {
    this.text = text;
    this.visitor = visitor;
  }

  /**
   * From a place between tags up to what is not plain, the end of the element, or as far as should be gone at a stretch.
   * `parser`: has read up to there, and then as far as this. `room`: how many elements may stand in each other.
   * @returns where it goes on
   */
  pass(parser: SAXParser, from: number, room: number): number {
    this.open = [];
    let at = from;
    while (at < from + STRETCH) {
      const next = this.next(at, room);
      if (next === undefined) break;
      at = next;
    }
    if (at > from) this.tell(parser, from, at);
    return at;
  }

  private tell(parser: SAXParser, from: number, at: number): void {
    let { line, column } = parser;
    const position = parser.position + at - from;
    const passed = this.text.slice(from, at);
    for (let end = passed.indexOf("\n"); end >= 0; end = passed.indexOf("\n", end + 1)) {
      line++;
      column = -1 - end;
    }
    for (const name of this.open) parser.write(`<${name}>`);
    Object.assign(parser, { position, line, column: column + passed.length });
  }

  /** Behind one tag, comment or text; undefined: it is sax's. */
  private next(at: number, room: number): number | undefined {
    const { text } = this;
    if (text[at] !== "<") return this.words(at);
    if (text[at + 1] === "/") return this.endTag(at);
    return text[at + 1] === "!" ? this.comment(at) : this.startTag(at, room);
  }

  private words(at: number): number | undefined {
    const end = this.text.indexOf("<", at);
    const said = end < 0 ? undefined : this.decoded(at, end);
    if (said === undefined) return undefined;
    this.visitor.text?.(said);
    return end;
  }

  private endTag(at: number): number | undefined {
    END.lastIndex = at;
    const name = END.exec(this.text)?.[1];
    if (name === undefined || name !== this.open.at(-1)) return undefined;
    this.open.pop();
    return END.lastIndex;
  }

  private comment(at: number): number | undefined {
    if (!this.text.startsWith("<!--", at)) return undefined;
    const end = this.text.indexOf("--", at + "<!--".length);
    return end >= 0 && this.text[end + 2] === ">" ? end + 3 : undefined;
  }

  private startTag(at: number, room: number): number | undefined {
    START.lastIndex = at;
    const name = START.exec(this.text)?.[1];
    if (name === undefined || this.open.length > room) return undefined;
    const attributes = new Map<string, string>();
    const end = this.attributes(START.lastIndex, attributes);
    if (end === undefined) return undefined;
    START_END.lastIndex = end;
    const ending = START_END.exec(this.text);
    if (!ending) return undefined;
    this.visitor.element?.(name, attributes);
    if (ending[1] === "") this.open.push(name);
    return START_END.lastIndex;
  }

  /** Behind the last of them. */
  private attributes(from: number, found: Map<string, string>): number | undefined {
    const { text } = this;
    for (let at = from; ;) {
      ATTRIBUTE.lastIndex = at;
      const attribute = ATTRIBUTE.exec(text);
      if (!attribute) return at;
      const begin = ATTRIBUTE.lastIndex;
      const end = text.indexOf(attribute[2]!, begin);
      const value = end < 0 ? undefined : this.decoded(begin, end);
      if (value === undefined || found.has(attribute[1]!) || found.size === MOST_ATTRIBUTES) return undefined;
      found.set(attribute[1]!, value);
      at = end + 1;
    }
  }

  /** A part of the text with characters for its entities; undefined: not all of them are known. */
  private decoded(from: number, end: number): string | undefined {
    const { text } = this;
    if (this.and < from) this.and = indexOr(text, "&", from);
    let said = "";
    let taken = from;
    for (; this.and < end; this.and = indexOr(text, "&", taken)) {
      ENTITY.lastIndex = this.and;
      const entity = ENTITY.exec(text);
      if (!entity) return undefined;
      said += text.slice(taken, this.and) + characterOf(entity);
      taken = ENTITY.lastIndex;
    }
    return said + text.slice(taken, end);
  }
}

function indexOr(text: string, sign: string, from: number): number {
  const at = text.indexOf(sign, from);
  return at < 0 ? Infinity : at;
}

function characterOf([, name, decimal, hexadecimal = ""]: RegExpExecArray): string {
  if (name !== undefined) return CHARACTERS.get(name)!;
  return String.fromCodePoint(decimal === undefined ? parseInt(hexadecimal, 16) : Number(decimal));
}
