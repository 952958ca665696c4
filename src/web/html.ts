/**
 * Markup with every value escaped: `html` is Hono's, with one step in front that makes visible what would otherwise
 * steer the reader's eyes. Nothing else in `src/web` makes markup from text.
 */
import { html as escaped } from "hono/html";

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

const compacted = new WeakMap<TemplateStringsArray, TemplateStringsArray>();

/** Without the indentation of the source, which would be a third of a page. Values keep theirs. */
function compact(strings: TemplateStringsArray): TemplateStringsArray {
  let short = compacted.get(strings);
  if (!short) {
    const parts = strings.map((part) => part.replace(/\s*\n\s*/g, "\n"));
    compacted.set(strings, (short = Object.assign(parts, { raw: parts })));
  }
  return short;
}

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

/** Foreign text, whose direction does not spill over; where there is none, nothing. */
export function data(text: unknown, lang?: string): Html {
  if (text === undefined || text === null || text === "") return nothing;
  return lang === undefined
    ? html`<bdi>${String(text)}</bdi>`
    : html`<bdi lang="${lang}">${String(text)}</bdi>`;
}

/** A code: as it is written, in letters that can be told apart. */
export const code = (text: string | undefined): Html => html`<code><bdi>${text ?? ""}</bdi></code>`;

/** A link where the address is one, else the text alone. */
export function link(address: string | undefined, text: unknown): Html {
  const to = href(address);
  return to === undefined ? html`${text}` : html`<a href="${to}">${text}</a>`;
}
