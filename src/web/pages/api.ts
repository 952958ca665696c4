/** The interface for programs, as a page made from the OpenAPI document: a form for each GET, a curl line for the rest. */
import type { FhirVersion } from "../../fhir/version.ts";
import { JSON_PATCH } from "../../http/json-patch.ts";
import type { OpenApiOperation, OpenApiParameter } from "../../http/openapi/shapes.ts";
import { type Context, type Page, to } from "../context.ts";
import { data, exact, type Html, html, nothing } from "../html.ts";
import { documentOf } from "../openapi.ts";
import { field, hidden } from "../parts/ask-form.ts";
import { table } from "../parts/table.ts";

export async function apiPage(context: Context, query: URLSearchParams): Promise<Page> {
  const { t } = context;
  const version: FhirVersion = query.get("fhir") === "r5" ? "r5" : "r4";
  const { paths, tags, info } = await documentOf(context, version);
  const wanted = query.get("path");
  const all = Object.entries(paths);
  const shown = wanted === null ? undefined : all.find(([path]) => path === wanted);
  if (shown) return pathPage(context, version, shown);
  return {
    title: t.api.title,
    body: html`<h1>${t.api.title}</h1>
      <p class="lead">${t.api.intro}</p>
      <ul class="inline">
        <li><a href="/${version}/openapi.json">${t.api.document} (${version.toUpperCase()}, JSON)</a></li>
        <li><a href="/openapi.json">${t.api.document} (R4, R5)</a></li>
        <li><a href="/schemas/${version}">${t.api.schemas}</a></li>
        <li>
          <a href="${to(context, "/openapi", { fhir: version === "r4" ? "r5" : "r4" })}"
            >FHIR ${version === "r4" ? "R5" : "R4"}</a
          >
        </li>
      </ul>
      <p class="quiet">${info.title} ${info.version}</p>
      ${tags.map((tag) =>
        section(
          context,
          version,
          tag,
          all.filter(([, item]) => item.get?.tags[0] === tag.name || item.post?.tags[0] === tag.name),
        ),
      )}`,
  };
}

type Item = [string, Awaited<ReturnType<typeof documentOf>>["paths"][string]];

function section(
  context: Context,
  version: FhirVersion,
  { name, description }: { name: string; description: string },
  items: readonly Item[],
): Html {
  if (items.length === 0) return nothing;
  return html`<h2>${name}</h2>
    <p>${description}</p>
    <ul>
      ${items.map(
        ([path, { get, post }]) =>
          html`<li>
            <a href="${to(context, "/openapi", { fhir: version, path })}"
              ><code>${`/${version}${path}`}</code></a
            >
            ${(get ?? post)?.summary}
          </li>`,
      )}
    </ul>`;
}

function pathPage(context: Context, version: FhirVersion, [path, item]: Item): Page {
  const { parameters = [], get, post, put, patch, delete: remove } = item;
  const methods = Object.entries({ GET: get, POST: post, PUT: put, PATCH: patch, DELETE: remove });
  const { t } = context;
  return {
    title: `${t.api.title}: ${path}`,
    body: html`<h1><code>${`/${version}${path}`}</code></h1>
      <p><a href="${to(context, "/openapi", { fhir: version })}">${t.api.title}</a></p>
      ${methods.map(([method, operation]) =>
        operation ? described(context, { version, path, method, operation }, parameters) : nothing,
      )}`,
  };
}

/** One thing that may be asked, by one method at one address. */
interface Call {
  version: FhirVersion;
  path: string;
  method: string;
  operation: OpenApiOperation;
}

function described(context: Context, call: Call, inPath: readonly OpenApiParameter[]): Html {
  const { t } = context;
  const { method, operation } = call;
  const all = [...inPath, ...(operation.parameters ?? [])];
  return html`<section>
    <h2>${method}: ${operation.summary}</h2>
    ${operation.description === undefined ? nothing : html`<p>${operation.description}</p>`}
    ${method === "GET" && inPath.length === 0 ? tryForms(context, call) : nothing}
    ${method === "GET" ? nothing : curl(context, call)}
    ${all.length === 0 ? nothing : parameterTable(context, `${t.api.parameters}: ${method}`, all)}
    <h3>${t.api.answers}</h3>
    <ul>
      ${Object.entries(operation.responses).map(
        ([status, response]) =>
          html`<li><code>${status}</code> ${(response as { description: string }).description}</li>`,
      )}
    </ul>
  </section>`;
}

