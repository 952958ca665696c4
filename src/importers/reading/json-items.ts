/**
 * Reads JSON that is too large to hold: the items of chosen arrays come one by one, the rest as one small document.
 * `["entry"]` yields each entry of a Bundle, `["graphs", "*", "nodes"]` each node of an OBO graph.
 */
import { type ParsedInSteps, parsedInSteps } from "../../fhir/json-in-steps.ts";
import { mayRepeatName, namesIn, repeatedName } from "../../fhir/json-names.ts";
import {
  documentTooLarge,
  malformed,
  repeatedMember,
  truncated,
} from "../../terminology/issues/importing.ts";
import type { Issue } from "../../terminology/issues/issue.ts";
import { atOnce, inTurns } from "../../terminology/util/in-turns.ts";
import type { InputFile } from "./input-file.ts";
import { MAX_DOCUMENT } from "./limits.ts";
import { countNewlines, textOf } from "./text.ts";

type JsonItem =
  | { kind: "item"; key: string; value: unknown; line: number }
  /** Comes last: the document, its chosen arrays emptied. */
  | { kind: "rest"; value: unknown };

interface Open {
  array: boolean;
  /** Key or index under which it stands. */
  name: string;
  /** Key of the member being read. */
  key: string;
  index: number;
  chosen: boolean;
}

const QUOTE = 34;
const BACKSLASH = 92;
/** Brackets and commas: whatever else stands in a list is the beginning of a value without brackets. */
const BRACKETS = new Set([44, 91, 93, 123, 125]);
/** A value without brackets ends at one of `,]}`. */
const ENDS = new Set([44, 93, 125]);

/**
 * @throws ImportRefused where the text is cut off, is not JSON, has a name twice in one object, or holds a piece that is
 *   too large.
 */
export async function* jsonItems(file: InputFile, chosen: readonly string[][]): AsyncGenerator<JsonItem> {
  const reader = new Reader(file, chosen);
  for await (const text of textOf(file)) yield* reader.read(text);
  yield await reader.end();
}

/** The whole of a small document. */
export async function jsonDocument(file: InputFile): Promise<unknown> {
  for await (const item of jsonItems(file, [])) if (item.kind === "rest") return item.value;
  return undefined;
}

class Reader {
  private readonly stack: Open[] = [];
  private inString = false;
  private escaped = false;
  /** Text of a key, while it may be one. */
  private keyParts: string[] | undefined;
  private keyStart = 0;
  /** The item being read: its text so far and the depth it stands at; `plain` is one without brackets. */
  private item:
    { parts: string[]; length: number; depth: number; line: number; key: string; plain: boolean } | undefined;
  private readonly rest: string[] = [];
  private restLength = 0;
  private line = 1;
  private expectKey = false;
  private readonly file: InputFile;
  private readonly chosen: readonly string[][];

  constructor(file: InputFile, chosen: readonly string[][]) {
    this.file = file;
    this.chosen = chosen;
  }

  *read(text: string): Generator<JsonItem> {
    let from = 0;
    for (let i = 0; i < text.length; i++) {
      const c = text.charCodeAt(i);
      if (c === 10) this.line++;
      if (this.inString) {
        this.readInString(c, text, i, from);
        continue;
      }
      if (this.item?.plain && ENDS.has(c)) {
        yield this.endItem(text, i, from);
        from = i;
      }
      if (!this.item && c > 32 && this.stack.at(-1)?.chosen && !BRACKETS.has(c))
        from = this.begin(text, i, from);
      if (c === QUOTE) {
        this.inString = true;
        if (this.expectKey && !this.item) {
          this.keyParts = [];
          this.keyStart = i;
        }
      } else if (c === 123 || c === 91) {
        from = this.open(c === 91, text, i, from);
      } else if (c === 125 || c === 93) {
        const item = this.close(text, i, from);
        if (item) {
          yield item;
          from = i + 1;
        }
      } else if (c === 44) {
        from = this.comma(text, i, from);
      } else if (c === 58) {
        this.expectKey = false;
      }
    }
    if (this.keyParts) this.keyParts.push(text.slice(this.keyStart));
    this.keyStart = 0;
    this.keep(text.slice(from));
  }

  private readInString(c: number, text: string, at: number, from: number): void {
    if (this.escaped) this.escaped = false;
    else if (c === BACKSLASH) this.escaped = true;
    else if (c === QUOTE) {
      this.inString = false;
      if (this.keyParts) this.endKey(text.slice(Math.max(from, this.keyStart), at + 1));
    }
  }

  private endKey(lastPart: string): void {
    const top = this.stack.at(-1);
    if (top) top.key = this.parse([...this.keyParts!, lastPart].join(""), this.line) as string;
    this.keyParts = undefined;
  }

