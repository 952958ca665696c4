/** A concept: what it is, what its names cover, where it stands, and which codes stand for it, with who says so. */
import type { Coding } from "../../terminology/model.ts";
import { conceptAt, fhirTo, type Context, type Page } from "../context.ts";
import {
  readLookup,
  referencesOf,
  type ConceptFacts,
  type ConceptProperty,
  type Name,
  type Reference,
} from "../concepts.ts";
import { code, data, href, html, link, nothing, type Html } from "../html.ts";
import { badge, type Tone } from "../parts/badge.ts";
import { hierarchy } from "../parts/hierarchy.ts";
import { neighbourhood } from "../parts/neighbourhood.ts";
import { caveats, evidence, referenceCounts, referenceTables } from "../parts/references.ts";
import { facts, table } from "../parts/table.ts";
import { systemName } from "../systems.ts";
import { inWords } from "../translations.ts";
import { own } from "../../terminology/util/own.ts";

/** @param answer what $lookup answered, in the version of the page */
export async function conceptPage(
  context: Context,
  path: string,
  answer: object,
  query: URLSearchParams,
): Promise<Page> {
  const { t } = context;
  // R5 has a place for every part of a lookup.
  const whole = context.version === "r5" ? answer : (await context.ask("r5", path)).resource;
  const concept = readLookup(whole);
  const name = concept.display ?? concept.code;
  const { references } = await referencesOf(context, concept);
  const named = new Set(concept.names.map(({ value }) => value));
  const codes = references.filter(({ other }) => !named.has(other.code ?? ""));
  return {
    title: `${name} (${systemName(concept.system)} ${concept.code})`,
    fhir: path,
    answer,
    body: html`<article>
      <h1>${data(name)}</h1>
      ${concept.message === undefined ? nothing : html`<p class="note">${concept.message}</p>`}
      ${identity(context, concept)}
      ${concept.definition === undefined ? nothing : html`<p class="lead">${data(concept.definition)}</p>`}
      ${
        codes.length === 0
          ? nothing
          : html`<p class="glance">${t.concept.references}</p>
              ${referenceCounts(context, codes)}`
      }
      ${names(context, concept, references)}
      <section>
        <h2>${t.concept.references}</h2>
        ${
          codes.length === 0
            ? html`<p>${t.concept.noReferences}</p>`
            : html`${neighbourhood(context, name, codes)}${referenceTables(context, codes)}`
        }
      </section>
      ${properties(context, concept)} ${await hierarchy(context, concept, query)}
    </article>`,
  };
}

function identity(context: Context, concept: ConceptFacts): Html {
  const { t } = context;
  const { system, version, inactive, abstract } = concept;
  return facts([
    [t.concept.code, code(concept.code)],
    [
      t.concept.system,
      html`<a href="${fhirTo(context, "CodeSystem", { url: system })}">${systemName(system)}</a>
        <span class="address">${data(system)}</span>`,
    ],
    [t.concept.version, version],
    [t.concept.status, inactive ? badge("not", t.concept.inactive) : t.concept.active],
    ["", abstract ? badge("look", t.concept.abstract) : undefined],
  ]);
}

const TONES: Record<string, Tone> = {
  exact: "same",
  preferred: "same",
  synonym: "same",
  acronym: "look",
  broader: "look",
  narrower: "look",
  related: "look",
  "other-disease": "not",
};
const ORDER = [
  "preferred",
  "exact",
  "synonym",
  "acronym",
  "other",
  "narrower",
  "broader",
  "related",
  "other-disease",
];

/** What is wider or another disease's is apart from what means the same; what maps say of a name stands beside it. */
function names(context: Context, concept: ConceptFacts, references: readonly Reference[]): Html {
  const { t } = context;
  if (concept.names.length === 0) return nothing;
  const sorted = concept.names.toSorted((a, b) => ORDER.indexOf(a.scope) - ORDER.indexOf(b.scope));
  const row = ({ value, scope, language, source }: Name): unknown[] => {
    const said = references.find(({ other }) => other.code === value);
    return [
      data(value, language),
      html`${badge(own(TONES, scope) ?? "plain", t.scope[scope])}${
        source === undefined
          ? nothing
          : html` <span class="quiet">${t.concept.supplement} ${data(source)}</span>`
      }`,
      said ? caveats(context, said) : nothing,
      said ? evidence(context, said) : nothing,
    ];
  };
  return html`<section>
    <h2>${t.concept.names}</h2>
    ${table({
      kind: "evident",
      caption: t.concept.names,
      headings: [t.concept.name, t.concept.covers, t.concept.caveat, t.resource.evidence],
      rows: sorted.map(row),
    })}
  </section>`;
}

/** Short values first, one line a property; then texts. */
function properties(context: Context, concept: ConceptFacts): Html {
  const { t } = context;
  const grouped = Map.groupBy(concept.properties, ({ code }) => code);
  if (grouped.size === 0) return nothing;
  const entry = ([name, values]: [string, ConceptProperty[]]): [unknown, unknown] => [
    name,
    values.length === 1
      ? value(context, values[0]!)
      : html`<ul>
          ${values.map((v) => html`<li>${value(context, v)}</li>`)}
        </ul>`,
  ];
  return html`<section>
    <h2>${t.concept.properties}</h2>
    ${facts([...grouped].map(entry))}
  </section>`;
}

function value(context: Context, { value: given, description, source }: ConceptProperty): Html {
  const { t } = context;
  const from =
    source === undefined
      ? nothing
      : html` <span class="quiet">(${t.concept.supplement} ${data(source)})</span>`;
  if (typeof given === "object" && given !== null) {
    const coding = given as Coding;
    const text = description ?? coding.display ?? coding.code;
    return html`${link(conceptAt(context, coding), html`${data(text)} <span class="quiet">${systemName(coding.system)}</span>`)}
    ${code(coding.code)}${from}`;
  }
  if (typeof given === "boolean") return html`${given ? t.yes : t.no}${from}`;
  const text = inWords(given);
  if (/^https?:/.test(text) && href(text))
    return html`<a href="${text}" rel="noreferrer">${data(text)} ${t.external}</a>${from}`;
  return html`${data(text)}${description === undefined || description === text ? nothing : html` – ${data(description)}`}${from}`;
}
