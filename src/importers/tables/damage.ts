/** What spreadsheets do to codes: it can't be undone, so it is said, and never repaired. */
import type { Issue } from "../../terminology/issues/issue.ts";
import {
  damagedCell,
  likelyDamaged,
  lostZerosLikely,
  shortRows,
  spreadsheetError,
} from "../../terminology/issues/tables.ts";
import type { InputFile } from "../reading/input-file.ts";
import type { Columns } from "./columns.ts";
import type { Column } from "./header.ts";
import type { TableInput, TableRow } from "./read-row.ts";
import type { Role } from "./roles.ts";

const MONTH =
  "jan|janv|jän|ene|feb|febr|févr|fév|fev|mar|mär|mrz|mars|märz|apr|avr|abr|mai|may|maj|jun|june|juni|juin|jul|july|juli|juil|aug|août|ago|sep|sept|oct|okt|out|nov|dec|dez|déc|dic";

/** What a text looks like that was a code before a spreadsheet read it. */
const LOOKS: readonly (readonly [string, RegExp])[] = [
  ["a date", new RegExp(`^\\d{1,2}[-. /]{1,2}(${MONTH})[a-z]*\\.?([-. /]\\d{2,4})?$`, "iu")],
  ["a date", new RegExp(`^(${MONTH})\\.?[-. /]{1,2}\\d{1,4}$`, "iu")],
  ["a date", /^(19|20)\d\d[-/]\d{1,2}[-/]\d{1,2}([T ][\d:.]+)?$/],
  ["a date", /^\d{1,2}([-/.])\d{1,2}\1(19|20)\d\d$/],
  ["a date", /^\d{1,2}\/\d{1,2}\/\d{2}$/],
  ["a number with an exponent", /^[+-]?\d+([.,]\d+)?E[+-]?\d+$/i],
  ["a truth value", /^(TRUE|FALSE|WAHR|FALSCH|VRAI|FAUX|VERDADERO|FALSO)$/],
  ["a percentage", /^[+-]?\d+([.,]\d+)?\s?%$/],
  ["a code with a typographic sign", /[\u2013\u2014\u2018\u2019\u201c\u201d\u2026]/u],
  ["a code with signs around it", /^(=?".*"|'\d[^']*)$/],
  ["a number whose digits behind the fifteenth are lost", /^\d{15}0+$/],
];

const UNSEEN = /[\u00ad\u200b-\u200f\u2060-\u2064\ufeff]/u;

function looksLike(text: string): string | undefined {
  const unseen = UNSEEN.exec(text)?.[0];
  if (unseen === undefined) return LOOKS.find(([, look]) => look.test(text))?.[0];
  const number = unseen.charCodeAt(0).toString(16).toUpperCase().padStart(4, "0");
  return `a code with a sign that can't be seen (U+${number})`;
}

/** `#REF!` and its like, in Excel's languages. */
const ERROR =
  /^#(REF!|N\/A|VALUE!|NAME\?|DIV\/0!|NUM!|NULL!|SPILL!|CALC!|BEZUG!|WERT!|NV|ZAHL!|VALEUR!|NOM\s?\?)$/i;

/** The mantissa of a number that was cut: what stood there can't be known. */
const CUT = /^\d[.,]\d+E\+\d+$/i;

/** Cells of these roles are codes, or lead to codes. */
const CODES: readonly Role[] = ["code", "parent", "source", "target"];

export class DamageCheck {
  private readonly columns: Columns;
  private readonly file: InputFile;
  private readonly zeros = new Map<Role, NumberWidths>();
  /** Rows that end before the last column that has a name. */
  private readonly short = { count: 0, firstLine: 0 };
  private readonly named: number;

  constructor({ columns, file }: TableInput) {
    this.columns = columns;
    this.file = file;
    this.named = columns.header.columns.findLast(({ name }) => name !== "")?.number ?? 0;
  }

  /** Notes what looks damaged in the row. The issue: a code of it can't be known any more. */
  check(row: TableRow): Issue | undefined {
    if (row.fields.length < this.named && this.short.count++ === 0) this.short.firstLine = row.line;
    for (const role of CODES) {
      const issue = this.checkCode(role, row);
      if (issue) return issue;
    }
    for (const column of this.columns.header.columns) {
      const text = row.column(column);
      if (ERROR.test(text)) this.note(row.line, spreadsheetError(column.name, text, "warning"));
    }
    return undefined;
  }

  private checkCode(role: Role, row: TableRow): Issue | undefined {
    const column = this.columns.roles.get(role);
    const text = column ? row.column(column) : "";
    if (!column || text === "") return undefined;
    const shown = row.damaged?.get(column.number - 1);
    if (shown !== undefined) return damagedCell(column.name, text, shown);
    if (ERROR.test(text) || CUT.test(text)) return spreadsheetError(column.name, text, "error");
    const looks = looksLike(text);
    if (looks !== undefined) this.note(row.line, likelyDamaged(column.name, text, looks));
    if (/^\d+(\.\d+)?$/.test(text)) this.widthsOf(role).add(text, row.line);
    return undefined;
  }

  /** Behind the last row: what only all rows together show. */
  finish(): void {
    const { count, firstLine } = this.short;
    if (count > 0) this.note(firstLine, shortRows(count, this.named));
    for (const [role, widths] of this.zeros) {
      const column = this.columns.roles.get(role) as Column;
      for (const { line, code } of widths.tooShort())
        this.note(line, lostZerosLikely(column.name, code, widths.width()!));
      for (const { line, code } of widths.withPointZero())
        this.note(line, likelyDamaged(column.name, code, "a number made of a code"));
    }
  }

  private note(line: number, issue: Issue): void {
    this.file.job.note(this.file.at(line), issue);
  }

  private widthsOf(role: Role): NumberWidths {
    const widths = this.zeros.get(role) ?? new NumberWidths();
    this.zeros.set(role, widths);
    return widths;
  }
}

/**
 * What numbers show together: those that begin with a zero have one width, as long as nobody took zeros from them; and
 * if all that have a point end in `.0`, a program made numbers of them.
 */
class NumberWidths {
  private readonly ofZeros = new Set<number>();
  private readonly others: { line: number; code: string }[] = [];
  private readonly pointed: { line: number; code: string }[] = [];
  private allZero = true;

  add(code: string, line: number): void {
    if (code.includes(".")) {
      this.allZero &&= code.endsWith(".0");
      if (this.pointed.length < 20) this.pointed.push({ line, code });
    } else if (code.startsWith("0") && code.length > 1) this.ofZeros.add(code.length);
    else if (this.others.length < 1_000) this.others.push({ line, code });
  }

  width(): number | undefined {
    return this.ofZeros.size === 1 ? [...this.ofZeros][0] : undefined;
  }

  withPointZero(): { line: number; code: string }[] {
    return this.allZero ? this.pointed : [];
  }

  tooShort(): { line: number; code: string }[] {
    const width = this.width() ?? 0;
    return this.others.filter(({ code }) => code.length < width);
  }
}
