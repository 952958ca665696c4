/** Names that stand twice in one object: JSON.parse takes the last of them in silence. */
import { atOnce, type LongWork } from "../terminology/util/in-turns.ts";
import { isList, isNode } from "../terminology/util/json-object.ts";
import { BACKSLASH, CLOSE, COLON, OPEN, QUOTE } from "./json-signs.ts";

/** Characters that are looked through in a step, but for the end of a string. */
const STEP = 50_000;
/** Objects and lists whose names are counted in a step. */
const NODES = 2_000;

/**
 * False: no name stands twice. True: perhaps one does. Names are counted in the text and in what was made of it, for
 * that costs a tenth of reading them.
 */
export function mayRepeatName(text: string, value: unknown): boolean {
  let written = 0;
  for (let at = text.indexOf(":"); at >= 0; at = text.indexOf(":", at + 1)) {
    const before = text.charCodeAt(at - 1);
    // The end of a name may stand before the blank.
    if (isBlank(before)) return true;
    if (before === QUOTE) written++;
  }
  return written !== atOnce(namesIn(value));
}

/** The names of members in a value: less than stand in its text where one comes again in the same object. */
export function* namesIn(value: unknown): LongWork<number> {
  let names = 0;
  let looked = 0;
  const open = isNode(value) ? [value] : [];
  for (let node = open.pop(); node; node = open.pop()) {
    if (isList(node)) {
      for (const inner of node) if (isNode(inner)) open.push(inner);
    } else
      for (const name in node) {
        names++;
        const inner = node[name];
        if (isNode(inner)) open.push(inner);
      }
    if (++looked % NODES === 0) yield;
  }
  return names;
}

/** The first name in a JSON text that stands twice in one object, and where it does so again. */
export function* repeatedName(text: string): LongWork<{ name: string; at: number } | undefined> {
  const open: Set<string>[] = [];
  let stepped = 0;
  for (let at = 0; at < text.length; at++) {
    const char = text.charCodeAt(at);
    if (char === OPEN.object || char === OPEN.list) open.push(new Set());
    else if (char === CLOSE.object || char === CLOSE.list) open.pop();
    else if (char === QUOTE) {
      const end = endOfString(text, at);
      if (isName(text, end)) {
        const name = JSON.parse(text.slice(at, end + 1)) as string;
        const names = open.at(-1)!;
        if (names.has(name)) return { name, at };
        names.add(name);
      }
      at = end;
    }
    if (at - stepped < STEP) continue;
    stepped = at;
    yield;
  }
  return undefined;
}

/** The offset of the quote that ends the string; -1: none does. */
export function endOfString(text: string, start: number): number {
  for (let at = text.indexOf('"', start + 1); at >= 0; at = text.indexOf('"', at + 1)) {
    let before = at - 1;
    while (text.charCodeAt(before) === BACKSLASH) before--;
    if ((at - before) % 2 === 1) return at;
  }
  return -1;
}

/** Is the string that ends here the name of a member? */
function isName(text: string, end: number): boolean {
  let at = end + 1;
  while (isBlank(text.charCodeAt(at))) at++;
  return text.charCodeAt(at) === COLON;
}

const isBlank = (char: number): boolean => char === 0x20 || char === 0x0a || char === 0x0d || char === 0x09;
