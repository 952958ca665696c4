/** Who says so, why, when it was read, who reviewed it, and in which map; what is not stated is written out. */
import { own } from "../../terminology/util/own.ts";
import { type Context, fhirTo } from "../context.ts";
import { data, href, type Html, html, nothing, shortened } from "../html.ts";
import type { Statement } from "../translations.ts";

type Evident = Pick<Statement, "evidence" | "map">;

interface Line {
  name: string;
  text: string;
  link?: string | undefined;
}

/** Lines that all rows of a table have, and addresses behind lines of several: they are given once, in front of it. */
interface Shared {
  lines: readonly Line[];
  addresses: readonly Line[];
}

/** What stands beside one statement. */
export function evidence(
  context: Context,
  statement: Evident,
  shared: Shared = { lines: [], addresses: [] },
): Html {
  const said = new Set(shared.lines.map(keyOf));
  const linked = new Set(shared.addresses.map(({ link }) => link));
  const own = linesOf(context, statement).filter((line) => !said.has(keyOf(line)));
  return html`${own.map(
    (line, i) =>
      html`${i > 0 ? html`<br />` : nothing}${written(context, linked.has(line.link) ? { ...line, link: undefined } : line)}`,
  )}`;
}

/** What the statements of a table have in common; of one statement, nothing. */
export function sharedBy(context: Context, statements: readonly Evident[]): Shared {
  const all = statements.map((statement) => linesOf(context, statement));
  const [first = [], ...others] = all;
  if (others.length === 0) return { lines: [], addresses: [] };
  const lines = first.filter((line) => others.every((those) => those.some((l) => keyOf(l) === keyOf(line))));
  const said = new Set(lines.map(keyOf));
  const rest = all.flat().filter((line) => line.link !== undefined && !said.has(keyOf(line)));
  return { lines, addresses: [...pageOf(context, all, rest), ...mapsOf(context, rest)] };
}

/** Who says so is the first line; its address may be that of all where its words are not. */
function pageOf({ t }: Context, all: readonly Line[][], rest: readonly Line[]): Line[] {
  const links = new Set(all.map(([who]) => who?.link));
  const [link] = links;
  if (links.size !== 1 || link === undefined || !rest.some((line) => line.link === link)) return [];
  return [{ name: t.concept.page, text: shortened(link), link }];
}

/** Maps that several rows are from: the rows still name theirs. */
function mapsOf({ t }: Context, rest: readonly Line[]): Line[] {
  const maps = Map.groupBy(
    rest.filter(({ name }) => name === t.concept.map),
    ({ link }) => link,
  );
  return [...maps.values()].flatMap(([map, second]) => (map && second ? [map] : []));
}

/** What `sharedBy` found, in words. */
export function sharedEvidence(context: Context, { lines, addresses }: Shared): Html {
  const { t } = context;
  const all = [...addresses.filter(({ name }) => name !== t.concept.map), ...lines];
  const maps = addresses.filter(({ name }) => name === t.concept.map);
  const listed = [
    ...(all.length === 0 ? [] : [html`${t.concept.evidenceOfAll}: ${joined(context, all)}.`]),
    ...(maps.length === 0 ? [] : [html`${joined(context, maps)}.`]),
  ];
  return listed.length === 0 ? nothing : html`<p class="quiet">${listed.map((part) => html`${part} `)}</p>`;
}

const joined = (context: Context, lines: readonly Line[]): Html =>
  html`${lines.map((line, i) => html`${i > 0 ? "; " : nothing}${written(context, line)}`)}`;

const keyOf = ({ name, text, link }: Line): string => JSON.stringify([name, text, link]);

const written = ({ t }: Context, { name, text, link }: Line): Html =>
  html`${name}:
  ${
    link === undefined
      ? data(text)
      : html`<a href="${link}">${data(text)}${link.startsWith("/") ? nothing : ` ${t.external}`}</a>`
  }`;

function linesOf(context: Context, { evidence: given, map }: Evident): Line[] {
  const { t } = context;
  const stated = (...names: string[]): string | undefined =>
    names.map((name) => given.get(name)).find((value) => value !== undefined);
  const reviewed = stated("reviewed-by", "reviewer_label", "reviewer_id");
  const lines: Line[] = [
    {
      name: t.concept.assertedBy,
      text: stated("asserted-by", "author_label", "author_id", "creator_label") ?? t.concept.notStated,
      link: href(stated("asserted-on-page", "mapping_source", "object_source")),
    },
    {
      name: t.concept.justification,
      text: justification(context, stated("justification", "mapping_justification")),
    },
    {
      name: t.concept.read,
      text: stated("retrieved", "mapping_date", "publication_date") ?? t.concept.notStated,
    },
    {
      name: t.concept.reviewed,
      text: reviewed === undefined || reviewed === "not reviewed" ? t.concept.notReviewed : reviewed,
    },
  ];
  return map === undefined ? lines : [...lines, { name: t.concept.map, ...mapLink(context, map) }];
}

/** In words where it is one of SEMAPV's, https://w3id.org/semapv/vocab; as it is written elsewhere. */
const justification = ({ t }: Context, given: string | undefined): string =>
  given === undefined ? t.concept.notStated : (own(t.justifications, given.replace(/^.*[:/#]/, "")) ?? given);

function mapLink(context: Context, canonical: string): Pick<Line, "text" | "link"> {
  const [url = "", version] = canonical.split("|");
  const name = url.split("/").at(-1) ?? url;
  return {
    text: version === undefined ? name : `${name} ${version}`,
    link: fhirTo(context, "ConceptMap", { url, version }),
  };
}
