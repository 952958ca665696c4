/** Whatever has no page of its own: parameters as a list, any other resource as it is. */
import { splitAddress } from "../../http/address.ts";
import type { Context, Page } from "../context.ts";
import { data, type Html, html, nothing } from "../html.ts";
import { type Part, partsOf, valueOf } from "../parameters.ts";
import type { Described } from "../parts/metadata.ts";
import { facts } from "../parts/table.ts";
import { inWords } from "../translations.ts";

/** Characters of a resource that are shown; the links have all of it. */
const SHOWN = 20_000;
/** Parameters are nested no deeper than this on a page. */
const DEPTH = 6;

export function anyPage(context: Context, path: string, answer: object): Page {
  const { resourceType, id }: Described = answer;
  const title = splitAddress(path).path || [resourceType, id].filter(Boolean).join("/");
  const isParameters = resourceType === "Parameters";
  return {
    title,
    fhir: path,
    answer: isParameters ? answer : undefined,
    body: html`<h1>${data(title)}</h1>
      ${isParameters ? parameterList(partsOf(answer), 0) : source(context, answer)}`,
  };
}

function parameterList(parts: readonly Part[], depth: number): Html {
  return facts(parts.map((part) => [part.name, shown(part, depth)]));
}

function shown(part: Part, depth: number): Html {
  if (part.part && depth < DEPTH) return parameterList(part.part, depth + 1);
  if (part.resource) return html`<pre tabindex="0"><code>${cut(part.resource)}</code></pre>`;
  return data(inWords(valueOf(part)));
}

function source({ t }: Context, resource: object): Html {
  const whole = JSON.stringify(resource).length <= SHOWN;
  return html`<h2>${t.resource.asData}</h2>
    <pre tabindex="0" aria-label="${t.resource.asData}"><code>${cut(resource)}</code></pre>
    ${whole ? nothing : html`<p>${t.resource.cut}</p>`}`;
}

function cut(resource: object): string {
  const text = JSON.stringify(resource, undefined, 2);
  return text.length > SHOWN ? `${text.slice(0, SHOWN)}\n…` : text;
}
