/** Links as a list. */
import { type Html, html, nothing } from "../html.ts";

interface Linked {
  to: string;
  text: Html | string;
}

const items = (links: readonly Linked[]): Html[] =>
  links.map(({ to, text }) => html`<li><a href="${to}">${text}</a></li>`);

/** In a section of their own, one below the other; without links there is none. */
export const linkSection = (title: string, links: readonly Linked[]): Html =>
  links.length === 0
    ? nothing
    : html`<section>
        <h2>${title}</h2>
        <ul>
          ${items(links)}
        </ul>
      </section>`;

/** One beside the other. */
export const linksInline = (links: readonly Linked[]): Html =>
  html`<ul class="inline">
    ${items(links)}
  </ul>`;
