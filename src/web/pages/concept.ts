/** A concept: what it is, what its names cover, where it stands, and which codes stand for it, with who says so. */
import type { Coding } from "../../terminology/model.ts";
import { own } from "../../terminology/util/own.ts";
import {
  type ConceptFacts,
  type ConceptProperty,
  type Name,
  readLookup,
  type Reference,
  referencesOf,
} from "../concepts.ts";
import { type AnswerPage, conceptAt, type Context, fhirTo, nameOf } from "../context.ts";
import { code, data, href, type Html, html, link, nothing, shortened } from "../html.ts";
import { knowing } from "../known-codings.ts";
import { badge, type Tone } from "../parts/badge.ts";
import { evidence, sharedBy, sharedEvidence } from "../parts/evidence.ts";
import { hierarchy } from "../parts/hierarchy.ts";
import { neighbourhood } from "../parts/neighbourhood.ts";
import { caveats, referenceCounts, referenceTables } from "../parts/references.ts";
import { facts, table } from "../parts/table.ts";
import { propertyMeanings } from "../property-meanings.ts";
import { inWords } from "../translations.ts";

/** @param answer what $lookup answered, in the version of the page */
export const conceptPage: AnswerPage = async (asking, path, answer, query) => {
  // R5 has a place for every part of a lookup.
  const whole = asking.version === "r5" ? answer : (await asking.ask("r5", path)).resource;
  const concept = { ...readLookup(whole), codeSystem: instanceIn(path) };
  const name = concept.display ?? concept.code;
  const references = await referencesOf(asking, concept);
  const meanings = await propertyMeanings(asking, concept);
  const context = await knowing(asking, [...references.map(({ other }) => other), ...codingsIn(concept)]);
  const named = new Set(concept.names.map(({ value }) => value));
  const codes = references.filter(({ other }) => !named.has(other.code ?? ""));
  return {
    title: `${name} (${nameOf(context, concept.system)} ${concept.code})`,
    fhir: path,
    answer,
    body: html`<article>
      <h1>${data(name)}</h1>
      ${concept.message === undefined ? nothing : html`<p class="note">${concept.message}</p>`}
      ${identity(context, concept)}
      ${concept.definition === undefined ? nothing : html`<p class="lead">${data(concept.definition)}</p>`}
      ${glance(context, codes)} ${names(context, concept, references)} ${codesElsewhere(context, name, codes)}
      ${properties(context, concept, meanings)} ${await hierarchy(context, concept, query)}
    </article>`,
  };
};

/** The id in `CodeSystem/ID/$lookup`. */
const instanceIn = (path: string): string | undefined => {
  const id = /^CodeSystem\/([^/?]+)\/[^/]/.exec(path)?.[1];
  return id === undefined ? undefined : decodeURIComponent(id);
};

const glance = (context: Context, codes: readonly Reference[]): Html =>
  codes.length === 0
    ? nothing
    : html`<p class="glance">${context.t.concept.references}</p>
        ${referenceCounts(context, codes)}`;

const codesElsewhere = (context: Context, name: string, codes: readonly Reference[]): Html =>
  html`<section>
    <h2>${context.t.concept.references}</h2>
    ${
      codes.length === 0
        ? html`<p>${context.t.concept.noReferences}</p>`
        : html`${neighbourhood(context, name, codes)}${referenceTables(context, codes)}`
    }
  </section>`;

const isCoding = (value: unknown): value is Coding => typeof value === "object" && value !== null;

const codingsIn = ({ system, code: own, properties: all }: ConceptFacts): Coding[] => [
  { system, code: own },
  ...all.map(({ value: given }) => given).filter(isCoding),
];

function identity(context: Context, concept: ConceptFacts): Html {
  const { t } = context;
  const { system, version, inactive, abstract } = concept;
  return facts([
    [t.concept.code, code(concept.code)],
    [
      t.concept.system,
      html`<a href="${fhirTo(context, "CodeSystem", { url: system })}">${nameOf(context, system)}</a>
        <span class="address">${data(system)}</span>`,
    ],
    [t.concept.version, version],
    [t.concept.status, inactive ? badge("not", t.concept.inactive) : t.concept.active],
    ["", abstract ? badge("look", t.concept.abstract) : undefined],
  ]);
}

