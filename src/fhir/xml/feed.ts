/** What sax puts together letter by letter, and looks at with each letter, has an end. */
import sax, { type SAXParser } from "sax";
import type { LongWork } from "../../terminology/util/in-turns.ts";

/** Characters that are read between two steps: in about a millisecond. */
const STEP = 10_000;
/** What may follow `<!`, but for a comment. */
const DECLARATION = "[CDATA[".length;
const NOT_BEGUN = "<! begins no comment and no CDATA section";
const BUFFERS = ["attribValue", "cdata", "doctype", "entity", "procInstBody", "textNode"] as const;
/** So much longer they may get before they are made one text again: each time is a copy. */
const GROWN = 1.25;
const NAMES = ["attribName", "procInstName", "tagName"] as const;
/** No name of FHIR's, XHTML's or a workbook's is half as long. */
const LONGEST_NAME = 200;
/** More than any FHIR element has, and XHTML's needs: sax keeps them until the tag ends. */
export const MOST_ATTRIBUTES = 50;

/** Tags behind which less than this is passed over, before a whole step is read again. */
const WORTH = 1_000;
const TRIES = 8;

/**
 * Gives the parser a text, or part of one, in steps.
 * @param pass between two tags: passes over what need not be read by the parser. Gives where that goes on.
 * @returns why it is not well-formed, where sax would go on
 */
export function* feed(
  parser: SAXParser,
  text: string,
  pass?: (at: number) => number,
): LongWork<string | undefined> {
  parser.onsgmldeclaration = () => parser.onerror(new Error(NOT_BEGUN));
  let flattened = 0;
  /** Not 0: the next step ends with a tag, behind which something may be passed over. */
  let tries = 0;
  for (let at = 0; at < text.length;) {
    const step = text.slice(at, at + STEP);
    const end = tries > 0 ? step.indexOf(">") + 1 : 0;
    const piece = end > 0 ? step.slice(0, end) : step;
    if (!write(parser, piece)) return NOT_BEGUN;
    if (NAMES.some((name) => parser[name].length > LONGEST_NAME)) return "a name is too long";
    flattened = flattenLongest(parser, flattened);
    at += piece.length;
    if (pass) {
      const next: number = tries > 0 && parser.state === sax.STATE.TEXT ? pass(at) : at;
      tries = tries === 0 || next - at > WORTH ? TRIES : tries - 1;
      at = next;
    }
    yield;
  }
  return undefined;
}

/**
 * With every letter after `<!` sax looks at all of them: it gets one more than a declaration may have, and then we look.
 * @returns false: what was begun with `<!` is no declaration
 */
function write(parser: SAXParser, step: string): boolean {
  // Between the two, white space is passed over. They may have begun in the step before.
  const begun = /(?:^|<)\s*!/g;
  let mark = 0;
  for (let at = 0; at < step.length;) {
    const end = Math.min(Math.max(at, mark) + DECLARATION + 1, step.length);
    parser.write(step.slice(at, end));
    if (parser.sgmlDecl.length > DECLARATION) return false;
    at = end;
    if (mark < Infinity) mark = begun.test(step) ? begun.lastIndex : Infinity;
  }
  return true;
}

/** Gives the length of what is being put together, when it was last made one text. */
function flattenLongest(parser: SAXParser, flattened: number): number {
  // Nobody reads it.
  parser.comment = "";
  let longest = "";
  for (const name of BUFFERS) {
    const text = parser[name];
    if (typeof text === "string" && text.length > longest.length) longest = text;
  }
  if (longest.length <= STEP) return 0;
  if (longest.length <= GROWN * flattened) return flattened;
  flatten(longest);
  return longest.length;
}

/** As V8 keeps what is put together letter by letter, each would take as much room as a short word. */
export const flatten = (value: string): boolean => /$/.test(value);
