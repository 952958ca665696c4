/** Codes elsewhere in three groups: the same, to be looked at first, and not this. */
import { conceptAt, fhirTo, type Context } from "../context.ts";
import type { Reference } from "../concepts.ts";
import type { Coding } from "../../terminology/model.ts";
import { code, data, href, html, link, nothing, type Html } from "../html.ts";
import { systemName } from "../systems.ts";
import type { Statement } from "../translations.ts";
import { own } from "../../terminology/util/own.ts";
import { alike } from "./alike.ts";
import { badge, toneOf, toneOfStatement, type Tone } from "./badge.ts";
import { table } from "./table.ts";

const GROUPS = ["same", "look", "not"] as const;
type Group = (typeof GROUPS)[number];

function grouped(references: readonly Reference[]): [Group, Reference[]][] {
  const byTone = Map.groupBy(references, (r): Tone => toneOf(r.relationship));
  return GROUPS.flatMap((group) => {
    const found = byTone.get(group);
    return found ? [[group, found] as [Group, Reference[]]] : [];
  });
}

export const referenceTables = (context: Context, references: readonly Reference[]): Html =>
  html`${grouped(references).map(([group, rows]) => referenceTable(context, group, rows))}`;

/** How many codes there are of each kind, as links to them: what must be looked at is seen before it is read. */
export const referenceCounts = ({ t }: Context, references: readonly Reference[]): Html =>
  html`<ul class="inline">
    ${grouped(references).map(
      ([group, rows]) =>
        html`<li><a href="#codes-${group}">${t.concept[group]}: ${t.number(rows.length)}</a></li>`,
    )}
  </ul>`;

function referenceTable(context: Context, group: Group, references: readonly Reference[]): Html {
  const { t } = context;
  const title = t.concept[group];
  return html`<h3 id="codes-${group}">${title}</h3>
    ${table({
      kind: "evident",
      caption: `${t.concept.references}: ${title}`,
      headings: [t.concept.code, t.concept.relation, t.concept.caveat, t.resource.evidence],
      rows: alike(references).map(({ references: all, said }) => [
        codings(
          context,
          all.map((r) => r.other),
        ),
        badge(toneOfStatement(said), t.relation[said.relationship]),
        caveats(context, said),
        evidence(context, said),
      ]),
    })}`;
}

/** Codes of one system: with their displays, unless there are many. */
function codings(context: Context, all: readonly Coding[]): Html {
  if (all.length === 1) return coding(context, all[0]!);
  return html`<p class="quiet">${systemName(all[0]!.system)}: ${context.t.number(all.length)}</p>
    <p class="codes">${all.map((c) => html`${link(conceptAt(context, c), code(c.code))} `)}</p>`;
}

/** A code with its display and system; the link says both. */
export function coding(
  context: Context,
  given: { system?: string | undefined; code?: string | undefined; display?: string | undefined },
): Html {
  const { system, display } = given;
  return html`${link(conceptAt(context, given), code(given.code))}
    ${display === undefined || display === given.code ? nothing : data(display)}
    <span class="quiet">${systemName(system)}</span>`;
}

/** What must be looked at before the statement is used. */
export function caveats(
  { t }: Context,
  { warnings, conditions, comment }: Pick<Statement, "warnings" | "conditions" | "comment">,
): Html {
  const lines = [...warnings, ...conditions.map((c) => t.concept.onlyIf(c))];
  return html`${lines.map((line) => html`<p class="caveat">${data(line)}</p>`)}${
    comment === undefined ? nothing : html`<p>${data(comment)}</p>`
  }`;
}

/** Who says so, why, when it was read, who reviewed it, and in which map; what is not stated is written out. */
export function evidence(
  context: Context,
  { evidence: given, map }: Pick<Statement, "evidence" | "map">,
): Html {
  const { t } = context;
  const stated = (...names: string[]): string | undefined =>
    names.map((name) => given.get(name)).find((value) => value !== undefined);
  const page = href(stated("asserted-on-page", "mapping_source", "object_source"));
  const who = stated("asserted-by", "author_label", "author_id", "creator_label") ?? t.concept.notStated;
  const reviewed = stated("reviewed-by", "reviewer_label", "reviewer_id");
  const lines: [string, unknown][] = [
    [
      t.concept.assertedBy,
      page === undefined
        ? data(who)
        : html`<a href="${page}" rel="noreferrer">${data(who)} ${t.external}</a>`,
    ],
    [t.concept.justification, justification(context, stated("justification", "mapping_justification"))],
    [t.concept.read, stated("retrieved", "mapping_date", "publication_date") ?? t.concept.notStated],
    [
      t.concept.reviewed,
      data(reviewed === undefined || reviewed === "not reviewed" ? t.concept.notReviewed : reviewed),
    ],
  ];
  if (map !== undefined) lines.push([t.concept.map, mapLink(context, map)]);
  return html`<ul class="evidence">
    ${lines.map(([name, value]) => html`<li>${name}: ${value}</li>`)}
  </ul>`;
}

/** In words where it is one of SEMAPV's, https://w3id.org/semapv/vocab; as it is written elsewhere. */
function justification({ t }: Context, given: string | undefined): Html {
  if (given === undefined) return html`${t.concept.notStated}`;
  return html`${own(t.justifications, given.replace(/^.*[:/#]/, "")) ?? data(given)}`;
}

function mapLink(context: Context, canonical: string): Html {
  const [url = "", version] = canonical.split("|");
  const name = `${url.split("/").at(-1) ?? url}${version === undefined ? "" : ` ${version}`}`;
  return html`<a href="${fhirTo(context, "ConceptMap", { url, version })}">${data(name)}</a>`;
}
