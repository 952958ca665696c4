/**
 * ICD-10-CM's order file (number, code without its point, whether it can be billed, short and long title, in fixed
 * columns) and its list of codes with titles.
 */
import { NAME_KINDS } from "../../terminology/concepts/designation-uses.ts";
import { noOrderLine } from "../../terminology/issues/icd-10-cm.ts";
import type { Concept } from "../../terminology/model.ts";
import type { ImportRecord } from "../../terminology/store.ts";
import { CodeCheck } from "../concept-checks.ts";
import type { Pass } from "../import-job.ts";
import type { InputFile } from "../reading/input-file.ts";
import { linesOf } from "../reading/text.ts";
import { codeSystemOf, conceptOf, pointed } from "./code-system.ts";

const ORDER = /^(\d{5}) ([A-Z]\d[0-9A-Z]{1,5}) *([01]) (.{60}) (.+)$/;
const SHORT_ORDER = /^(\d{5}) ([A-Z]\d[0-9A-Z]{1,5}) *([01]) (.+?)(?: {2,}(.+))?$/;
const TITLED = /^([A-Z]\d[0-9A-Z]{1,5}) +(\S.*)$/;

/** The titled list looks like many a text file: its name must say what it is. */
export function isOrderFile(path: string, head: string): boolean {
  const [first = ""] = head.split(/[\r\n]/, 1);
  if (SHORT_ORDER.test(first)) return true;
  return /\.txt(\.gz)?$/i.test(path) && /icd-?10-?c/i.test(path) && TITLED.test(first);
}

interface OrderLine {
  line: number;
  number: number | undefined;
  code: string;
  group: boolean;
  short: string;
  long: string;
}

/** The code system of an order file, or of a list of codes with titles. Reads it twice: first for whether it is whole. */
export async function* orderFileRecords(file: InputFile): AsyncGenerator<ImportRecord> {
  const version = /(?<!\d)(20\d\d)(?!\d)/.exec(file.path.split(/[/\\]/).at(-1)!)?.[1];
  const edition = { version, isWhole: await isWhole(file), what: "codes in order" };
  yield { kind: "codeSystem", codeSystem: codeSystemOf(edition, file) };
  const check = new CodeCheck(file.job);
  const held = new Set<string>();
  for await (const entry of orderLines(file, { report: true })) {
    if (!check.accepts(entry.code, file.at(entry.line))) continue;
    yield { kind: "concept", concept: conceptIn(entry, held) };
    held.add(entry.code);
  }
}

const SHORT_TITLE = {
  system: NAME_KINDS,
  code: "short-title",
  display: "Short title",
};

function conceptIn({ code, group, short, long }: OrderLine, held: ReadonlySet<string>): Concept {
  const concept = conceptOf({ code: pointed(code), display: long, parent: parentOf(code, held), group });
  if (short !== "" && short !== long) concept.designations.push({ use: SHORT_TITLE, value: short });
  return concept;
}

/** The longest code that it begins with; those stand before it. */
function parentOf(code: string, held: ReadonlySet<string>): string | undefined {
  for (let length = code.length - 1; length >= 3; length--) {
    const above = code.slice(0, length);
    if (held.has(above)) return pointed(above);
  }
  return undefined;
}

async function* orderLines(file: InputFile, { report }: Pass): AsyncGenerator<OrderLine> {
  for await (const { number: line, text } of linesOf(file)) {
    if (text.trim() === "") continue;
    const order = ORDER.exec(text) ?? SHORT_ORDER.exec(text);
    const titled = order ? undefined : TITLED.exec(text);
    if (order) {
      const [, number, code = "", billable, title = "", long = title] = order;
      const [short, group] = [title.trim(), billable === "0"];
      yield { line, number: Number(number), code, group, short, long: long.trim() };
    } else if (titled) {
      const [, code = "", title = ""] = titled;
      yield { line, number: undefined, code, group: false, short: "", long: title.trim() };
    } else if (report) file.job.refuse(file.at(line), noOrderLine(text));
  }
}

/** Numbered from 1 without a gap, and with codes of every letter: the whole file. */
async function isWhole(file: InputFile): Promise<boolean> {
  const letters = new Set<string>();
  let next = 1;
  for await (const { number, code } of orderLines(file, { report: false })) {
    if (number !== next++) return false;
    letters.add(code.charAt(0));
  }
  return letters.size === LETTERS;
}

const LETTERS = 26;
