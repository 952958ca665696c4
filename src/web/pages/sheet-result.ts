/** The pages of a sheet: its first rows with the question which column is meant, and the outcome of every row. */
import { conceptAt, type Context, nameOf, type Page, to } from "../context.ts";
import { code, data, type Html, html, link, nothing } from "../html.ts";
import { knowing } from "../known-codings.ts";
import { choice, hidden, lines } from "../parts/ask-form.ts";
import { badge, type Tone, toneOfStatement } from "../parts/badge.ts";
import { caveats } from "../parts/references.ts";
import { table } from "../parts/table.ts";
import type { Sheet } from "../sheets/sheet.ts";
import { type Outcome, OUTCOMES, type TranslatedRow } from "../sheets/translate-rows.ts";
import { type KnownSystem, systemChoices } from "../systems.ts";
import type { SheetFields } from "./translate.ts";

const PREVIEWED = 5;
const PAGE = 100;

export function previewPage(
  context: Context,
  systems: readonly KnownSystem[],
  fields: SheetFields,
  { rows, width, delimiter }: Sheet,
): Page {
  const { t } = context;
  const columns = Array.from({ length: width }, (_, i) => ({
    value: String(i),
    text: shortened(rows[0]![i]) || `${i + 1}`,
  }));
  return {
    title: t.translation.preview,
    again: { form: "sheet", name: "preview", value: "on" },
    body: html`<h1>${t.translation.preview}</h1>
      ${table({
        caption: t.translation.rows(rows.length),
        headings: columns.map(({ value }) => String(Number(value) + 1)),
        rows: rows.slice(0, PREVIEWED + 1).map((row) => columns.map((_, i) => data(shortened(row[i])))),
      })}
      <form id="sheet" action="${to(context, "/translate")}" method="post" enctype="multipart/form-data">
        <div class="fields">
          ${choice("column", t.translation.column, columns, { value: "0" })}
          ${choice("system", t.translation.system, systemChoices(t.translation.text, systems, fields.system), { value: fields.system })}
          ${choice("target", t.translation.target, systemChoices(t.translation.anyTarget, systems, fields.target), { value: fields.target })}
        </div>
        <p>
          <label class="check"
            ><input type="checkbox" name="heading" checked /> ${t.translation.heading}</label
          >
        </p>
        ${hidden({ separator: delimiter ?? "none" })} ${carried(fields)}
        <p><button>${t.translation.both}</button></p>
      </form>`,
  };
}

/** The sheet itself goes along: nothing is kept here from one request to the next. */
const carried = ({ textField }: SheetFields): Html =>
  html`<textarea name="text" hidden aria-label="text">${textField}</textarea>`;

/** Characters of a cell that are shown. */
const SHOWN = 300;

const shortened = (cell: string | undefined): string | undefined =>
  cell !== undefined && cell.length > SHOWN ? `${cell.slice(0, SHOWN)}…` : cell;

const TONES: Record<Outcome, Tone> = { apply: "same", look: "look", none: "not", unread: "not" };

/** The page that is asked for, or the nearest one that there is. */
function pageOf(rows: readonly TranslatedRow[], asked: number) {
  const pages = Math.max(1, Math.ceil(rows.length / PAGE));
  const page = Math.min(pages, Math.max(1, Math.trunc(asked)));
  return { page, pages, shown: rows.slice((page - 1) * PAGE, page * PAGE) };
}

interface TranslatedSheet extends Pick<Sheet, "delimiter"> {
  rows: readonly TranslatedRow[];
}

/** Which rows, and which page of them. */
interface Shown {
  outcome: Outcome | undefined;
  page: number;
}

