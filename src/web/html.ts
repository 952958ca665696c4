/**
 * Markup with every value escaped: `html` is Hono's, with one step in front that makes visible what would otherwise
 * steer the reader's eyes. Nothing else in `src/web` makes markup from text.
 */
import { html as escaped, raw } from "hono/html";
import { Turns } from "../terminology/util/in-turns.ts";
import { onceFor } from "../terminology/util/once-for.ts";

export type Html = ReturnType<typeof escaped>;

/** A text that must come back unchanged, as the value of a field. */
class Exact {
  readonly text: string;
  constructor(text: string) {
    this.text = text;
  }
}

export const exact = (text: string | undefined): Exact => new Exact(text ?? "");

/** Escaped markup; strings have their control and direction marks written out, `undefined`, `null` and `false` are nothing. */
export function html(strings: TemplateStringsArray, ...values: unknown[]): Html {
  return escaped(compact(strings), ...values.map(readable));
}

/** Blanks beside these are never seen. */
const BLOCK =
  "(?:html|head|meta|title|link|script|body|header|nav|main|footer|article|section|div|p|ul|ol|li|dl|dt|dd|table|" +
  "thead|tbody|tr|th|td|caption|form|fieldset|figure|figcaption|h[1-6]|details|summary|option|svg|g|path|circle)";
const BEFORE_BLOCK = new RegExp(`\\n(?=</?${BLOCK}[\\s>])`, "g");
const AFTER_BLOCK = new RegExp(`(</?${BLOCK}(?:\\s[^<>]*)?>)\\n`, "g");

/** Without the indentation of the source, which would be a third of a page. Values keep theirs. */
const compact = onceFor((strings: TemplateStringsArray): TemplateStringsArray => {
  const parts = strings.map((part) =>
    part
      .replace(/\s*\n\s*/g, "\n")
      .replace(/\n(?=\/?>)/g, "")
      .replace(BEFORE_BLOCK, "")
      .replace(AFTER_BLOCK, "$1"),
  );
  return Object.assign(parts, { raw: parts });
});

export const nothing: Html = html``;

function readable(value: unknown): unknown {
  if (value instanceof Exact) return value.text;
  // What is markup already is an object of Hono's, not a primitive string.
  if (typeof value === "string") return visible(value);
  return Array.isArray(value) ? value.map(readable) : value;
}

// eslint-disable-next-line no-control-regex
const CONTROLS = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f]/.source.slice(1, -1);
const DIRECTIONS = /[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]/.source.slice(1, -1);
const STEERING = new RegExp(`[${CONTROLS}${DIRECTIONS}]`, "g");

/** Marks that a browser obeys but nobody sees are shown as `U+202E`: who reads a name must see what it holds. */
export function visible(text: string): string {
  return text.replace(
    STEERING,
    (mark) => `U+${mark.charCodeAt(0).toString(16).toUpperCase().padStart(4, "0")}`,
  );
}

/** An address that a link may have: of the web, or of this server. Anything else is undefined, and no link is made. */
export function href(address: string | undefined): string | undefined {
  if (address === undefined) return undefined;
  if (/^\/(?![/\\])/.test(address) || /^[?#]/.test(address)) return address;
  return /^https?:\/\//i.test(address) && URL.canParse(address) ? address : undefined;
}

/** Letters that are read from the right, and marks, come after these of Europe: nothing before has a direction to spill. */
const MAY_TURN = /[\u0590-\uffff]/;

/** An address as it is shown: a query can be long, and says nothing to the eye. */
export const shortened = (address: string): string =>
  address.replace(/^https?:\/\//, "").replace(/\?.*$/s, "?…");

/** Foreign text, whose direction does not spill over; where there is none, nothing. */
export function data(text: unknown, lang?: string): Html {
  if (text === undefined || text === null || text === "") return nothing;
  const shown = String(text);
  if (lang !== undefined) return html`<bdi lang="${lang}">${shown}</bdi>`;
  return MAY_TURN.test(shown) ? html`<bdi>${shown}</bdi>` : html`${shown}`;
}

/** A code: as it is written, in letters that can be told apart. */
export const code = (text: string | undefined): Html => html`<code>${data(text)}</code>`;

/** Quotation marks need no escape between tags. */
const betweenTags = (text: string): string =>
  text.replace(/[&<>]/g, (sign) => (sign === "&" ? "&amp;" : sign === "<" ? "&lt;" : "&gt;"));

/** Lines of a program or an answer, of which nothing is changed. */
export const listing = (text: string): Html => html`<code>${raw(betweenTags(text))}</code>`;

/** Characters that are escaped between two turns of others. */
const PIECE = 50_000;

/** A long text that must come back unchanged from between the tags of its field. */
export async function longExact(text: string): Promise<Html> {
  const turns = new Turns();
  // A field's own first line end, which browsers drop.
  let escapedText = "\n";
  for (let from = 0; from < text.length; from += PIECE) {
    escapedText += betweenTags(text.slice(from, from + PIECE));
    if (turns.isOver) await turns.giveWay();
  }
  return raw(escapedText);
}

/** A link where the address is one, else the text alone. */
export function link(address: string | undefined, text: unknown): Html {
  const to = href(address);
  return to === undefined ? html`${text}` : html`<a href="${to}">${text}</a>`;
}
