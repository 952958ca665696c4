/** A value set: its definition in words, what is in it with filter and pages, whether a code is, and how it compares. */
import { type AnswerPage, conceptAt, type Context, fhirTo, nameOf } from "../context.ts";
import { type Expansion, readExpansion } from "../expansions.ts";
import { code, data, type Html, html, nothing } from "../html.ts";
import { knowing } from "../known-codings.ts";
import { marks } from "../parts/badge.ts";
import { compareForm } from "../parts/compare-form.ts";
import { type Compose, definition } from "../parts/compose.ts";
import { filterForm } from "../parts/filter-form.ts";
import { isInForm } from "../parts/is-in-form.ts";
import { type Described, isPast, metadata, pastNote, titleOf, versionsOf } from "../parts/metadata.ts";
import { pageOf, pager } from "../parts/pager.ts";
import { table } from "../parts/table.ts";
import { issueList, issuesOf } from "./outcome.ts";

const PAGE = 50;

export const valueSetPage: AnswerPage = async (context, path, answer, query) => {
  const valueSet: Described & { compose?: Compose } = answer;
  const { include = [], exclude = [] } = valueSet.compose ?? {};
  const named = await knowing(context, [...include, ...exclude], { linked: false });
  return {
    title: titleOf(valueSet),
    fhir: path,
    body: html`<h1>${data(titleOf(valueSet))}</h1>
      ${metadata(context, valueSet, [])}${definition(named, valueSet.compose)}
      ${isPast(path) ? pastNote(context) : await present(context, valueSet, query)}`,
  };
};

const present = async (context: Context, valueSet: Described, query: URLSearchParams): Promise<Html> =>
  html`${await isInForm(context, valueSet.id ?? "")} ${await members(context, valueSet, query)}
  ${await compareForm(context, valueSet.id)} ${await versionsOf(context, "ValueSet", valueSet)}`;

async function members(context: Context, { id = "" }: Described, query: URLSearchParams): Promise<Html> {
  const { t } = context;
  const page = pageOf(query);
  const filter = query.get("filter")?.trim() || undefined;
  const { status, resource } = await context.ask("r5", `ValueSet/${encodeURIComponent(id)}/$expand`, {
    filter,
    offset: (page - 1) * PAGE,
    count: PAGE,
  });
  const at = (n: number): string => fhirTo(context, `ValueSet/${id}`, { filter, page: n });
  const found = readExpansion(resource);
  return html`<section>
    <h2>${t.resource.members}</h2>
    ${filterForm(context, `ValueSet/${id}`, "filter", filter)}
    ${
      status >= 400
        ? issueList(context, issuesOf(resource))
        : html`<p>${t.resource.total(found.total)}</p>
            ${expansionNotes(context, found)} ${await memberTable(context, found)}`
    }
    ${pager(context, { page, size: PAGE, total: found.total, at })}
  </section>`;
}

/** What an expansion says of itself besides its codes. */
export const expansionNotes = ({ t }: Context, { unclosed, notes }: Expansion): Html =>
  html`${unclosed ? html`<p class="note">${t.resource.unclosed}</p>` : nothing}
  ${notes.map((note) => html`<p class="note">${data(note)}</p>`)}`;

/** In the place of a table without rows: behind the last page, and where none are asked for, there are some all the same. */
export const nothingFits = ({ t }: Context, total: number): Html =>
  total > 0 ? nothing : html`<p>${t.resource.empty}</p>`;

/** The concepts of an expansion with their code systems. */
export async function memberTable(asking: Context, { concepts, total }: Expansion): Promise<Html> {
  const context = await knowing(asking, concepts, { linked: false });
  const { t } = context;
  if (concepts.length === 0) return nothingFits(context, total);
  return table({
    caption: t.resource.members,
    headings: [t.resource.code, t.resource.display, t.resource.system],
    rows: concepts.map((c) => [
      html`<a href="${conceptAt(context, c)}">${code(c.code)}</a>`,
      html`${data(c.display)}${marks(context, c)}`,
      nameOf(context, c.system),
    ]),
  });
}
