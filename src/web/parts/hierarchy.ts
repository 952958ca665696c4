/** What is above and below a concept, page by page: a concept may have half a million children. */
import { UNVERSIONED } from "../../terminology/canonical.ts";
import type { ConceptFacts } from "../concepts.ts";
import { conceptAt, type Context, lookupAt, to } from "../context.ts";
import { expandInline, type Listed } from "../expansions.ts";
import { code, data, type Html, html, nothing } from "../html.ts";
import { marks } from "./badge.ts";
import { pageOf, pager } from "./pager.ts";

const CHILDREN = 50;
const ANCESTORS = 100;

export async function hierarchy(
  context: Context,
  concept: ConceptFacts,
  query: URLSearchParams,
): Promise<Html> {
  const { t } = context;
  const page = pageOf(query);
  const { system, version, codeSystem } = concept;
  const of = (op: string, offset: number, count: number) =>
    expandInline(
      context,
      { system, version: version ?? UNVERSIONED, filter: [{ property: "concept", op, value: concept.code }] },
      { offset, count },
    );
  const [above, below] = await Promise.all([
    of("generalizes", 0, ANCESTORS),
    of("child-of", (page - 1) * CHILDREN, CHILDREN),
  ]);
  const ancestors = above.concepts.filter((c) => c.code !== concept.code);
  if (ancestors.length === 0 && below.total === 0) return nothing;
  const within = (listed: readonly Listed[]) => listed.map((c) => ({ ...c, codeSystem }));
  const at = (n: number): string =>
    to(context, lookupAt(context, codeSystem), {
      ...(codeSystem === undefined ? { system, version } : {}),
      code: concept.code,
      page: n,
    });
  return html`<section>
    <h2>${t.concept.hierarchy}</h2>
    ${listed(context, t.concept.ancestors, within(ancestors), above.total - 1)}
    ${listed(context, t.concept.children, within(below.concepts))}
    ${pager(context, { page, size: CHILDREN, total: below.total, at })}
  </section>`;
}

/** `total`: how many there are, where not all may be listed. */
function listed(
  context: Context,
  title: string,
  concepts: readonly (Listed & Pick<ConceptFacts, "codeSystem">)[],
  total: number = concepts.length,
): Html {
  if (concepts.length === 0) return nothing;
  const more = total - concepts.length;
  return html`<h3>${title}</h3>
    <ul class="concepts">
      ${concepts.map(
        (c) =>
          html`<li>
            <a href="${conceptAt(context, c)}">${data(c.display ?? c.code)}</a>
            ${code(c.code)}${marks(context, c)}
          </li>`,
      )}
    </ul>
    ${more > 0 ? html`<p>${context.t.concept.andMore(more)}</p>` : nothing}`;
}
