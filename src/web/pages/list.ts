/** The resources that a search found, or the versions of a history. */
import { own } from "../../terminology/util/own.ts";
import { type Context, fhirTo, type Page, to } from "../context.ts";
import { code, data, type Html, html, link, nothing } from "../html.ts";
import { badge } from "../parts/badge.ts";
import { filterForm } from "../parts/filter-form.ts";
import { type Described, statusInWords, titleOf } from "../parts/metadata.ts";
import { table } from "../parts/table.ts";
import { issueList, issuesOf } from "./outcome.ts";

interface Bundle {
  type?: string;
  total?: number;
  link?: { relation: string; url: string }[];
  entry?: Entry[];
}

interface Entry {
  fullUrl?: string;
  resource?: Found;
  search?: { mode?: string };
  response?: { etag?: string; lastModified?: string };
}

type Found = Described & { resourceType: string };

/** What a list shows of each resource: no more is asked for. */
export const LISTED = "url,version,name,title,status,date";
const ASKED = `_elements=${LISTED}`;

export function listPage(context: Context, path: string, answer: object, query: URLSearchParams): Page {
  const { t } = context;
  const { type: kind, total, link: links = [], entry = [] } = answer as Bundle;
  const isHistory = kind === "history";
  const type = path.split(/[/?]/)[0]!;
  const found = entry.flatMap((e) => (e.resource && e.search?.mode !== "outcome" ? [e.resource] : []));
  const notes = entry.filter((e) => e.search?.mode === "outcome").flatMap((e) => issuesOf(e.resource));
  const listed = own(t.resource.list, type);
  const title = isHistory ? t.resource.history(listed) : (listed ?? type);
  const count = total ?? found.length;
  return {
    title,
    fhir: path,
    body: html`<h1>${title}</h1>
      ${isHistory ? nothing : titleFilter(context, type, query)}
      ${notes.length > 0 ? issueList(context, notes) : nothing}
      <p>${isHistory ? t.resource.versionsFound(count) : t.resource.found(count)}</p>
      ${isHistory ? versionTable(context, title, entry) : foundTable(context, title, found)}
      ${pages(context, links)}`,
  };
}

const TITLE = "title:contains";

const titleFilter = (context: Context, type: string, query: URLSearchParams): Html =>
  Object.hasOwn(context.t.resource.kind, type)
    ? filterForm(context, type, TITLE, query.get(TITLE) ?? undefined)
    : nothing;

function foundTable(context: Context, caption: string, found: readonly Found[]): Html {
  const { t } = context;
  if (found.length === 0) return nothing;
  return table({
    caption,
    headings: [
      t.resource.title,
      t.resource.id,
      t.resource.version,
      t.resource.status,
      t.resource.date,
      t.resource.url,
    ],
    rows: found.map((r) => [
      // What comes with the server, such as a grammar, is found and has no address here.
      link(r.id && fhirTo(context, `${r.resourceType}/${r.id}`), data(titleOf(r))),
      r.id && code(r.id),
      data(r.version),
      statusInWords(context, r),
      r.date,
      html`<span class="address">${data(r.url)}</span>`,
    ]),
  });
}

/** Each version under its own address; of those that say that the resource was deleted there is nothing to see. */
function versionTable(context: Context, caption: string, entries: readonly Entry[]): Html {
  const { t } = context;
  if (entries.length === 0) return nothing;
  return table({
    caption,
    headings: [t.resource.title, t.resource.id, t.resource.stored, t.resource.version, t.resource.status],
    rows: entries.map(({ fullUrl = "", resource, response = {} }) => {
      const number = /\d+/.exec(response.etag ?? "")?.[0] ?? "";
      const address = [...fullUrl.split("/").slice(-2), "_history", number].join("/");
      return [
        resource ? link(fhirTo(context, address), data(titleOf(resource))) : badge("not", t.resource.deleted),
        code(address),
        response.lastModified,
        data(resource?.version),
        resource && statusInWords(context, resource),
      ];
    }),
  });
}

/** A person's own address does not say what the page asks for. */
const withoutAsked = (address: string): string =>
  address.replace(`&${ASKED}`, "").replace(`?${ASKED}&`, "?").replace(`?${ASKED}`, "");

/** The links that the search gives, as this server's own addresses. */
function pages(context: Context, links: readonly { relation: string; url: string }[]): Html {
  const { t } = context;
  const linkTo = (relation: string): string | undefined => {
    const url = links.find((l) => l.relation === relation)?.url;
    return url && to(context, withoutAsked(url.slice(url.indexOf(`/${context.version}/`))));
  };
  const [before, after] = [linkTo("previous") ?? linkTo("prev"), linkTo("next")];
  if (before === undefined && after === undefined) return nothing;
  return html`<nav class="pager" aria-label="${t.resource.next}">
    ${before === undefined ? nothing : html`<a rel="prev" href="${before}">${t.resource.previous}</a>`}
    ${after === undefined ? nothing : html`<a rel="next" href="${after}">${t.resource.next}</a>`}
  </nav>`;
}
