/** A code system: what it is, its properties, versions and supplements, and its concepts with a filter and pages. */
import { UNVERSIONED } from "../../terminology/canonical.ts";
import { own } from "../../terminology/util/own.ts";
import { type AnswerPage, conceptAt, type Context, fhirTo, lookupAt } from "../context.ts";
import { expandInline, type Expansion } from "../expansions.ts";
import { findResources } from "../find-resources.ts";
import { code, data, type Html, html, nothing } from "../html.ts";
import { field, hidden } from "../parts/ask-form.ts";
import { marks } from "../parts/badge.ts";
import { filterForm } from "../parts/filter-form.ts";
import { linkSection } from "../parts/link-list.ts";
import { type Described, isPast, metadata, pastNote, titleOf, versionsOf } from "../parts/metadata.ts";
import { pageOf, pager } from "../parts/pager.ts";
import { table } from "../parts/table.ts";
import { issueList, issuesOf } from "./outcome.ts";
import { expansionNotes, nothingFits } from "./value-set.ts";

const PAGE = 50;

interface CodeSystemHeader extends Described {
  content?: string;
  caseSensitive?: boolean;
  supplements?: string;
  property?: { code: string; type?: string; description?: string; uri?: string }[];
}

export const codeSystemPage: AnswerPage = async (context, path, answer, query) => {
  const { t } = context;
  const system: CodeSystemHeader = answer;
  return {
    title: titleOf(system),
    fhir: path,
    body: html`<h1>${data(titleOf(system))}</h1>
      ${metadata(context, system, [
        [t.resource.content, own(t.resource.contentKind, system.content ?? "") ?? system.content],
        [
          t.resource.caseSensitive,
          system.caseSensitive === undefined ? undefined : system.caseSensitive ? t.yes : t.no,
        ],
        [
          t.resource.supplements,
          system.supplements &&
            html`<a href="${fhirTo(context, "CodeSystem", { url: system.supplements.split("|")[0] })}"
              >${data(system.supplements)}</a
            >`,
        ],
      ])}
      ${isPast(path) ? pastNote(context) : html`${lookUp(context, system)} ${await concepts(context, system, query)}`}
      ${declared(context, system)} ${await versionsOf(context, "CodeSystem", system)}
      ${await supplementsOf(context, system)}`,
  };
};

/** Without a version its address means the latest that has one: it is then meant by its id. */
const idMeant = ({ id, version }: CodeSystemHeader): string | undefined =>
  version === undefined ? id : undefined;

function lookUp(context: Context, system: CodeSystemHeader): Html {
  const { t, lang } = context;
  const { url, version } = system;
  const id = idMeant(system);
  return html`<form class="search" action="${lookupAt(context, id)}" method="get">
    ${hidden({ ...(id === undefined ? { system: url, version } : {}), lang })}
    ${field("code", t.resource.lookUp, { required: true })}
    <button>${t.show}</button>
  </form>`;
}

async function concepts(context: Context, system: CodeSystemHeader, query: URLSearchParams): Promise<Html> {
  const { t } = context;
  const { url, version, id = "" } = system;
  if (url === undefined || system.content === "supplement") return nothing;
  const page = pageOf(query);
  const filter = query.get("filter")?.trim() || undefined;
  const found = await expandInline(
    context,
    { system: url, version: version ?? UNVERSIONED },
    { filter, offset: (page - 1) * PAGE, count: PAGE },
  );
  const at = (n: number): string => fhirTo(context, `CodeSystem/${id}`, { filter, page: n });
  return html`<section>
    <h2>${t.resource.concepts}</h2>
    ${filterForm(context, `CodeSystem/${id}`, "filter", filter)}
    ${
      found.failure
        ? issueList(context, issuesOf(found.failure))
        : html`<p>${t.resource.total(found.total)}</p>
            ${expansionNotes(context, found)} ${conceptTable(context, found, system)}`
    }
    ${pager(context, { page, size: PAGE, total: found.total, at })}
  </section>`;
}

function conceptTable(
  context: Context,
  { concepts: shown, total }: Expansion,
  system: CodeSystemHeader,
): Html {
  const { t } = context;
  const within = { version: system.version, codeSystem: idMeant(system) };
  if (shown.length === 0) return nothingFits(context, total);
  return table({
    caption: t.resource.concepts,
    headings: [t.resource.code, t.resource.display],
    rows: shown.map((c) => [
      html`<a href="${conceptAt(context, { ...c, ...within })}">${code(c.code)}</a>`,
      html`${data(c.display)}${marks(context, c)}`,
    ]),
  });
}

function declared({ t }: Context, { property = [] }: CodeSystemHeader): Html {
  if (property.length === 0) return nothing;
  return html`<section>
    <h2>${t.resource.properties}</h2>
    ${table({
      caption: t.resource.properties,
      headings: [t.concept.property, t.resource.type, t.resource.meaning],
      rows: property.map((p) => [code(p.code), p.type, data(p.description)]),
    })}
  </section>`;
}

async function supplementsOf(context: Context, { url }: CodeSystemHeader): Promise<Html> {
  if (url === undefined) return nothing;
  const criteria = { supplements: url };
  const { resources } = await findResources<Described>(context, "CodeSystem", criteria, { _summary: "true" });
  const links = resources.map((r) => ({
    to: fhirTo(context, `CodeSystem/${r.id ?? ""}`),
    text: data(titleOf(r)),
  }));
  return linkSection(context.t.resource.supplementedBy, links);
}
