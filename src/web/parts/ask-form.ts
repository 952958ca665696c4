/** Fields of forms, each with its label. */
import { exact, type Html, html, nothing } from "../html.ts";

interface FieldOptions {
  value?: string | undefined;
  hint?: string | undefined;
  type?: "search" | "text" | "password" | "file";
  accept?: string;
  id?: string;
  list?: string;
  required?: boolean;
  multiple?: boolean;
}

/** A line to type in, or a file to choose, with its label and its hint. */
export function field(name: string, label: unknown, options: FieldOptions): Html {
  const { value, hint, type = "text", accept, id = name, list, required, multiple } = options;
  return html`<div class="field">
    <label for="${id}">${label}</label>
    ${hint === undefined ? nothing : html`<p class="hint" id="${id}-hint">${hint}</p>`}
    <input
      id="${id}"
      name="${name}"
      type="${type}"
      ${type === "file" ? nothing : html`value="${exact(value)}" autocomplete="off" autocapitalize="off" spellcheck="false"`}
      ${accept === undefined ? nothing : html`accept="${accept}"`}
      ${list === undefined ? nothing : html`list="${list}"`}
      ${hint === undefined ? nothing : html`aria-describedby="${id}-hint"`}
      ${required ? html`required` : nothing}
      ${multiple ? html`multiple` : nothing}
    />
  </div>`;
}

/** Several lines to type in. `text`: as `longExact` gives it; `more`: further attributes. */
export const lines = (rows: number, text: Html, more: Html = nothing): Html =>
  html`<textarea id="text" name="text" rows="${rows}" spellcheck="false" ${more}>${text}</textarea>`;

export interface Choice {
  value: string;
  text: string;
}

/** One of a few to choose from; the first is what stands where `value` is none of them. */
export function choice(
  name: string,
  label: unknown,
  choices: readonly Choice[],
  { value: chosen = "", id = name }: Pick<FieldOptions, "value" | "id">,
): Html {
  return html`<div class="field">
    <label for="${id}">${label}</label>
    <select id="${id}" name="${name}">
      ${choices.map(
        ({ value, text }) =>
          html`<option value="${exact(value)}" ${value === chosen ? html`selected` : nothing}>
            ${text}
          </option>`,
      )}
    </select>
  </div>`;
}

/** What a GET form must carry on besides its own fields. */
export const hidden = (fields: Record<string, string | undefined>): Html =>
  html`${Object.entries(fields)
    .filter(([, value]) => value !== undefined)
    .map(([name, value]) => html`<input type="hidden" name="${name}" value="${exact(value)}" />`)}`;
