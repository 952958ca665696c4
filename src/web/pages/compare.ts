/** Two value sets, or two versions of a map: what only one of them has, and what they say differently. */
import type { FhirVersion } from "../../fhir/version.ts";
import { conceptAt, fhirTo, nameOf, type Context, type Page } from "../context.ts";
import { readExpansion, type Listed } from "../expansions.ts";
import { code, data, html, link, nothing, type Html } from "../html.ts";
import { knowing } from "../known-codings.ts";
import { codingsIn, mapRow, type MapRow } from "../map-rows.ts";
import { partsOf, textOf } from "../parameters.ts";
import { compareForm } from "../parts/compare-form.ts";
import type { Described } from "../parts/metadata.ts";
import { table } from "../parts/table.ts";
import type { Mapping } from "../../terminology/model.ts";
import { Turns } from "../../terminology/util/in-turns.ts";
import { own } from "../../terminology/util/own.ts";
import { someAtATime } from "../../terminology/util/some-at-a-time.ts";
import { issueList, issuesOf, outcomePage } from "./outcome.ts";

const MOST = 10_000;
/** Rows of a map that are compared. */
const MOST_ROWS = 200_000;
const SHOWN = 500;

const oneAtATime = someAtATime(1);

/** One comparison after the other: each holds two lists, or two maps, in memory. Of whom nobody waits for any more, none. */
export const comparePage = (context: Context, query: URLSearchParams): Promise<Page> =>
  oneAtATime(async () => {
    if (context.work.isStopped) throw context.work.tooMuch();
    return compared(context, query);
  });

async function compared(given: Context, query: URLSearchParams): Promise<Page> {
  const version: FhirVersion = query.get("fhir") === "r5" ? "r5" : "r4";
  const context = { ...given, version };
  if (!query.get("a")?.trim() || !query.get("b")?.trim())
    return askPage(context, query.get("a") ?? undefined);
  const type = query.get("type") === "ConceptMap" ? "ConceptMap" : "ValueSet";
  const ids = [query.get("a"), query.get("b")].map((id) => encodeURIComponent(id?.trim() ?? ""));
  const answers = await Promise.all(
    ids.map((id) => context.ask("r5", `${type}/${id}`, { _elements: "url,version,name,title" })),
  );
  const failed = answers.findIndex(({ status }) => status >= 400);
  if (failed >= 0) return outcomePage(context, `${type}/${ids[failed]}`, answers[failed]!);
  const sides = answers.map(({ resource }, i) => sideOf(resource as Described, ids[i]!)) as [Side, Side];
  const title = context.t.resource.compareTitle(sides[0].name, sides[1].name);
  const { body, ...rest } = await (type === "ValueSet" ? members(context, sides) : mappings(context, sides));
  return {
    title,
    ...rest,
    body: html`<h1>${title}</h1>
      ${sides.map(({ id, name }) => html`<p><a href="${fhirTo(context, `${type}/${id}`)}">${data(name)}</a></p>`)}
      ${body}`,
  };
}

/** Which are meant? */
async function askPage(context: Context, chosen: string | undefined): Promise<Page> {
  const { t } = context;
  return {
    title: t.resource.compare,
    body: html`<h1>${t.resource.compare}</h1>
      ${await compareForm(context, undefined, chosen)}
      <p><a href="${fhirTo(context, "ConceptMap")}">${t.resource.compareMaps}</a></p>`,
  };
}

interface Side {
  id: string;
  name: string;
  canonical: string;
}

function sideOf({ url = "", title, name, version }: Described, id: string): Side {
  return {
    id,
    name: [title ?? name ?? id, version].filter(Boolean).join(" "),
    canonical: version === undefined ? url : `${url}|${version}`,
  };
}

const keyOf = ({ system, code: value }: Listed): string => JSON.stringify([system, value]);

/** How they relate, as $compare says; and which concepts make the difference. */
async function members(
  context: Context,
  sides: readonly [Side, Side],
): Promise<Pick<Page, "body" | "fhir" | "answer">> {
  const { t } = context;
  const [one, two] = sides;
  const asked = new URLSearchParams({ thisUrl: one.canonical, otherUrl: two.canonical }).toString();
  const fhir = `ValueSet/$compare?${asked}`;
  const compared = await context.ask(context.version, fhir);
  const expanded = await Promise.all(
    sides.map(({ id }) => context.ask("r5", `ValueSet/${id}/$expand`, { count: MOST })),
  );
  const failed = expanded.find(({ status }) => status >= 400);
  const relation = textOf(partsOf(compared.resource), "result") ?? "";
  const message = textOf(partsOf(compared.resource), "message");
  const isKnown = relation !== "indeterminate" && Object.hasOwn(t.resource.compared, relation);
  const said = html`<p class="lead">${own(t.resource.compared, relation)}</p>
    ${isKnown ? nothing : html`<p class="note">${data(message)}</p>`}`;
  if (failed)
    return {
      fhir,
      answer: compared.resource,
      body: html`${said}${issueList(context, issuesOf(failed.resource))}`,
    };
  const [a, b] = expanded.map(({ resource }) => readExpansion(resource).concepts) as [Listed[], Listed[]];
  const [keysA, keysB] = [await keysOf(context, a), await keysOf(context, b)];
  const [inA, inB] = [new Set(keysA), new Set(keysB)];
  const lists: [string, Listed[]][] = [
    [t.resource.onlyIn(one.name), a.filter((_, i) => !inB.has(keysA[i]!))],
    [t.resource.onlyIn(two.name), b.filter((_, i) => !inA.has(keysB[i]!))],
    [t.resource.inBoth, a.filter((_, i) => inB.has(keysA[i]!))],
  ];
  const shown: Html[] = [];
  const turns = new Turns();
  for (const [title, concepts] of lists) {
    await eachTurn(turns, context);
    shown.push(await conceptList(context, title, concepts));
  }
  return { fhir, answer: compared.resource, body: html`${said} ${shown}` };
}

