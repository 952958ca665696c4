/** Narrows what a page lists. */
import type { Context } from "../context.ts";
import { type Html, html } from "../html.ts";
import { field, hidden } from "./ask-form.ts";

/** `path`: of the page, below the version's base; `name`: the parameter in which the page finds the text. */
export const filterForm = (
  { t, version, lang }: Context,
  path: string,
  name: string,
  text: string | undefined,
): Html =>
  html`<form class="search" action="${`/${version}/${path}`}" method="get">
    ${field(name, t.resource.filter, { value: text, type: "search" })} ${hidden({ lang })}
    <button>${t.resource.apply}</button>
  </form>`;
