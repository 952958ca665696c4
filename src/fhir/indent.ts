/** JSON that comes in pieces, indented as `JSON.stringify(…, 2)` does: no more of it than a piece is in memory. */

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const COMMA = 0x2c;
const COLON = 0x3a;
const SPACE = 0x20;
const OPEN = new Set([0x7b, 0x5b]);
const CLOSE = new Set([0x7d, 0x5d]);

/** What is nested more deeply is indented like this: a line of two signs must not become one of thousands. */
const MOST_INDENTED = 50;

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
    let taken = 0;
    for (let at = 0; at < piece.length; at++) {
      if (this.inString) {
        at = this.endOfString(piece, at);
        continue;
      }
      const sign = piece.charCodeAt(at);
      const before = this.before(sign);
      const after = this.after(sign);
      if (before === "" && after === "" && sign > SPACE) continue;
      out += piece.slice(taken, at) + before + (sign > SPACE ? piece[at]! : "") + after;
      taken = at + 1;
    }
    return out + piece.slice(taken);
  }

  /** Where the string ends that it is in, or the piece. */
  private endOfString(piece: string, from: number): number {
    for (let at = from; at < piece.length; at++) {
      const sign = piece.charCodeAt(at);
      if (this.isEscaped) this.isEscaped = false;
      else if (sign === BACKSLASH) this.isEscaped = true;
      else if (sign === QUOTE) {
        this.inString = false;
        return at;
      }
    }
    return piece.length;
  }

  private before(sign: number): string {
    if (sign <= SPACE) return "";
    if (CLOSE.has(sign)) {
      this.depth--;
      const isEmpty = this.isEmpty;
      this.isEmpty = false;
      return isEmpty ? "" : this.line();
    }
    const line = this.isEmpty ? this.line() : "";
    this.isEmpty = false;
    return line;
  }

  private after(sign: number): string {
    if (sign === COMMA) return this.line();
    if (sign === COLON) return " ";
    if (sign === QUOTE) this.inString = true;
    if (OPEN.has(sign)) {
      this.depth++;
      this.isEmpty = true;
    }
    return "";
  }

  private line(): string {
    return `\n${"  ".repeat(Math.min(this.depth, MOST_INDENTED))}`;
  }
}
