/** Tables that can be read aloud, and scrolled by keyboard where they are wide. */
import { type Html, html } from "../html.ts";

type Row = readonly unknown[];

export interface Table {
  caption: string;
  headings: readonly unknown[];
  /** The cell with the code, or the name, is the first: it heads its row. */
  rows: readonly Row[];
  /** Further rows, with what is said of all of them above them. */
  groups?: readonly { heading: unknown; rows: readonly Row[] }[];
  /** Its style. */
  kind?: string;
}

/** With more columns than a small window has room for, a row is shown as a list there, each cell under its heading. */
const MOST_BESIDE = 2;

export function table({ caption, headings, rows, groups = [], kind }: Table): Html {
  const wide = kind === undefined && headings.length > MOST_BESIDE;
  const cell = (value: unknown, i: number): Html =>
    wide ? html`<td data-label="${headings[i + 1]}">${value}</td>` : html`<td>${value}</td>`;
  const row = ([head, ...cells]: Row): Html =>
    html`<tr>
      <th scope="row">${head}</th>
      ${cells.map(cell)}
    </tr>`;
  return html`<div class="scroll" role="region" aria-label="${caption}" tabindex="0">
    <table class="${kind ?? (wide ? "wide" : "plain")}">
      <caption>
        ${caption}
      </caption>
      <thead>
        <tr>
          ${headings.map((heading) => html`<th scope="col">${heading}</th>`)}
        </tr>
      </thead>
      ${
        rows.length === 0 && groups.length > 0
          ? ""
          : html`<tbody>
              ${rows.map(row)}
            </tbody>`
      }
      ${groups.map(
        (group) =>
          html`<tbody>
            <tr>
              <th scope="rowgroup" colspan="${headings.length}">${group.heading}</th>
            </tr>
            ${group.rows.map(row)}
          </tbody>`,
      )}
    </table>
  </div>`;
}

/** Names and values; what has no value is left out. */
export const facts = (entries: readonly (readonly [name: unknown, value: unknown])[]): Html =>
  html`<dl>
    ${entries
      .filter(([, value]) => value !== undefined && value !== "")
      .map(
        ([name, value]) =>
          html`<div>
            <dt>${name}</dt>
            <dd>${value}</dd>
          </div>`,
      )}
  </dl>`;