const parameterTable = ({ t }: Context, caption: string, all: readonly OpenApiParameter[]): Html =>
  html`<h3>${t.api.parameters}</h3>
    ${table({
      caption,
      headings: [t.api.parameter, t.resource.type, t.resource.meaning],
      rows: all.map((p) => [
        html`<code>${p.name}</code>${p.required ? html` <small>${t.api.required}</small>` : nothing}`,
        typeOf(p.schema),
        data(p.description),
      ]),
    })}`;

function typeOf(schema: object): string {
  const { type, items, enum: values } = schema as { type?: string; items?: object; enum?: string[] };
  return values ? values.join(", ") : items ? `${typeOf(items)} …` : (type ?? "");
}

/** A form with what the first example fills in; the others are links. */
function tryForms(context: Context, { version, path, operation }: Call): Html {
  const { t } = context;
  const parameters = operation.parameters ?? [];
  const names = [...new Set(parameters.flatMap((p) => Object.keys(p.examples ?? {})))];
  const valueIn = (p: OpenApiParameter, name: string | undefined): string | undefined => {
    const value = name === undefined ? undefined : p.examples?.[name]?.value;
    return value === undefined ? undefined : String(value);
  };
  const used = parameters.filter((p) => Object.keys(p.examples ?? {}).length > 0 || p.required).slice(0, 6);
  const shown = used.length > 0 ? used : parameters.slice(0, 4);
  const address = (name: string): string =>
    to(context, `/${version}${path}`, Object.fromEntries(parameters.map((p) => [p.name, valueIn(p, name)])));
  return html`<h3>${t.api.try}</h3>
    <form class="search" action="${`/${version}${path}`}" method="get">
      ${shown.map((p) => field(p.name, p.name, { value: valueIn(p, names[0]) }))}
      ${hidden({ lang: context.lang })}
      <button>${t.api.send}</button>
    </form>
    ${
      names.length === 0
        ? nothing
        : html`<ul>
            ${names.map((name) => html`<li><a href="${address(name)}">${t.api.example}: ${name.replaceAll("-", " ")}</a></li>`)}
          </ul>`
    }`;
}

/** What stands for a body where there is no example of one, by its type. */
const BODIES: ReadonlyMap<string, string> = new Map([
  ["application/x-www-form-urlencoded", "url=…"],
  [JSON_PATCH, '[{"op": "replace", "path": "/title", "value": "…"}]'],
]);

/** A line to copy; with the first example as its body, if there is one. */
function curl({ base }: Context, { version, path, method, operation }: Call): Html {
  const { requestBody, security, parameters = [] } = operation;
  const [type = "", content] = Object.entries(requestBody?.content ?? {})[0] ?? [];
  const [example] = Object.values(content?.examples ?? {}) as { value: object }[];
  const body = example ? JSON.stringify(example.value) : (BODIES.get(type) ?? '{"resourceType": "…"}');
  // A change without an id is of what a search finds.
  const [criterion] = method === "POST" ? [] : parameters;
  const address = `${base}/${version}${path}${criterion ? `?${criterion.name}=…` : ""}`;
  const lines = [
    `curl ${method === "POST" ? "" : `--request ${method} `}'${address}'`,
    ...(security ? ["  --header 'Authorization: Bearer KEY'"] : []),
    ...(content ? [`  --header 'Content-Type: ${type}'`, `  --data '${body.replaceAll("'", `'\\''`)}'`] : []),
  ];
  return html`<pre
    class="copy"
    tabindex="0"
    aria-label="curl"
  ><code>${exact(lines.join(" \\\n"))}</code></pre>`;
}
