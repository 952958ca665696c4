/** What is loaded, in which state the server is, and its limits. */
import { software } from "../../content/software.ts";
import { RESOURCE_TYPES } from "../../terminology/model.ts";
import { own } from "../../terminology/util/own.ts";
import { type Context, fhirTo, type Page } from "../context.ts";
import { countResources } from "../find-resources.ts";
import { data, type Html, html } from "../html.ts";
import { badge } from "../parts/badge.ts";
import { statusInWords } from "../parts/metadata.ts";
import { facts, table } from "../parts/table.ts";
import { type KnownSystem, loadedSystems } from "../systems.ts";

/** Code systems in the table; their own list has all. */
const SHOWN = 100;

export async function statusPage(
  context: Context,
  settings: { expansionLimit: number; bodyLimit: number },
): Promise<Page> {
  const { t } = context;
  const totals = await Promise.all(RESOURCE_TYPES.map((type) => countResources(context, type)));
  const ready = totals.every((total) => total !== undefined);
  const systems = (await loadedSystems(context)).slice(0, SHOWN);
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
        RESOURCE_TYPES.map((type, i) => [
          t.resource.list[type],
          html`<a href="${fhirTo(context, type)}">${countIn(context, totals[i])}</a>`,
        ]),
      )}
      ${systemsTable(context, systems)}`,
  };
}

/** undefined: nobody could say. */
export const countIn = ({ t }: Context, total: number | undefined): string =>
  total === undefined ? t.notKnown : t.number(total);

function systemsTable(context: Context, systems: readonly KnownSystem[]): Html {
  const { t } = context;
  const counted = systems.some(({ count }) => count !== undefined);
  return table({
    caption: t.resource.list.CodeSystem,
    headings: [
      t.resource.title,
      t.resource.version,
      t.resource.content,
      ...(counted ? [t.resource.concepts] : []),
      t.resource.status,
    ],
    rows: systems.map((r) => [
      html`<a href="${fhirTo(context, `CodeSystem/${r.id}`)}">${data(r.title)}</a>`,
      data(r.version),
      own(t.resource.contentKind, r.content ?? "") ?? r.content,
      ...(counted ? [r.count === undefined ? "" : t.number(r.count)] : []),
      statusInWords(context, r),
    ]),
  });
}
