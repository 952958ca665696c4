/** What is loaded, in which state the server is, and its limits. */
import { software } from "../../content/software.ts";
import { fhirTo, type Context, type Page } from "../context.ts";
import { data, html } from "../html.ts";
import { badge } from "../parts/badge.ts";
import { facts, table } from "../parts/table.ts";

const TYPES = ["CodeSystem", "ValueSet", "ConceptMap", "NamingSystem", "Provenance", "OperationDefinition"];
/** Rows of one type; its own list has all. */
const SHOWN = 100;

interface Found {
  resourceType: string;
  id?: string;
  title?: string;
  name?: string;
  version?: string;
  status?: string;
  count?: number;
  content?: string;
}

export async function statusPage(
  context: Context,
  settings: { expansionLimit: number; bodyLimit: number },
): Promise<Page> {
  const { t } = context;
  const lists = await Promise.all(TYPES.map((type) => loadedOf(context, type)));
  const ready = lists.every(({ status }) => status === 200);
  return {
    title: t.statusPage.title,
    status: ready ? 200 : 503,
    body: html`<h1>${t.statusPage.title}</h1>
      <p>${ready ? badge("same", t.statusPage.ready) : badge("not", t.statusPage.notReady)}</p>
      ${facts([
        [t.statusPage.software, `${software.name} ${software.version}`],
        [t.statusPage.versions, html`R4 (4.0.1), R5 (5.0.0)`],
        [t.statusPage.expansionLimit, t.number(settings.expansionLimit)],
        [t.statusPage.bodyLimit, t.number(settings.bodyLimit)],
        [t.statusPage.writes, context.writes ? t.statusPage.on : t.statusPage.off],
      ])}
      <h2>${t.statusPage.resources}</h2>
      ${facts(
        TYPES.map((type, i) => [
          t.resource.list[type],
          html`<a href="${fhirTo(context, type)}">${t.number(lists[i]!.total)}</a>`,
        ]),
      )}
      ${table({
        caption: t.resource.list.CodeSystem ?? "",
        headings: [
          t.resource.title,
          t.resource.version,
          t.resource.content,
          t.resource.concepts,
          t.resource.status,
        ],
        rows: lists[0]!.found.map((r) => [
          html`<a href="${fhirTo(context, `CodeSystem/${r.id ?? ""}`)}"
            >${data(r.title ?? r.name ?? r.id)}</a
          >`,
          data(r.version),
          t.resource.contentKind[r.content ?? ""] ?? r.content,
          r.count === undefined ? "" : t.number(r.count),
          r.status,
        ]),
      })}`,
  };
}

async function loadedOf(
  context: Context,
  type: string,
): Promise<{ status: number; total: number; found: Found[] }> {
  const { status, resource } = await context.ask("r5", type, {
    _summary: "true",
    _count: SHOWN,
    _sort: "url",
  });
  const { total = 0, entry = [] } = (resource ?? {}) as { total?: number; entry?: { resource: Found }[] };
  return { status, total, found: entry.map((e) => e.resource).filter((r) => r.resourceType === type) };
}
