/** A concept map: its rows with filters and pages, by relation, with evidence, from either side. */
import { inverseOf } from "../../terminology/translate/relationships.ts";
import { own } from "../../terminology/util/own.ts";
import { type AnswerPage, type Context, fhirTo, to } from "../context.ts";
import { data, type Html, html, nothing } from "../html.ts";
import { knowing } from "../known-codings.ts";
import { codingsIn, type MapRow, pageOfRows } from "../map-rows.ts";
import { choice, field, hidden } from "../parts/ask-form.ts";
import { badge, toneOfStatement } from "../parts/badge.ts";
import { evidence } from "../parts/evidence.ts";
import { linkSection, linksInline } from "../parts/link-list.ts";
import {
  type Described,
  isPast,
  metadata,
  pastNote,
  sameUrl,
  titleOf,
  versionsOf,
} from "../parts/metadata.ts";
import { pageOf, pager } from "../parts/pager.ts";
import { caveats, coding } from "../parts/references.ts";
import { table } from "../parts/table.ts";
import { nothingFits } from "./value-set.ts";

const PAGE = 50;
/** Characters of a filter. */
const LONGEST = 200;

export const conceptMapPage: AnswerPage = async (context, path, answer, query) => {
  const map: Described = answer;
  const id = map.id ?? "";
  return {
    title: titleOf(map),
    fhir: path,
    body: html`<h1>${data(titleOf(map))}</h1>
      ${metadata(context, map, [])} ${isPast(path) ? pastNote(context) : await rows(context, id, query)}
      ${await differences(context, map)}${await versionsOf(context, "ConceptMap", map)}`,
  };
};

async function rows(context: Context, id: string, query: URLSearchParams): Promise<Html> {
  const { t } = context;
  const map = await context.conceptMap(id);
  if (!map) return nothing;
  const filter = query.get("filter")?.trim().slice(0, LONGEST) ?? "";
  const relation = query.get("relation") || undefined;
  const reverse = query.get("direction") === "reverse";
  const page = pageOf(query);
  const words = filter.split(/\s+/).filter(Boolean);
  const found = await pageOfRows(map, { words, relation, offset: (page - 1) * PAGE, count: PAGE });
  const at = (n: number): string =>
    fhirTo(context, `ConceptMap/${id}`, { filter, relation, direction: reverse ? "reverse" : "", page: n });
  return html`<section>
    <h2>${t.resource.rows}</h2>
    ${counts(context, id, found.relations)}
    ${filterForm(context, id, { filter, relation: relation ?? "", reverse })}
    <p>${t.resource.totalRows(found.total)}</p>
    ${found.rows.length === 0 ? nothingFits(context, found.total) : await rowTable(context, found.rows, reverse)}
    ${pager(context, { page, size: PAGE, total: found.total, at })}
  </section>`;
}

/** How many rows of each relation, as links that show them. */
const counts = (context: Context, id: string, relations: ReadonlyMap<string, number>): Html =>
  linksInline(
    Array.from(relations, ([kind, count]) => ({
      to: fhirTo(context, `ConceptMap/${id}`, { relation: kind }),
      text: `${relationWords(context, kind)}: ${context.t.number(count)}`,
    })),
  );

const relationWords = ({ t }: Context, kind: string): string =>
  kind === "no-map" ? t.resource.noTarget : (own(t.relationOfInput, kind) ?? kind);

function filterForm(
  context: Context,
  id: string,
  { filter, relation, reverse }: { filter: string; relation: string; reverse: boolean },
): Html {
  const { t, version, lang } = context;
  return html`<form class="search" action="${`/${version}/ConceptMap/${id}`}" method="get">
    ${field("filter", t.resource.filter, { value: filter, type: "search" })}
    ${choice(
      "relation",
      t.resource.relation,
      [
        { value: "", text: t.resource.anyRelation },
        ...Object.entries(t.relationOfInput).map(([value, text]) => ({ value, text })),
        { value: "no-map", text: t.resource.noTarget },
      ],
      { value: relation },
    )}
    ${choice(
      "direction",
      t.resource.direction,
      [
        { value: "", text: t.resource.forward },
        { value: "reverse", text: t.resource.reverse },
      ],
      { value: reverse ? "reverse" : "" },
    )}
    ${hidden({ lang })}
    <button>${t.resource.apply}</button>
  </form>`;
}

async function rowTable(asking: Context, shown: readonly MapRow[], reverse: boolean): Promise<Html> {
  const context = await knowing(asking, codingsIn(shown));
  const { t } = context;
  const side = (given: MapRow["source"] | undefined): Html =>
    given === undefined ? html`${t.resource.noTarget}` : coding(context, given);
  const relation = (row: MapRow): Html =>
    row.target
      ? badge(
          toneOfStatement(row),
          t.relationOfInput[reverse ? inverseOf(row.relationship) : row.relationship],
        )
      : badge("not", t.resource.noTarget);
  return table({
    kind: "evident",
    caption: t.resource.rows,
    headings: [
      reverse ? t.resource.target : t.resource.source,
      t.resource.relation,
      reverse ? t.resource.source : t.resource.target,
      t.concept.caveat,
      t.resource.evidence,
    ],
    rows: shown.map((row) => [
      side(reverse ? row.target : row.source),
      relation(row),
      side(reverse ? row.source : row.target),
      caveats(context, row),
      evidence(context, row),
    ]),
  });
}

/** Links to what changed from another version. */
async function differences(context: Context, { url, id }: Described): Promise<Html> {
  const { t } = context;
  const others = await sameUrl(context, "ConceptMap", url, id);
  const links = others.map((other) => ({
    to: to(context, "/compare", { type: "ConceptMap", a: other.id, b: id, fhir: context.version }),
    text: html`${t.resource.compareWith} ${data(other.version ?? other.id)}`,
  }));
  return linkSection(t.resource.compare, links);
}
