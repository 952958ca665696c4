/** Two value sets, or two versions of a map: what only one of them has, and what they say differently. */
import type { FhirVersion } from "../../fhir/version.ts";
import type { Answer } from "../../http/fhir-request.ts";
import { printCanonical } from "../../terminology/canonical.ts";
import type { Mapping } from "../../terminology/model.ts";
import type { CanonicalType } from "../../terminology/store.ts";
import { Turns } from "../../terminology/util/in-turns.ts";
import { own } from "../../terminology/util/own.ts";
import { someAtATime } from "../../terminology/util/some-at-a-time.ts";
import { conceptAt, type Context, fhirTo, nameOf, type Page } from "../context.ts";
import { type Listed, readExpansion } from "../expansions.ts";
import { code, data, type Html, html, link, nothing } from "../html.ts";
import { knowing } from "../known-codings.ts";
import { codingsIn, type MapRow, mapRow } from "../map-rows.ts";
import { partsOf, textOf } from "../parameters.ts";
import { compareForm } from "../parts/compare-form.ts";
import type { Described } from "../parts/metadata.ts";
import { type Table, table } from "../parts/table.ts";
import { issueList, issuesOf, outcomePage } from "./outcome.ts";

/** Codes of a value set that are compared: all of them, or none. */
const MOST = 10_000;
/** Rows of a map that are compared. */
const MOST_ROWS = 150_000;
const SHOWN = 500;
/** Rows between two looks at the clock. */
const AT_A_TIME = 100;

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
  const sides = (await Promise.all(
    answers.map(({ resource }, i) => sideOf(context, type, resource as Described, ids[i]!)),
  )) as [Side, Side];
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
  /** Absent where it names another version, or none. */
  canonical: string | undefined;
}