/** So many names, and values of one property, are shown, the first: there may be tens of thousands. */
const SHOWN = 1_000;

const andMore = ({ t }: Context, all: readonly unknown[]): Html =>
  all.length > SHOWN ? html`<p>${t.concept.andMore(all.length - SHOWN)}</p>` : nothing;

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
  const shown = sorted.slice(0, SHOWN);
  const saidOf = new Map(references.map((reference) => [reference.other.code, reference]));
  const shared = sharedBy(
    context,
    shown.flatMap(({ value }) => saidOf.get(value) ?? []),
  );
  const row = ({ value, scope, language, source }: Name): unknown[] => {
    const said = saidOf.get(value);
    return [
      data(value, language === context.language ? undefined : language),
      html`${badge(own(TONES, scope) ?? "plain", own(t.scope, scope))}${
        source === undefined ? nothing : html` <small>${t.concept.supplement} ${data(source)}</small>`
      }`,
      said ? caveats(context, said) : nothing,
      said ? evidence(context, said, shared) : nothing,
    ];
  };
  return html`<section>
    <h2>${t.concept.names}</h2>
    ${sharedEvidence(context, shared)}
    ${table({
      kind: "evident",
      caption: t.concept.names,
      headings: [t.concept.name, t.concept.covers, t.concept.caveat, t.resource.evidence],
      rows: shown.map(row),
    })}
    ${andMore(context, sorted)}
  </section>`;
}

/** Values under what their property means, in the words of the code system, which is linked. */
function properties(context: Context, concept: ConceptFacts, meanings: ReadonlyMap<string, string>): Html {
  const { t } = context;
  const grouped = Map.groupBy(concept.properties, ({ code }) => code);
  if (grouped.size === 0) return nothing;
  const entry = ([name, values]: [string, ConceptProperty[]]): [unknown, unknown] => [
    meaning(name, meanings.get(name)),
    values.length === 1 ? value(context, values[0]!) : severalValues(context, values),
  ];
  const meaning = (name: string, description: string | undefined): Html =>
    html`${data(name)}${description === undefined ? nothing : html`<small>${data(description)}</small>`}`;
  return html`<section>
    <h2>${t.concept.properties}</h2>
    ${
      meanings.size === 0
        ? nothing
        : html`<p class="quiet">
            ${t.concept.meanings}
            <a href="${fhirTo(context, "CodeSystem", { url: concept.system })}"
              >${nameOf(context, concept.system)}</a
            >.
          </p>`
    }
    ${facts([...grouped].map(entry))}
  </section>`;
}

/** Codings of one code system name it once. */
function severalValues(context: Context, values: readonly ConceptProperty[]): Html {
  const systems = new Set(values.map(({ value: given }) => (isCoding(given) ? given.system : undefined)));
  const [only] = systems.size === 1 ? systems : [];
  return html`${only === undefined ? nothing : html`<small>${nameOf(context, only)}</small>`}
    <ul>
      ${values.slice(0, SHOWN).map((v) => html`<li>${value(context, v, only)}</li>`)}
    </ul>
    ${andMore(context, values)}`;
}

/** `said` is the code system that has been named. */
function value(
  context: Context,
  { value: given, description, source }: ConceptProperty,
  said?: string,
): Html {
  const { t } = context;
  const from =
    source === undefined ? nothing : html` <small>(${t.concept.supplement} ${data(source)})</small>`;
  if (isCoding(given)) {
    const text = description ?? given.display ?? given.code;
    return html`${link(conceptAt(context, given), data(text))}
    ${said === undefined ? html`<small>${nameOf(context, given.system)}</small> ` : nothing}
    ${code(given.code)}${from}`;
  }
  if (typeof given === "boolean") return html`${given ? t.yes : t.no}${from}`;
  const text = inWords(given);
  if (/^https?:/.test(text) && href(text))
    return html`<a href="${text}">${data(shortened(text))} ${t.external}</a>${from}`;
  return html`${data(text)}${description === undefined || description === text ? nothing : html` – ${data(description)}`}${from}`;
}
