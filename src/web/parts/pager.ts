/** Links to the pages before and after, each with an address of its own. */
import type { Context } from "../context.ts";
import { type Html, html, nothing } from "../html.ts";

interface Pages {
  page: number;
  size: number;
  total: number;
  at(page: number): string;
}

/** Nothing where all fits on the first page. */
export function pager({ t }: Context, { page, size, total, at }: Pages): Html {
  if (total <= size && page === 1) return nothing;
  const last = Math.max(1, Math.ceil(total / size));
  const from = Math.min(total, (page - 1) * size + 1);
  return html`<nav class="pager" aria-label="${t.resource.range(from, Math.min(total, page * size), total)}">
    ${page > 1 ? html`<a rel="prev" href="${at(Math.min(page - 1, last))}">${t.resource.previous}</a>` : nothing}
    <span>${t.resource.range(from, Math.min(total, page * size), total)}</span>
    ${page < last ? html`<a rel="next" href="${at(page + 1)}">${t.resource.next}</a>` : nothing}
  </nav>`;
}

/** The page that is asked for, from 1. */
export const pageOf = (query: URLSearchParams): number =>
  Math.min(1_000_000, Math.max(1, Math.trunc(Number(query.get("page") ?? 1)) || 1));