  /** An object or array begins; in a chosen array it is an item, and its text is kept apart. */
  private open(array: boolean, text: string, at: number, from: number): number {
    const top = this.stack.at(-1);
    if (!this.item && top?.chosen) from = this.begin(text, at, from);
    const name = top === undefined ? "" : top.array ? String(top.index) : top.key;
    const open: Open = { array, name, key: "", index: 0, chosen: false };
    this.stack.push(open);
    if (!this.item) {
      open.chosen = array && this.isChosen();
      this.expectKey = !array;
    }
    if (this.stack.length > 10_000) this.fail(malformed("JSON", "it is nested deeper than 10,000 levels"));
    return from;
  }

  /** An item of a chosen array begins: from here its text is kept apart. */
  private begin(text: string, at: number, from: number): number {
    this.keep(text.slice(from, at));
    const { name } = this.stack.at(-1)!;
    const plain = !BRACKETS.has(text.charCodeAt(at));
    this.item = { parts: [], length: 0, depth: this.stack.length, line: this.line, key: name, plain };
    return at;
  }

  /** @param to where its text ends */
  private endItem(text: string, to: number, from: number): JsonItem {
    this.keep(text.slice(from, to));
    const { parts, key, line } = this.item!;
    this.item = undefined;
    this.keep("\n".repeat(this.line - line));
    const whole = parts.join("");
    const value = this.parse(whole, line);
    if (mayRepeatName(whole, value)) this.checkNames(atOnce(repeatedName(whole)), whole, line);
    return { kind: "item", key, line, value };
  }

  private close(text: string, at: number, from: number): JsonItem | undefined {
    if (!this.stack.pop()) this.fail(malformed("JSON", `unexpected '${text[at]}'`));
    const { item } = this;
    return !item || this.stack.length > item.depth ? undefined : this.endItem(text, at + 1, from);
  }

  private comma(text: string, at: number, from: number): number {
    const top = this.stack.at(-1);
    if (!top || this.item) return from;
    top.index++;
    this.expectKey = !top.array;
    if (!top.chosen) return from;
    // The items are gone from the rest, and so are the commas between them.
    this.keep(text.slice(from, at));
    return at + 1;
  }

  private isChosen(): boolean {
    const path = this.stack.slice(1).map((open) => open.name);
    return this.chosen.some(
      (c) => c.length === path.length && c.every((name, i) => name === "*" || name === path[i]),
    );
  }

  private keep(text: string): void {
    if (text === "") return;
    if (this.item) {
      this.item.parts.push(text);
      this.item.length += text.length;
    } else {
      this.rest.push(text);
      this.restLength += text.length;
    }
    if ((this.item?.length ?? 0) > MAX_DOCUMENT || this.restLength > MAX_DOCUMENT) {
      this.fail(documentTooLarge(MAX_DOCUMENT));
    }
  }

  async end(): Promise<JsonItem> {
    if (this.inString) this.fail(truncated("a string"));
    const top = this.stack.at(-1);
    if (top) this.fail(truncated(top.array ? "a list" : "an object"));
    return { kind: "rest", value: await this.parseInTurns(this.rest.join("")) };
  }

  /** A whole resource may be megabytes of it. */
  private async parseInTurns(text: string): Promise<unknown> {
    let parsed: ParsedInSteps;
    try {
      parsed = await inTurns(parsedInSteps(text));
    } catch {
      return this.parse(text, 1);
    }
    const { value, names } = parsed;
    if (names !== (await inTurns(namesIn(value))))
      this.checkNames(await inTurns(repeatedName(text)), text, 1);
    return value;
  }

  private checkNames(
    repeated: { name: string; at: number } | undefined,
    text: string,
    firstLine: number,
  ): void {
    if (!repeated) return;
    const line = firstLine + countNewlines(text.slice(0, repeated.at));
    this.file.job.fail(this.file.at(line), repeatedMember(repeated.name));
  }

  private parse(text: string, firstLine: number): unknown {
    try {
      return JSON.parse(text);
    } catch (error) {
      const { message } = error as Error;
      const position = Number(/position (\d+)/.exec(message)?.[1] ?? text.length);
      const line = firstLine + countNewlines(text.slice(0, position));
      this.file.job.fail(this.file.at(line), malformed("JSON", reasonOf(message)));
    }
  }

  private fail(issue: Issue): never {
    this.file.job.fail(this.file.at(this.line), issue);
  }
}

/** V8's message without its offsets, which count in a part of the file. */
function reasonOf(message: string): string {
  return message.replace(/ in JSON at position.*$/, "").replace(/, (\.\.\.)?"[^]*$/, "");
}
