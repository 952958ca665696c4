/** A value set's definition in words. */
import { type Context, nameOf } from "../context.ts";
import { code, data, type Html, html, nothing } from "../html.ts";

interface Part {
  system?: string;
  version?: string;
  concept?: { code: string; display?: string }[];
  filter?: { property: string; op: string; value: string }[];
  valueSet?: string[];
}

export interface Compose {
  include?: Part[];
  exclude?: Part[];
}

/** Codes that are written out; the expansion has the rest. */
const LISTED = 20;

export function definition(context: Context, compose: Compose | undefined): Html {
  const { t } = context;
  if (!compose) return nothing;
  const list = (title: string, parts: readonly Part[] = []): Html =>
    parts.length === 0
      ? nothing
      : html`<h3>${title}</h3>
          <ul>
            ${parts.map((part) => html`<li>${inWords(context, part)}</li>`)}
          </ul>`;
  return html`<section>
    <h2>${t.resource.definition}</h2>
    ${list(t.resource.includes, compose.include)} ${list(t.resource.excludes, compose.exclude)}
  </section>`;
}

function inWords(context: Context, { system, version, concept, filter, valueSet }: Part): Html {
  const { t } = context;
  const name = `${nameOf(context, system)}${version === undefined ? "" : ` ${version}`}`;
  const words: Html[] = [];
  if (concept)
    words.push(
      html`${t.resource.listed(concept.length)}
      ${concept.slice(0, LISTED).map((c, i) => html`${i > 0 ? ", " : ""}${code(c.code)}${c.display ? html` ${data(c.display)}` : nothing}`)}${concept.length > LISTED ? " …" : ""}
      (${data(name)})`,
    );
  else if (system !== undefined) words.push(html`${t.resource.allOf(name)}`);
  for (const { property, op, value } of filter ?? [])
    words.push(html`${t.resource.where(property, op, value)}`);
  for (const url of valueSet ?? []) words.push(html`${t.resource.ofValueSet(url)}`);
  return html`${words.map((word, i) => html`${i > 0 ? "; " : ""}${word}`)}`;
}
