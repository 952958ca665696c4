/** Where a text stops being JSON: the engine's own message does not always say it. */
import type { LongWork } from "../terminology/util/in-turns.ts";

const BLANK = /[ \t\n\r]*/y;
const NUMBER = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
const STRING = /"(?:[ !#-[\]-\uffff]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*"/y;
/** As much as could be the beginning of one. */
const BEGUN = {
  number: /-?(?:0|[1-9]\d*)?(?:(?<=\d)\.\d*)?(?:(?<=\d)[eE][+-]?\d*)?/y,
  string: /"(?:[ !#-[\]-\uffff]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*(?:\\(?:u[0-9a-fA-F]{0,3})?)?/y,
};
const WORDS = ["true", "false", "null"];

/** Tokens that are looked at in a step. */
const STEP = 1_000;

/** What may come next. */
type Expected = "value" | "value or ]" | "name or }" | "name" | ":" | ", or end" | "nothing";

/** The offset of the first character that JSON can't have there; the length of the text: it ends too early. */
export function* faultIn(text: string): LongWork<number> {
  const scan: Scan = { text, at: 0, open: [], expected: "value" };
  for (let tokens = 1; ; tokens++) {
    if (tokens % STEP === 0) yield;
    scan.at = endOf(BLANK, text, scan.at)!;
    const char = text[scan.at];
    if (char === undefined || scan.expected === "nothing") return scan.at;
    const fault = take(scan, char);
    if (fault !== undefined) return fault;
  }
}

interface Scan {
  text: string;
  at: number;
  open: ("{" | "[")[];
  expected: Expected;
}

/** Goes on after one token, if it may stand there; else its fault. */
function take(scan: Scan, char: string): number | undefined {
  const { open, expected, at } = scan;
  const isObject = open.at(-1) === "{";
  if (char === (isObject ? "}" : "]") && [", or end", "name or }", "value or ]"].includes(expected)) {
    open.pop();
    return goOn(scan, at + 1, afterValue(scan));
  }
  if (expected === ":") return char === ":" ? goOn(scan, at + 1, "value") : at;
  if (expected === ", or end") return char === "," ? goOn(scan, at + 1, isObject ? "name" : "value") : at;
  if (expected === "name" || expected === "name or }") return char === '"' ? scalar(scan, char, ":") : at;
  if (char !== "{" && char !== "[") return scalar(scan, char, afterValue(scan));
  open.push(char);
  return goOn(scan, at + 1, char === "{" ? "name or }" : "value or ]");
}

const afterValue = ({ open }: Scan): Expected => (open.length > 0 ? ", or end" : "nothing");

function goOn(scan: Scan, at: number, expected: Expected): undefined {
  scan.at = at;
  scan.expected = expected;
}

function scalar(scan: Scan, char: string, expected: Expected): number | undefined {
  const { end, fault } = endOfScalar(scan.text, scan.at, char);
  return end === undefined ? fault : goOn(scan, end, expected);
}

function endOf(pattern: RegExp, text: string, at: number): number | undefined {
  pattern.lastIndex = at;
  return pattern.test(text) ? pattern.lastIndex : undefined;
}

function endOfScalar(
  text: string,
  at: number,
  char: string,
): { end: number; fault?: never } | { end?: never; fault: number } {
  if (char === '"') {
    const end = endOf(STRING, text, at);
    return end !== undefined ? { end } : { fault: endOf(BEGUN.string, text, at)! };
  }
  if (char === "-" || (char >= "0" && char <= "9")) {
    const end = endOf(NUMBER, text, at);
    const begun = endOf(BEGUN.number, text, at)!;
    return end !== undefined && end === begun ? { end } : { fault: begun };
  }
  const word = WORDS.find((one) => one.startsWith(char));
  if (word === undefined) return { fault: at };
  let same = 1;
  while (same < word.length && text[at + same] === word[same]) same++;
  return same === word.length ? { end: at + same } : { fault: at + same };
}
