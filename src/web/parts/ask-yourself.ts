/** The request behind a page, to be copied: by the command line, JavaScript, Python and Java; and what the answer was. */
import { withQuery } from "../../http/address.ts";
import { isList, isObject } from "../../terminology/util/json-object.ts";
import type { Context, Page } from "../context.ts";
import { type Html, html, listing, nothing, visible } from "../html.ts";

/** Characters of the answer that are shown; the links have all of it. */
const SHOWN = 800;
const FHIR = "application/fhir+json";

interface Request {
  url: string;
  body: string | undefined;
}

export function askYourself(context: Context, page: Page): Html {
  const { t, version, base } = context;
  const path = page.fhir ?? page.sent?.path;
  if (path === undefined) return nothing;
  const url = `${base}/${version}/${path}`;
  const request: Request = { url, body: page.sent && JSON.stringify(page.sent.body) };
  return html`<section class="yourself" aria-labelledby="yourself">
    <h2 id="yourself">${t.yourself.title}</h2>
    ${page.sent ? nothing : formats(context, path)}
    ${Object.entries(SNIPPETS).map(
      ([name, write], i) =>
        html`<details ${i === 0 ? html`open` : nothing}>
          <summary>${name}</summary>
          <pre class="copy" tabindex="0" aria-label="${name}">${listing(write(request))}</pre>
        </details>`,
    )}
    ${answered(context, page.answer)}
  </section>`;
}

function formats({ t, version }: Context, path: string): Html {
  const other = version === "r4" ? "r5" : "r4";
  const as = (v: string, format: string): string => withQuery(`/${v}/${path}`, `_format=${format}`);
  return html`<ul class="inline">
    <li><a rel="alternate" type="${FHIR}" href="${as(version, "json")}">${t.yourself.as} JSON</a></li>
    <li>
      <a rel="alternate" type="application/fhir+xml" href="${as(version, "xml")}">${t.yourself.as} XML</a>
    </li>
    <li><a href="/${other}/${path}">${t.yourself.as} ${t.yourself.other(other)}</a></li>
  </ul>`;
}

function answered({ t }: Context, answer: object | undefined): Html {
  if (!answer) return nothing;
  const text = JSON.stringify(beginningOf(answer), undefined, 2);
  return html`<details>
    <summary>${t.yourself.answer}</summary>
    <pre tabindex="0" aria-label="${t.yourself.answer}">
${listing(visible(text.length > SHOWN ? `${text.slice(0, SHOWN)}\n…` : text))}</pre>
    ${text.length > SHOWN ? html`<p>${t.resource.cut}</p>` : nothing}
  </details>`;
}

/** So much of it that the text has the same beginning: each part of it has a character at least. */
export function beginningOf(answer: object): unknown {
  let left = SHOWN;
  const copied = (value: unknown): unknown => {
    left--;
    if (typeof value === "string") return value.slice(0, SHOWN);
    if (isList(value)) {
      const items: unknown[] = [];
      for (const item of value) {
        if (left <= 0) break;
        items.push(copied(item));
      }
      return items;
    }
    if (!isObject(value)) return value;
    const object: Record<string, unknown> = {};
    for (const name in value) {
      if (left <= 0) break;
      if (value[name] !== undefined) object[name] = copied(value[name]);
    }
    return object;
  };
  return copied(answer);
}

const SNIPPETS: Record<string, (request: Request) => string> = {
  curl: ({ url, body }) =>
    body === undefined
      ? `curl ${shell(url)}`
      : `curl ${shell(url)} \\\n  --header 'Content-Type: ${FHIR}' \\\n  --data ${shell(body)}`,
  JavaScript: ({ url, body }) =>
    `const response = await fetch(${JSON.stringify(url)}, {\n` +
    (body === undefined
      ? `  headers: { Accept: "${FHIR}" },\n`
      : `  method: "POST",\n  headers: { "Content-Type": "${FHIR}" },\n  body: ${JSON.stringify(body)},\n`) +
    `});\nconsole.log(await response.json());`,
  Python: ({ url, body }) =>
    `import json, urllib.request\n\nrequest = urllib.request.Request(\n    ${JSON.stringify(url)},\n` +
    (body === undefined ? "" : `    data=${JSON.stringify(body)}.encode(),\n`) +
    `    headers={"Accept": "${FHIR}", "Content-Type": "${FHIR}"},\n)\n` +
    `print(json.load(urllib.request.urlopen(request)))`,
  Java: ({ url, body }) =>
    `var request = java.net.http.HttpRequest.newBuilder(java.net.URI.create(\n    ${JSON.stringify(forUri(url))}))\n` +
    `  .header("Accept", "${FHIR}")\n` +
    (body === undefined
      ? ""
      : `  .header("Content-Type", "${FHIR}")\n  .POST(java.net.http.HttpRequest.BodyPublishers.ofString(${JSON.stringify(body)}))\n`) +
    `  .build();\n` +
    `System.out.println(java.net.http.HttpClient.newHttpClient()\n  .send(request, java.net.http.HttpResponse.BodyHandlers.ofString()).body());`,
};

/** Java takes no address with a sign in it that should be encoded. */
const forUri = (url: string): string => url.replace(/[^\x21-\x7e]|["<>\\^`{|}]/gu, encodeURIComponent);

/** Quoted for a shell, whatever is in it. */
const shell = (text: string): string => `'${text.replaceAll("'", `'\\''`)}'`;
