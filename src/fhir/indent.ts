/** JSON that comes in pieces, indented as `JSON.stringify(…, 2)` does: no more of it than a piece is in memory. */
import { BACKSLASH, COLON, COMMA, QUOTE } from "./json-signs.ts";

const SPACE = 0x20;

/** What a sign is, by its code; all others stand for themselves. */
const SIGN = { blank: 1, quote: 2, comma: 3, colon: 4, open: 5, close: 6 } as const;
const SIGNS = new Uint8Array(0x80).fill(SIGN.blank, 0, SPACE + 1);
SIGNS[QUOTE] = SIGN.quote;
SIGNS[COMMA] = SIGN.comma;
SIGNS[COLON] = SIGN.colon;
for (const open of "{[") SIGNS[open.charCodeAt(0)] = SIGN.open;
for (const close of "}]") SIGNS[close.charCodeAt(0)] = SIGN.close;

/** What is nested more deeply is indented like this: a line of two signs must not become one of thousands. */
const MOST_INDENTED = 50;
const LINES = Array.from({ length: MOST_INDENTED + 1 }, (_, depth) => `\n${"  ".repeat(depth)}`);

/** For one answer: knows where the pieces so far have ended. */
export class Indenter {
  private depth = 0;
  private inString = false;
  /** A string's next character stands for itself. */
  private isEscaped = false;
  /** A list or an object has begun, and has nothing in it yet. */
  private isEmpty = false;

  /** The next piece, which may end anywhere. */
  indent(piece: string): string {
    let out = "";
    /** Up to where the piece has been put out. */
    let taken = 0;
    let at = this.inString ? this.afterString(piece, 0) : 0;
    while (at < piece.length) {
      const sign = SIGNS[piece.charCodeAt(at)];
      if (sign === SIGN.blank) {
        out += piece.slice(taken, at++);
        taken = at;
        continue;
      }
      const line = this.lineBefore(sign);
      if (line !== "") {
        out += piece.slice(taken, at) + line;
        taken = at;
      }
      at++;
      if (sign === SIGN.quote) at = this.afterString(piece, at);
      else if (sign === SIGN.comma || sign === SIGN.colon) {
        out += piece.slice(taken, at) + (sign === SIGN.comma ? this.line() : " ");
        taken = at;
      }
    }
    return out + piece.slice(taken);
  }

  /** What comes behind the string that begins, or goes on, here; or behind the piece. */
  private afterString(piece: string, from: number): number {
    this.inString = true;
    let isEscaped = this.isEscaped;
    for (let at = from; at < piece.length; at++) {
      const sign = piece.charCodeAt(at);
      if (isEscaped) isEscaped = false;
      else if (sign === BACKSLASH) isEscaped = true;
      else if (sign === QUOTE) {
        this.inString = this.isEscaped = false;
        return at + 1;
      }
    }
    this.isEscaped = isEscaped;
    return piece.length;
  }

  /** Before the first in a list or an object, and before what closes one that has something in it. */
  private lineBefore(sign: number | undefined): string {
    const { isEmpty } = this;
    this.isEmpty = false;
    if (sign === SIGN.close) {
      this.depth--;
      return isEmpty ? "" : this.line();
    }
    const line = isEmpty ? this.line() : "";
    if (sign === SIGN.open) {
      this.depth++;
      this.isEmpty = true;
    }
    return line;
  }

  private line(): string {
    return LINES[Math.min(this.depth, MOST_INDENTED)] ?? "\n";
  }
}
