/** What sax puts together letter by letter, and looks at with each letter, has an end. */
import type { SAXParser } from "sax";
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

/**
 * Gives the parser a text, or part of one, in steps.
 * @returns why it is not well-formed, where sax would go on
 */
export function* feed(parser: SAXParser, text: string): LongWork<string | undefined> {
  parser.onsgmldeclaration = () => parser.onerror(new Error(NOT_BEGUN));
  let mark = -1;
  let flattened = 0;
  for (let at = 0; at < text.length;) {
    if (mark < at) mark = nextMark(text, at);
    // With every letter after `<!` sax looks at all of them: it gets one more than a declaration may have.
    const end = Math.min(at + STEP, mark + 1 + DECLARATION + 1);
    parser.write(text.slice(at, end));
    if (parser.sgmlDecl.length > DECLARATION) return NOT_BEGUN;
    if (NAMES.some((name) => parser[name].length > LONGEST_NAME)) return "a name is too long";
    flattened = flattenLongest(parser, flattened);
    at = end;
    yield;
  }
  return undefined;
}

/** Where the next `!` stands by which sax may take a declaration to begin: it passes over white space after `<`. */
function nextMark(text: string, at: number): number {
  const begun = /(?:^|[<\s])!/g;
  begun.lastIndex = Math.max(0, at - 1);
  return begun.test(text) ? begun.lastIndex - 1 : Infinity;
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
