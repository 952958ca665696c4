/** Tables that can be read aloud, and scrolled by keyboard where they are wide. */
import { html, type Html } from "../html.ts";

interface Table {
  caption: string;
  headings: readonly unknown[];
  /** The cell with the code, or the name, is the first: it heads its row. */
  rows: readonly (readonly unknown[])[];
  /** Its style. */
  kind?: string;
}

/** With more columns than a small window has room for, a row is shown as a list there, each cell under its heading. */
const MOST_BESIDE = 2;

export function table({ caption, headings, rows, kind }: Table): Html {
  const wide = kind === undefined && headings.length > MOST_BESIDE;
  const cell = (value: unknown, i: number): Html =>
    wide ? html`<td data-label="${headings[i + 1]}">${value}</td>` : html`<td>${value}</td>`;
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
      <tbody>
        ${rows.map(
          ([head, ...cells]) =>
            html`<tr>
              <th scope="row">${head}</th>
              ${cells.map(cell)}
            </tr>`,
        )}
      </tbody>
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
