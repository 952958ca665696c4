/** Codes elsewhere in three groups: the same, to be looked at first, and not this. */
import type { Coding } from "../../terminology/model.ts";
import type { Reference } from "../concepts.ts";
import { conceptAt, type Context, nameOf } from "../context.ts";
import { code, data, type Html, html, link, nothing } from "../html.ts";
import type { Statement } from "../translations.ts";
import { type Alike, alike, byCaution } from "./alike.ts";
import { badge, toneOfStatement } from "./badge.ts";
import { evidence, sharedBy, sharedEvidence } from "./evidence.ts";
import { linksInline } from "./link-list.ts";
import { table } from "./table.ts";

const GROUPS = ["same", "look", "not"] as const;
type Group = (typeof GROUPS)[number];

function grouped(references: readonly Reference[]): [Group, Reference[]][] {
  const byTone = Map.groupBy(references, toneOfStatement);
  return GROUPS.flatMap((group) => {
    const found = byTone.get(group);
    return found ? [[group, found]] : [];
  });
}

export const referenceTables = (context: Context, references: readonly Reference[]): Html =>
  html`${grouped(references).map(([group, rows]) => referenceTable(context, group, rows))}`;

/** How many codes there are of each kind, as links to them: what must be looked at is seen before it is read. */
export const referenceCounts = ({ t }: Context, references: readonly Reference[]): Html =>
  linksInline(
    grouped(references).map(([group, rows]) => ({
      to: `#codes-${group}`,
      text: `${t.concept[group]}: ${t.number(rows.length)}`,
    })),
  );

function referenceTable(context: Context, group: Group, references: readonly Reference[]): Html {
  const { t } = context;
  const title = t.concept[group];
  const rows = alike(references);
  const shared = sharedBy(
    context,
    rows.map(({ said }) => said),
  );
  const { alone, cautioned } = byCaution(rows);
  const column = alone.some(({ said }) => caveats(context, said) !== nothing);
  const row = ({ references: all, said }: Alike, caveat: Html): unknown[] => [
    codings(
      context,
      all.map((r) => r.other),
    ),
    badge(toneOfStatement(said), t.relation[said.relationship]),
    ...(column ? [caveat] : []),
    evidence(context, said, shared),
  ];
  return html`<h3 id="codes-${group}">${title}</h3>
    ${sharedEvidence(context, shared)}
    ${table({
      kind: "evident",
      caption: `${t.concept.references}: ${title}`,
      headings: [
        t.concept.code,
        t.concept.relation,
        ...(column ? [t.concept.caveat] : []),
        t.resource.evidence,
      ],
      rows: alone.map((one) => row(one, caveats(context, one.said))),
      groups: cautioned.map(({ rows: all, general }) => ({
        heading: caveats(context, general),
        rows: all.map((one) => row(one, nothing)),
      })),
    })}`;
}

/** Codes of one system: with their displays, unless there are many. */
function codings(context: Context, all: readonly Coding[]): Html {
  if (all.length === 1) return coding(context, all[0]!);
  return html`<p class="quiet">${nameOf(context, all[0]!.system)}: ${context.t.number(all.length)}</p>
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
    <small>${nameOf(context, system)}</small>`;
}

/** What must be looked at before the statement is used. */
export function caveats(
  { t }: Context,
  { warnings, conditions, comment }: Pick<Statement, "warnings" | "conditions" | "comment">,
): Html {
  const lines = [...warnings, ...conditions.map((c) => t.concept.onlyIf(c))];
  if (lines.length === 0 && comment === undefined) return nothing;
  return html`${lines.map((line) => html`<p class="caveat">${data(line)}</p>`)}${
    comment === undefined ? nothing : html`<p>${data(comment)}</p>`
  }`;
}