async function sideOf(
  context: Context,
  type: CanonicalType,
  { url = "", title, name, version }: Described,
  id: string,
): Promise<Side> {
  const versions = await (await context.state()).versions(type, url);
  const isNamed = version === undefined ? versions.length === 1 : versions.includes(version);
  return {
    id,
    name: [title ?? name ?? id, version].filter(Boolean).join(" "),
    canonical: isNamed ? printCanonical({ url, version }) : undefined,
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
  const fhir = addressOf(one.canonical, two.canonical);
  const compared = await (fhir === undefined
    ? context.ask("r5", COMPARE, {}, await bodyOf(context, sides))
    : context.ask(context.version, fhir));
  const expanded: Answer[] = [];
  for (const side of sides) if (!expanded.some(isTooLarge)) expanded.push(await expansionOf(context, side));
  const failed = expanded.find(({ status }) => status >= 400);
  const relation = textOf(partsOf(compared.resource), "result") ?? "";
  const message = textOf(partsOf(compared.resource), "message");
  const isKnown = relation !== "indeterminate" && Object.hasOwn(t.resource.compared, relation);
  const said = html`<p class="lead">${own(t.resource.compared, relation)}</p>
    ${isKnown ? nothing : html`<p class="note">${data(message)}</p>`}`;
  const codes = expanded.some(isTooLarge)
    ? html`<p class="note">${t.resource.tooLarge}</p>`
    : failed
      ? issueList(context, issuesOf(failed.resource))
      : await codeLists(context, sides, expanded);
  const request = fhir === undefined ? {} : { fhir, answer: compared.resource };
  return { ...request, body: html`${said} ${codes}` };
}

const COMPARE = "ValueSet/$compare";

const addressOf = (thisUrl: string | undefined, otherUrl: string | undefined): string | undefined =>
  thisUrl === undefined || otherUrl === undefined
    ? undefined
    : `${COMPARE}?${new URLSearchParams({ thisUrl, otherUrl }).toString()}`;

/** The same question with the value sets themselves. */
async function bodyOf(context: Context, [one, two]: readonly [Side, Side]): Promise<object> {
  const parameter = [];
  for (const [name, { id }] of [["thisValueSet", one] as const, ["otherValueSet", two] as const])
    parameter.push({ name, resource: (await context.ask("r5", `ValueSet/${id}`)).resource });
  return { resourceType: "Parameters", parameter };
}

/** The codes that only one of them has, and those of both. */
async function codeLists(
  context: Context,
  [one, two]: readonly [Side, Side],
  expanded: readonly Answer[],
): Promise<Html[]> {
  const { t } = context;
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
  return shown;
}

/**
 * Not a page of it: as soon as there are too many codes, no more of them are looked up. Named as $compare names it, what that
 * has read is not read again.
 */
function expansionOf(context: Context, { id, canonical }: Side): Promise<Answer> {
  const path = canonical === undefined ? `ValueSet/${id}/$expand` : "ValueSet/$expand";
  return context.ask("r5", path, { url: canonical, excludeNested: true });
}

const isTooLarge = ({ resource }: Answer): boolean =>
  readExpansion(resource).total > MOST || issuesOf(resource).some(({ code }) => code === "too-costly");

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
    ${shownRows(context, { caption: title, headings, rows }, concepts.length)}`;
}

/** As many as a page shows, and how many more there are. */
const shownRows = ({ t }: Context, shown: Table, count: number): Html =>
  count === 0
    ? nothing
    : html`${table(shown)}${count > SHOWN ? html`<p>${t.concept.andMore(count - SHOWN)}</p>` : nothing}`;

/** What rows of a map are about, and what each says, both as text: as objects 100,000 rows took 90 MB. */
type Rows = ReadonlyMap<string, string>;

/** No text of a resource has it. */
const BETWEEN = "\0";

/** Rows of both maps that have the same are compared. */
function rowKey({ source, target = {} }: Mapping): string {
  const parts = [plainUrl(source.system), source.code, plainUrl(target.system), target.code];
  return parts.join(BETWEEN);
}

/** Without a version. */
const plainUrl = (url = ""): string => (url.includes("|") ? url.slice(0, url.indexOf("|")) : url);

/** What it says of its codings, as it is written. */
const rowText = ({ relationship, comment, dependsOn, properties, targetValueSet }: Mapping): string =>
  JSON.stringify({ relationship, comment, dependsOn, properties, targetValueSet });

/** Most rows say no more than a relationship: these texts are one, which is made once. */
class RowTexts {
  private readonly plain = new Map<Mapping["relationship"], string>();

  of(mapping: Mapping): string {
    const { relationship, comment, dependsOn, properties, targetValueSet } = mapping;
    const isPlain = comment === undefined && targetValueSet === undefined;
    if (!isPlain || dependsOn.length > 0 || properties.length > 0) return rowText(mapping);
    let text = this.plain.get(relationship);
    if (text === undefined) this.plain.set(relationship, (text = rowText(mapping)));
    return text;
  }
}

/** The row again, as it is shown. */
function rowOf(key: string, text: string): MapRow {
  const [system, code, targetSystem, targetCode] = key.split(BETWEEN).map((part) => part || undefined);
  const said = JSON.parse(text) as Pick<Mapping, "relationship" | "comment" | "dependsOn" | "properties">;
  return mapRow({
    ...said,
    source: { system, code },
    target: { system: targetSystem, code: targetCode },
    product: [],
  });
}

const says = ({ relationship, comment, warnings, conditions, evidence }: MapRow): string =>
  JSON.stringify([relationship, comment, warnings, conditions, [...evidence]]);

/** Most rows are written alike in both maps, and that is quick to see. */
const isChanged = (key: string, text: string, other: string): boolean =>
  text !== other && says(rowOf(key, text)) !== says(rowOf(key, other));

async function mappings(context: Context, sides: readonly [Side, Side]): Promise<Pick<Page, "body">> {
  const { t } = context;
  const [one, two] = sides;
  const a = await rowsOf(context, one);
  const b = a && (await rowsOf(context, two));
  if (!b) return { body: html`<p class="note">${t.resource.tooLarge}</p>` };
  const onlyA = new RowList();
  const changedA = new RowList();
  const changedB = new RowList();
  let inBoth = 0;
  await eachInTurns(context, a, (key, text) => {
    const other = b.get(key);
    if (other === undefined) return onlyA.add(key, text);
    inBoth++;
    if (!isChanged(key, text, other)) return;
    changedA.add(key, text);
    changedB.add(key, other);
  });
  const onlyB = new RowList();
  // How many there are is known: no more are looked for than are shown.
  const shown = Math.min(SHOWN, b.size - inBoth);
  await eachInTurns(context, b, (key, text) => {
    if (!a.has(key)) onlyB.add(key, text);
    return onlyB.count >= shown;
  });
  onlyB.count = b.size - inBoth;
  return {
    body: html`${await rowList(context, t.resource.onlyIn(one.name), onlyA)}
    ${await rowList(context, t.resource.onlyIn(two.name), onlyB)}
    ${await rowList(context, `${t.resource.changed} (${one.name})`, changedA)}
    ${await rowList(context, `${t.resource.changed} (${two.name})`, changedB)}`,
  };
}

/** How many rows there are, and the first of them. */
class RowList {
  count = 0;
  readonly first: MapRow[] = [];

  add(key: string, text: string): void {
    if (this.count++ < SHOWN) this.first.push(rowOf(key, text));
  }
}

/** All rows of a map; undefined: they are too many. */
async function rowsOf(context: Context, { id }: Side): Promise<Rows | undefined> {
  const map = await context.conceptMap(decodeURIComponent(id));
  const rows = new Map<string, string>();
  const texts = new RowTexts();
  const turns = new Turns();
  let read = 0;
  for await (const mapping of map?.all() ?? []) {
    if (rows.size >= MOST_ROWS) return undefined;
    // A map in memory comes at one go.
    if (++read % AT_A_TIME === 0 && turns.isOver) await eachTurn(turns, context);
    rows.set(rowKey(mapping), texts.of(mapping));
  }
  return rows;
}

/** Others have their turn; nobody waits for it any more: it ends. */
async function eachTurn(turns: Turns, { work }: Context): Promise<void> {
  await turns.giveWay();
  if (work.isStopped) throw work.tooMuch();
}

/** Until a look at one of them says that it was the last. */
async function eachInTurns(
  context: Context,
  rows: Rows,
  look: (key: string, text: string) => boolean | void,
): Promise<void> {
  const turns = new Turns();
  let looked = 0;
  for (const [key, text] of rows) {
    if (++looked % AT_A_TIME === 0 && turns.isOver) await eachTurn(turns, context);
    if (look(key, text)) return;
  }
}

async function rowList(asking: Context, title: string, { count, first }: RowList): Promise<Html> {
  const context = await knowing(asking, codingsIn(first));
  const { t } = context;
  const headings = [t.resource.source, t.resource.relation, t.resource.target, t.resource.comment];
  const cells = (row: MapRow): unknown[] => [
    link(conceptAt(context, row.source), code(row.source.code)),
    t.relationOfInput[row.relationship],
    row.target ? link(conceptAt(context, row.target), code(row.target.code)) : t.resource.noTarget,
    data(row.comment),
  ];
  return html`<h2>${title}: ${t.number(count)}</h2>
    ${shownRows(context, { caption: title, headings, rows: first.map(cells) }, count)}`;
}