export async function resultPage(
  asking: Context,
  fields: SheetFields,
  { delimiter, rows }: TranslatedSheet,
  { outcome, page: asked }: Shown,
): Promise<Page> {
  const wanted = outcome === undefined ? rows : rows.filter((row) => row.outcome === outcome);
  const { page, pages, shown } = pageOf(wanted, asked);
  const context = await knowing(
    asking,
    shown.flatMap(({ statements }) => statements.map(({ target }) => target)),
  );
  const { t } = context;
  return {
    title: `${t.translation.title}: ${t.translation.rows(rows.length)}`,
    again: { form: "sheet", name: "page", value: String(page) },
    body: html`<h1>${t.translation.title}: ${t.translation.rows(rows.length)}</h1>
      <form id="sheet" action="${to(context, "/translate")}" method="post" enctype="multipart/form-data">
        ${hidden({
          separator: delimiter ?? "none",
          column: fields.column,
          system: fields.system,
          target: fields.target,
          heading: fields.heading ? "on" : undefined,
        })}
        ${counts(context, rows, outcome)} ${hidden({ outcome })}
        ${table({
          caption: t.translation.page(page, pages),
          headings: resultHeadings(context),
          rows: shown.map((row) => cells(context, row, fields.heading)),
        })}
        ${turning(context, page, pages)} ${downloadButtons(context)} ${changeable(context, fields)}
      </form> `,
  };
}

/** The sheet goes along with every button, for nothing is kept here from one request to the next; and can be changed. */
function changeable({ t }: Context, { textField }: SheetFields): Html {
  return html`<details>
    <summary>${t.translation.change}</summary>
    <label for="text">${t.translation.lines}</label>
    ${lines(12, textField)}
    <p><button>${t.translation.button}</button></p>
  </details>`;
}

/** How many rows of each outcome; each is a button that shows them alone. */
function counts({ t }: Context, rows: readonly TranslatedRow[], chosen: Outcome | undefined): Html {
  const button = (value: string, text: string, count: number): Html =>
    html`<button
      class="plain"
      name="outcome"
      value="${value}"
      aria-pressed="${value === (chosen ?? "") ? "true" : "false"}"
    >
      ${text}: ${t.number(count)}
    </button>`;
  return html`<div class="buttons">
    ${button("", t.translation.all, rows.length)}
    ${OUTCOMES.map((o) => button(o, t.translation[o], rows.filter((row) => row.outcome === o).length))}
  </div>`;
}

const resultHeadings = ({ t: { translation, concept } }: Context): string[] => [
  translation.given,
  translation.row,
  translation.outcome,
  translation.match,
  concept.caveat,
];

function cells(context: Context, row: TranslatedRow, heading: boolean): unknown[] {
  const { t } = context;
  const { given, index, outcome, statements, message } = row;
  return [
    data(shortened(given)),
    String(index + (heading ? 2 : 1)),
    badge(TONES[outcome], t.translation[outcome]),
    html`${statements.map(
      (s) =>
        html`<p>
          ${badge(toneOfStatement(s), t.relationOfInput[s.relationship])}
          ${link(conceptAt(context, s.target), code(s.target.code))} ${data(s.target.display)}
          <small>${nameOf(context, s.target.system)}</small>
        </p>`,
    )}`,
    html`${statements.map((s) => caveats(context, s))}${
      message === undefined || outcome === "apply" || statements.some((s) => s.warnings.length > 0)
        ? nothing
        : html`<p>${data(message)}</p>`
    }`,
  ];
}

function turning({ t }: Context, page: number, pages: number): Html {
  if (pages === 1) return nothing;
  const button = (to: number, text: string): Html =>
    html`<button class="plain" name="page" value="${String(to)}">${text}</button>`;
  return html`<div class="buttons">
    ${page > 1 ? button(page - 1, t.resource.previous) : nothing}
    <span>${t.translation.page(page, pages)}</span>
    ${page < pages ? button(page + 1, t.resource.next) : nothing}
  </div>`;
}

function downloadButtons({ t }: Context): Html {
  const files: [string, string][] = [
    ["csv", t.translation.csv],
    ["spreadsheet", t.translation.sheetCsv],
    ["xlsx", t.translation.xlsx],
    ["sssom", t.translation.sssom],
    ["conceptmap", t.translation.conceptMap],
  ];
  return html`<section class="downloads">
    <h2>${t.translation.download}</h2>
    <p>${t.translation.columnsAdded}</p>
    <p class="hint">${t.translation.sheetCsvHint}</p>
    <div class="buttons">
      ${files.map(([value, text]) => html`<button name="download" value="${value}">${text}</button>`)}
    </div>
  </section>`;
}
