/** What a resource says of itself: address, version, status, publisher, licence; and its other versions. */
import type { ResourceType } from "../../terminology/model.ts";
import { own } from "../../terminology/util/own.ts";
import { type Context, fhirTo } from "../context.ts";
import { findResources } from "../find-resources.ts";
import { data, type Html, html, nothing } from "../html.ts";
import { badge } from "./badge.ts";
import { linkSection } from "./link-list.ts";
import { facts } from "./table.ts";

export interface Described {
  resourceType?: string;
  id?: string;
  url?: string;
  version?: string;
  name?: string;
  title?: string;
  status?: string;
  experimental?: boolean;
  date?: string;
  publisher?: string;
  description?: string;
  purpose?: string;
  copyright?: string;
}

/** What a resource is called for people. */
export const titleOf = ({ title, name, id = "" }: Described): string => title ?? name ?? id;

/** A resource's status, in the page's language. */
export const statusInWords = (
  { t }: Context,
  { status }: { status?: string | undefined },
): string | undefined => status && (own(t.resource.statusKind, status) ?? status);

/** `more`: rows of the page's own, after those that every resource has. */
export function metadata(
  context: Context,
  resource: Described,
  more: readonly (readonly [unknown, unknown])[],
): Html {
  const { t } = context;
  const inWords = statusInWords(context, resource);
  const { url, version, status, experimental, date, publisher, description, purpose, copyright } = resource;
  return html`${description === undefined ? nothing : html`<p class="lead text">${data(description)}</p>`}
  ${facts([
    [t.resource.url, url && html`<span class="address">${data(url)}</span>`],
    [t.resource.version, version && data(version)],
    [t.resource.status, status && (status === "active" ? inWords : badge("look", inWords))],
    [t.resource.experimental, experimental ? t.yes : undefined],
    [t.resource.date, date],
    [t.resource.publisher, publisher && data(publisher)],
    ...more,
    [t.resource.purpose, purpose && html`<span class="text">${data(purpose)}</span>`],
    [t.resource.copyright, copyright && html`<span class="text">${data(copyright)}</span>`],
  ])}`;
}

/** Of a version from the history: what pages ask besides is of the present one. */
export const isPast = (path: string): boolean => path.includes("/_history/");

/** In the place of what they would ask. */
export const pastNote = ({ t }: Context): Html => html`<p class="note">${t.resource.cut}</p>`;

/** The other versions of a resource, by their canonical address. */
export async function versionsOf(
  context: Context,
  type: ResourceType,
  { url, id }: Described,
): Promise<Html> {
  const others = await sameUrl(context, type, url, id);
  const links = others.map((other) => ({
    to: fhirTo(context, `${type}/${other.id ?? ""}`),
    text: html`${data(titleOf(other))} ${data(other.version)}`,
  }));
  return linkSection(context.t.resource.versions, links);
}

/** The versions of a resource but for the one of the id `without`; none where it has no url. */
export async function sameUrl(
  context: Context,
  type: ResourceType,
  url: string | undefined,
  without: string | undefined,
): Promise<Described[]> {
  if (url === undefined) return [];
  const shown = { _summary: "true", _sort: "version" };
  const { resources } = await findResources<Described>(context, type, { url }, shown);
  return resources.filter(({ id }) => id !== without);
}
