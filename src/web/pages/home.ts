/** Home: one box for a name, a code, a CURIE or an address; what is found, and what is loaded. */
import { systemTable } from "../../terminology/resolve/known-systems.ts";
import { own } from "../../terminology/util/own.ts";
import { queryOf } from "../ask.ts";
import { conceptAt, type Context, fhirTo, type Page, quotedData, to } from "../context.ts";
import { countResources } from "../find-resources.ts";
import { code, data, type Html, html, nothing } from "../html.ts";
import { choice, field, hidden } from "../parts/ask-form.ts";
import { badge } from "../parts/badge.ts";
import { linksInline } from "../parts/link-list.ts";
import { table } from "../parts/table.ts";
import { type Hit, search, type SearchResult } from "../search.ts";
import { systemName } from "../system-name.ts";
import { type KnownSystem, loadedSystems, systemChoices, titlesIn } from "../systems.ts";
import { issueList, issuesOf } from "./outcome.ts";
import { countIn } from "./status.ts";

export async function home(context: Context, query: URLSearchParams): Promise<Page> {
  const { t } = context;
  const text = query.get("q")?.trim() ?? "";
  const within = query.get("system") || undefined;
  const systems = await loadedSystems(context);
  const form = searchForm(context, text, within, systems);
  if (text === "") {
    return {
      title: t.tagline,
      body: html`<h1>${t.tagline}</h1>
        ${form}${examples(context, systems)}${await loaded(context, systems)}`,
    };
  }
  const result = await search(context, text, systems, within);
  if (result.hits.length === 0 && wasRefused(result)) return refusedPage(context, text, form, result);
  const title = result.hits.length > 0 ? t.search.found(result.hits.length, text) : t.search.none(text);
  return {
    title: t.search.title(text),
    fhir: `$match?${queryOf(result.asked)}`,
    body: html`<h1>${title}</h1>
      ${form}${result.hits.length > 0 ? hitList(context, result, systems) : adviceFor(context, text, result, systems)}
      <p>
        <a href="${to(context, "/translate", { q: text })}">${t.search.translateIt(text)}</a>
      </p>
      <p class="quiet">${t.search.looked(result.looked, systems.length)}</p>
      ${result.failed.map(
        ({ systems: names, outcome }) =>
          html`<p class="error">${t.search.failed} ${names.join(", ")}</p>
            ${issueList(context, issuesOf(outcome))}`,
      )}`,
  };
}

/** No code system could be searched: nothing is known of what is there. */
const wasRefused = ({ looked, failed }: SearchResult): boolean =>
  looked > 0 && failed.flatMap(({ systems }) => systems).length === looked;

function refusedPage(context: Context, text: string, form: Html, { failed, asked }: SearchResult): Page {
  const title = context.t.search.refused(text);
  return {
    title,
    fhir: `$match?${queryOf(asked)}`,
    body: html`<h1>${title}</h1>
      <div role="alert">${failed.map(({ outcome }) => issueList(context, issuesOf(outcome)))}</div>
      ${form}`,
  };
}

function searchForm(
  { t, lang }: Context,
  text: string,
  within: string | undefined,
  systems: readonly KnownSystem[],
): Html {
  return html`<form class="search" role="search" action="/" method="get">
    ${field("q", t.search.label, {
      value: text,
      hint: t.search.hint,
      type: "search",
      id: "q",
      list: "suggestions",
    })}
    <datalist id="suggestions"></datalist>
    ${choice("system", t.search.in, systemChoices(t.search.everywhere, systems, within), { value: within })}
    ${hidden({ lang })}
    <button>${t.search.button}</button>
  </form>`;
}

/** A code is not looked for in other words: the reader is told why it is not here. */
function adviceFor(
  context: Context,
  text: string,
  { unexplained }: SearchResult,
  systems: readonly KnownSystem[],
): Html {
  const { t } = context;
  if (unexplained.length === 0) return html`<p>${t.search.advice}</p>`;
  const names = unexplained.map(({ system }) => systemName(system, titlesIn(systems)));
  return html`<p>${t.search.isCode(text, names.join(", "))}</p>
    ${unexplained.map(({ outcome }) => issueList(context, issuesOf(outcome)))}`;
}

function hitList(context: Context, { hits }: SearchResult, systems: readonly KnownSystem[]): Html {
  const titles = titlesIn(systems);
  return html`<ol class="hits">
    ${hits.map((hit) => html`<li>${oneHit(context, hit, titles)}</li>`)}
  </ol>`;
}

/** Ways to be found that mean the concept itself. */
const SURE = new Set(["exact", "code", "case-folded", "synonym", "normalised"]);

function oneHit(context: Context, hit: Hit, titles: ReadonlyMap<string, string>): Html {
  const { t } = context;
  const { concept, kind, matched } = hit;
  const sure = SURE.has(kind);
  const system = systemName(concept.system, titles);
  const marks = [
    hit.tied ? html` ${badge("look", t.search.tied)}` : nothing,
    hit.inactive ? html` ${badge("not", t.search.inactive)}` : nothing,
    hit.weak ? html` ${badge("look", t.search.weak)}` : nothing,
  ];
  return html`<p class="hit">
      <a href="${conceptAt(context, concept)}">${data(concept.display ?? concept.code)}</a>
    </p>
    <p>${code(concept.code)} <span class="of">${system}</span></p>
    <p>
      ${badge(sure ? "same" : "look", own(t.search.kinds, kind) ?? kind)} ${t.search.matched}
      ${quotedData(context, matched)}${marks}
    </p>`;
}

/** Three that show what the condition's page teaches: a code elsewhere, a wider name, another disease's name. */
function examples(context: Context, systems: readonly KnownSystem[]): Html {
  const { t } = context;
  if (!systems.some(({ url }) => systemTable.entry(url)?.searched)) return nothing;
  const texts = ["Osteoma cutis", "OMIM:166350", "Myositis ossificans progressiva"];
  return html`<p>
    ${t.search.examples}:
    ${texts.map((text, i) => html`${i > 0 ? ", " : ""}<a href="${to(context, "/", { q: text })}">${text}</a>`)}
  </p>`;
}

async function loaded(context: Context, systems: readonly KnownSystem[]): Promise<Html> {
  const { t } = context;
  const types = ["CodeSystem", "ValueSet", "ConceptMap"] as const;
  const totals = await Promise.all(types.map((type) => countResources(context, type)));
  return html`<h2>${t.search.loaded}</h2>
    ${linksInline(
      types.map((type, i) => ({
        to: fhirTo(context, type),
        text: `${t.resource.list[type]}: ${countIn(context, totals[i])}`,
      })),
    )}
    ${table({
      caption: t.resource.list.CodeSystem,
      headings: [t.resource.name, t.resource.content, t.resource.version],
      rows: systems
        .slice(0, 30)
        .map((s) => [
          html`<a href="${fhirTo(context, `CodeSystem/${s.id}`)}">${data(s.title)}</a>`,
          own(t.resource.contentKind, s.content ?? "") ?? s.content,
          s.version,
        ]),
    })}`;
}
