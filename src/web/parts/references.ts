/** Codes elsewhere in three groups: the same, to be looked at first, and not this. */
import { conceptAt, fhirTo, type Context } from "../context.ts";
import type { Reference } from "../concepts.ts";
import { code, data, href, html, link, nothing, type Html } from "../html.ts";
import { systemName } from "../systems.ts";
import type { Statement } from "../translations.ts";
import { badge, toneOf } from "./badge.ts";
import { table } from "./table.ts";

export function referenceTables(context: Context, references: readonly Reference[]): Html {
  const { t } = context;
  const tone = (wanted: string) => references.filter((r) => toneOf(r.relationship) === wanted);
  const groups: [string, Reference[]][] = [
    [t.concept.same, tone("same")],
    [t.concept.look, tone("look")],
    [t.concept.not, tone("not")],
  ];
  return html`${groups
    .filter(([, rows]) => rows.length > 0)
    .map(([title, rows]) => referenceTable(context, title, rows))}`;
}

function referenceTable(context: Context, title: string, references: readonly Reference[]): Html {
  const { t } = context;
  return html`<h3>${title}</h3>
    ${table({
      kind: "evident",
      caption: `${t.concept.references}: ${title}`,
      headings: [t.concept.code, t.concept.relation, t.concept.caveat, t.resource.evidence],
      rows: references.map((r) => [
        coding(context, r.other),
        badge(toneOf(r.relationship), t.relation[r.relationship]),
        caveats(context, r),
        evidence(context, r),
      ]),
    })}`;
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
    [t.concept.justification, data(stated("justification", "mapping_justification") ?? t.concept.notStated)],
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

function mapLink(context: Context, canonical: string): Html {
  const [url = "", version] = canonical.split("|");
  const name = `${url.split("/").at(-1) ?? url}${version === undefined ? "" : ` ${version}`}`;
  return html`<a href="${fhirTo(context, "ConceptMap", { url, version })}">${data(name)}</a>`;
}
