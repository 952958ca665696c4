/** A picture of a concept and its codes. It says nothing that the tables do not: it is for the eye alone. */
import type { Context } from "../context.ts";
import type { Reference } from "../concepts.ts";
import { html, type Html } from "../html.ts";
import { systemName } from "../systems.ts";
import { alike, type Alike } from "./alike.ts";
import { toneOf } from "./badge.ts";

const ROW = 30;
/** More would be a picture of lines. */
const MOST = 16;
const LINES: Record<string, string> = {
  equivalent: "same",
  "source-is-broader-than-target": "part",
  "source-is-narrower-than-target": "part",
  "not-related-to": "not",
};

export function neighbourhood({ t }: Context, name: string, references: readonly Reference[]): Html {
  // Names are in their own table; codes are what a picture is about.
  const shown = alike(references.filter(({ other }) => !/\s/.test(other.code ?? ""))).slice(0, MOST);
  if (shown.length === 0) return html``;
  const height = Math.max(2, shown.length) * ROW + 20;
  const middle = height / 2;
  const width = Math.max(...shown.map((group) => labelOf(t, group).width));
  return html`<figure class="picture">
    <div class="scroll" role="region" tabindex="0" aria-label="${t.concept.picture}">
      <svg
        viewBox="0 0 ${width} ${height}"
        width="${width}"
        height="${height}"
        aria-hidden="true"
        focusable="false"
      >
        ${shown.map((group, i) => branch(t, group, i * ROW + 10 + ROW / 2, middle))}
        <circle class="centre" cx="40" cy="${middle}" r="14" />
      </svg>
    </div>
    <figcaption>${t.concept.pictureOf(name)}</figcaption>
  </figure>`;
}

/** A letter of a code takes 9 units, one of a name 8: rather too much than cut off. */
function labelOf(t: Context["t"], { references }: Alike): { code: string; name: string; width: number } {
  const { code = "", system } = references[0]!.other;
  const more = references.length - 1;
  const name = `${more > 0 ? `${t.concept.andMore(more)}, ` : ""}${systemName(system)}`;
  return { code, name, width: 290 + code.length * 9 + name.length * 8 };
}

function branch(t: Context["t"], group: Alike, y: number, middle: number): Html {
  const { relationship } = group.said;
  const kind = LINES[relationship] ?? "related";
  const { code, name } = labelOf(t, group);
  return html`<g class="branch ${kind} ${toneOf(relationship)}">
    <path d="M54 ${middle} C 150 ${middle} 160 ${y} 250 ${y}" />
    ${kind === "not" ? html`<path class="cross" d="M190 ${y - 7} l12 12 m0 -12 l-12 12" />` : ""}
    <circle cx="256" cy="${y}" r="5" />
    <text x="270" y="${y + 5}"><tspan class="mono">${code}</tspan> ${name}</text>
  </g>`;
}
