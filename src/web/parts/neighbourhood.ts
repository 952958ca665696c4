/** A picture of a concept and its codes. It says nothing that the tables do not: it is for the eye alone. */
import { own } from "../../terminology/util/own.ts";
import type { Reference } from "../concepts.ts";
import { type Context, nameOf } from "../context.ts";
import { type Html, html } from "../html.ts";
import { type Alike, alike } from "./alike.ts";
import { toneOfStatement } from "./badge.ts";

const ROW = 30;
/** More would be a picture of lines. */
const MOST = 16;
const LINES: Record<string, string> = {
  equivalent: "same",
  "source-is-broader-than-target": "part",
  "source-is-narrower-than-target": "part",
  "not-related-to": "not",
};

export function neighbourhood(context: Context, name: string, references: readonly Reference[]): Html {
  // Names are in their own table; codes are what a picture is about.
  const shown = alike(references.filter(({ other }) => !/\s/.test(other.code ?? ""))).slice(0, MOST);
  if (shown.length === 0) return html``;
  const height = Math.max(2, shown.length) * ROW + 20;
  const middle = height / 2;
  const width = Math.max(...shown.map((group) => labelOf(context, group).width));
  return html`<figure class="picture">
    <div class="scroll" role="region" tabindex="0" aria-label="${context.t.concept.picture}">
      <svg
        viewBox="0 0 ${width} ${height}"
        width="${width}"
        height="${height}"
        aria-hidden="true"
        focusable="false"
      >
        ${branches(context, shown, middle)}
        <circle class="centre" cx="40" cy="${middle}" r="14" />
      </svg>
    </div>
    <figcaption>${context.t.concept.pictureOf(name)}</figcaption>
  </figure>`;
}

/** A letter of a code takes 9 units, one of a name 8: rather too much than cut off. */
function labelOf(context: Context, { references }: Alike): { code: string; name: string; width: number } {
  const { code = "", system } = references[0]!.other;
  const more = references.length - 1;
  const name = `${more > 0 ? `${context.t.concept.andMore(more)}, ` : ""}${nameOf(context, system)}`;
  return { code, name, width: 290 + code.length * 9 + name.length * 8 };
}

/** One line of each kind for all of its codes, a dot at the end of each, and what it is. */
function branches(context: Context, shown: readonly Alike[], middle: number): Html {
  const rows = shown.map((group, i) => ({ group, kind: kindOf(group), y: i * ROW + 10 + ROW / 2 }));
  return html`${[...Map.groupBy(rows, ({ kind }) => kind)].map(
      ([kind, of]) => html`<path class="${kind}" d="${of.map(({ y }) => line(kind, y, middle)).join("")}" />`,
    )}
    <path class="dots" d="${rows.map(({ y }) => `M256 ${y}h0`).join("")}" />
    ${rows.map(({ group, y }) => {
      const { code, name } = labelOf(context, group);
      return html`<text x="270" y="${y + 5}"><tspan>${code}</tspan> ${name}</text>`;
    })}`;
}

/** What is the same only under a condition, or with a warning, is not drawn as the same. */
function kindOf({ said }: Alike): string {
  const kind = own(LINES, said.relationship) ?? "related";
  return kind === "same" && toneOfStatement(said) !== "same" ? "related" : kind;
}

const line = (kind: string, y: number, middle: number): string =>
  `M54 ${middle}C150 ${middle} 160 ${y} 250 ${y}${kind === "not" ? cross(y, middle) : ""}`;

/** On the line: that is where it is after four fifths of its way. */
const cross = (y: number, middle: number): string =>
  `M198 ${Math.round(y + (middle - y) * 0.104 - 6)}l12 12m0-12l-12 12`;
