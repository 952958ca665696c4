/** Two value sets, or two versions of a map: what only one of them has, and what they say differently. */
import type { FhirVersion } from "../../fhir/version.ts";
import { conceptAt, fhirTo, type Context, type Page } from "../context.ts";
import { readExpansion, type Listed } from "../expansions.ts";
import { code, data, html, link, nothing, type Html } from "../html.ts";
import { mapRows, type MapRow } from "../map-rows.ts";
import { table } from "../parts/table.ts";
import { systemName } from "../systems.ts";
import { outcomePage } from "./outcome.ts";

const MOST = 10_000;
const SHOWN = 500;

export async function comparePage(given: Context, query: URLSearchParams): Promise<Page> {
  const version: FhirVersion = query.get("fhir") === "r5" ? "r5" : "r4";
  const context = { ...given, version };
  const type = query.get("type") === "ConceptMap" ? "ConceptMap" : "ValueSet";
  const [a = "", b = ""] = [query.get("a")?.trim(), query.get("b")?.trim()].map((id) =>
    encodeURIComponent(id ?? ""),
  );
  const at = (id: string): string => (type === "ValueSet" ? `ValueSet/${id}/$expand` : `ConceptMap/${id}`);
  const answers = await Promise.all(
    [a, b].map((id) => context.ask("r5", at(id), type === "ValueSet" ? { count: MOST } : {})),
  );
  const failed = answers.find(({ status }) => status >= 400);
  if (failed) return outcomePage(context, at(b), failed.resource ?? {}, failed.status);
  const [one, two] = answers.map(({ resource }) => resource ?? {}) as [object, object];
  const names = [nameOf(one, a), nameOf(two, b)] as const;
  const title = context.t.resource.compareTitle(...names);
  return {
    title,
    body: html`<h1>${title}</h1>
      ${[one, two].map((_, i) => html`<p><a href="${fhirTo(context, `${type}/${[a, b][i]!}`)}">${data(names[i])}</a></p>`)}
      ${type === "ValueSet" ? members(context, one, two, names) : mappings(context, one, two, names)}`,
  };
}

function nameOf(resource: object, id: string): string {
  const { title, name, version } = resource as { title?: string; name?: string; version?: string };
  return [title ?? name ?? id, version].filter(Boolean).join(" ");
}

const keyOf = ({ system, code: value }: Listed): string => JSON.stringify([system, value]);

function members(context: Context, one: object, two: object, names: readonly [string, string]): Html {
  const { t } = context;
  const [a, b] = [readExpansion(one).concepts, readExpansion(two).concepts];
  const [inA, inB] = [new Set(a.map(keyOf)), new Set(b.map(keyOf))];
  const list = (title: string, concepts: readonly Listed[]): Html =>
    html`<h2>${title}: ${t.number(concepts.length)}</h2>
      ${
        concepts.length === 0
          ? nothing
          : table({
              caption: title,
              headings: [t.resource.code, t.resource.display, t.resource.system],
              rows: concepts
                .slice(0, SHOWN)
                .map((c) => [
                  link(conceptAt(context, c), code(c.code)),
                  data(c.display),
                  systemName(c.system),
                ]),
            })
      }`;
  return html`${list(
    t.resource.onlyIn(names[0]),
    a.filter((c) => !inB.has(keyOf(c))),
  )}
  ${list(
    t.resource.onlyIn(names[1]),
    b.filter((c) => !inA.has(keyOf(c))),
  )}
  ${list(
    t.resource.inBoth,
    a.filter((c) => inB.has(keyOf(c))),
  )}`;
}

const rowKey = ({ source, target }: MapRow): string =>
  JSON.stringify([source.system, source.code, target?.system, target?.code]);
const says = ({ relationship, comment, warnings, conditions, evidence }: MapRow): string =>
  JSON.stringify([relationship, comment, warnings, conditions, [...evidence]]);

function mappings(context: Context, one: object, two: object, names: readonly [string, string]): Html {
  const { t } = context;
  const [a, b] = [mapRows(one), mapRows(two)];
  const [inA, inB] = [new Map(a.map((r) => [rowKey(r), r])), new Map(b.map((r) => [rowKey(r), r]))];
  const changed = a.filter((r) => inB.has(rowKey(r)) && says(inB.get(rowKey(r))!) !== says(r));
  const cells = (row: MapRow): unknown[] => [
    link(conceptAt(context, row.source), code(row.source.code)),
    t.relationOfInput[row.relationship],
    row.target ? link(conceptAt(context, row.target), code(row.target.code)) : t.resource.noTarget,
    data(row.comment),
  ];
  const headings = [t.resource.source, t.resource.relation, t.resource.target, t.resource.comment];
  const list = (title: string, rows: readonly MapRow[]): Html =>
    html`<h2>${title}: ${t.number(rows.length)}</h2>
      ${rows.length === 0 ? nothing : table({ caption: title, headings, rows: rows.slice(0, SHOWN).map(cells) })}`;
  return html`${list(
    t.resource.onlyIn(names[0]),
    a.filter((r) => !inB.has(rowKey(r))),
  )}
  ${list(
    t.resource.onlyIn(names[1]),
    b.filter((r) => !inA.has(rowKey(r))),
  )}
  ${list(`${t.resource.changed} (${names[0]})`, changed)}
  ${list(
    `${t.resource.changed} (${names[1]})`,
    changed.map((r) => inB.get(rowKey(r))!),
  )}`;
}