/** What the concepts are told apart by, in their order. */
async function keysOf(context: Context, concepts: readonly Listed[]): Promise<string[]> {
  const keys: string[] = [];
  const turns = new Turns();
  for (const concept of concepts) {
    if (turns.isOver) await eachTurn(turns, context);
    keys.push(keyOf(concept));
  }
  return keys;
}

async function conceptList(asking: Context, title: string, concepts: readonly Listed[]): Promise<Html> {
  const shown = concepts.slice(0, SHOWN);
  const context = await knowing(asking, shown, { linked: false });
  const { t } = context;
  const rows = shown.map((c) => [
    link(conceptAt(context, c), code(c.code)),
    data(c.display),
    nameOf(context, c.system),
  ]);
  const headings = [t.resource.code, t.resource.display, t.resource.system];
  return html`<h2>${title}: ${t.number(concepts.length)}</h2>
    ${rows.length === 0 ? nothing : table({ caption: title, headings, rows })}`;
}

/** What a row is about: rows of both maps that have the same are compared. */
function rowKey({ source, target = {} }: Mapping): string {
  const system = source.system?.split("|")[0];
  return JSON.stringify([system, source.code, target.system?.split("|")[0], target.code]);
}
const says = ({ relationship, comment, warnings, conditions, evidence }: MapRow): string =>
  JSON.stringify([relationship, comment, warnings, conditions, [...evidence]]);

/** A row with all that it says, as it is written; most are so in both maps, and that is quick to see. */
interface Row {
  mapping: Mapping;
  text: string;
}

const isChanged = (one: Row, other: Row): boolean =>
  one.text !== other.text && says(mapRow(one.mapping)) !== says(mapRow(other.mapping));

async function mappings(context: Context, sides: readonly [Side, Side]): Promise<Pick<Page, "body">> {
  const { t } = context;
  const [a, b] = await Promise.all(sides.map((side) => rowsOf(context, side)));
  if (!a || !b) return { body: html`<p class="note">${t.resource.tooLarge}</p>` };
  const onlyA: Mapping[] = [];
  const changed: [Mapping, Mapping][] = [];
  await eachInTurns(context, a, (key, row) => {
    const other = b.get(key);
    if (!other) onlyA.push(row.mapping);
    else if (isChanged(row, other)) changed.push([row.mapping, other.mapping]);
  });
  const onlyB: Mapping[] = [];
  await eachInTurns(context, b, (key, { mapping }) => void (a.has(key) || onlyB.push(mapping)));
  const [one, two] = sides;
  return {
    body: html`${await rowList(context, t.resource.onlyIn(one.name), onlyA)}
    ${await rowList(context, t.resource.onlyIn(two.name), onlyB)}
    ${await rowList(
      context,
      `${t.resource.changed} (${one.name})`,
      changed.map(([row]) => row),
    )}
    ${await rowList(
      context,
      `${t.resource.changed} (${two.name})`,
      changed.map(([, row]) => row),
    )}`,
  };
}

/** All rows of a map; undefined: they are too many. */
async function rowsOf(context: Context, { id }: Side): Promise<Map<string, Row> | undefined> {
  const map = await context.conceptMap(decodeURIComponent(id));
  const rows = new Map<string, Row>();
  const turns = new Turns();
  for await (const mapping of map?.all() ?? []) {
    if (rows.size >= MOST_ROWS) return undefined;
    // A map in memory comes at one go.
    if (turns.isOver) await eachTurn(turns, context);
    const { relationship, comment, dependsOn, properties } = mapping;
    const text = JSON.stringify([relationship, comment, dependsOn, properties]);
    rows.set(rowKey(mapping), { mapping, text });
  }
  return rows;
}

/** Others have their turn; nobody waits for it any more: it ends. */
async function eachTurn(turns: Turns, { work }: Context): Promise<void> {
  await turns.giveWay();
  if (work.isStopped) throw work.tooMuch();
}

async function eachInTurns(
  context: Context,
  rows: ReadonlyMap<string, Row>,
  look: (key: string, row: Row) => void,
): Promise<void> {
  const turns = new Turns();
  for (const [key, row] of rows) {
    if (turns.isOver) await eachTurn(turns, context);
    look(key, row);
  }
}

async function rowList(asking: Context, title: string, rows: readonly Mapping[]): Promise<Html> {
  const shown = rows.slice(0, SHOWN).map(mapRow);
  const context = await knowing(asking, codingsIn(shown));
  const { t } = context;
  const headings = [t.resource.source, t.resource.relation, t.resource.target, t.resource.comment];
  const cells = (row: MapRow): unknown[] => [
    link(conceptAt(context, row.source), code(row.source.code)),
    t.relationOfInput[row.relationship],
    row.target ? link(conceptAt(context, row.target), code(row.target.code)) : t.resource.noTarget,
    data(row.comment),
  ];
  return html`<h2>${title}: ${t.number(rows.length)}</h2>
    ${rows.length === 0 ? nothing : table({ caption: title, headings, rows: shown.map(cells) })}`;
}
