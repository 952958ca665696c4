/** What files that were sent would do, to be confirmed; or what they have done; or why nothing was taken. */
import { isOdd, type Problem, type TableTaken } from "../../importers/import-job.ts";
import { type ImportedResource, NO_TARGET, type Sample } from "../../importers/imported-resource.ts";
import type { ImportRun } from "../../importers/run.ts";
import type { Coding } from "../../terminology/model.ts";
import { own } from "../../terminology/util/own.ts";
import type { Imported } from "../additions/import-sent.ts";
import { inForm } from "../additions/in-form.ts";
import {
  ASIDE_FIELDS,
  CARRIED,
  carriedField,
  carriedText,
  checksum,
  type Sent,
  type Typed,
} from "../additions/sent.ts";
import { type Context, fhirTo, type Page, to } from "../context.ts";
import { countResources } from "../find-resources.ts";
import { code, data, type Html, html, link, nothing } from "../html.ts";
import { field, hidden } from "../parts/ask-form.ts";
import { badge } from "../parts/badge.ts";
import { facts, table } from "../parts/table.ts";
import type { FormFile } from "../sheets/read-form.ts";
import { systemName } from "../system-name.ts";
import { addForm, type AddSettings, keyField } from "./add.ts";

/** More than a screen of anything is counted, not shown. */
const SHOWN = 100;

export async function addedPage(
  context: Context,
  sent: Sent,
  imported: Imported,
  settings: AddSettings,
  typed: Typed,
): Promise<Page> {
  const { t } = context;
  if (imported.kind === "refused") return refusedPage(context, typed, imported, settings);
  const { run } = imported;
  const title = run.dryRun ? t.addPage.checked : t.addPage.written;
  // A page that was written says what there is now, not what there was.
  const before = run.dryRun ? await statesOf(context, run.resources) : undefined;
  return {
    title,
    body: html`<h1>${title}</h1>
      <p class="lead">${total(context, run)}</p>
      ${run.dryRun ? confirmForm(context, sent, settings, await checksum(sent)) : nothing}
      ${resources(context, run.resources, before)} ${taken(context, run.tables)}
      ${run.resources.slice(0, 10).map((resource) => samples(context, resource))}
      ${problems(context, t.addPage.odd, run.notes.filter(isOdd))}
      ${problems(context, t.addPage.refused, run.refused, run.refusedCount)}
      ${problems(
        context,
        t.addPage.notes,
        run.notes.filter((note) => !isOdd(note)),
      )}
      ${leftOut(context, run)}`,
  };
}

function refusedPage(
  context: Context,
  typed: Typed,
  { problems: all, notice }: Extract<Imported, { kind: "refused" }>,
  settings: AddSettings,
): Page {
  const { t } = context;
  return {
    title: `${t.outcome.severity.error}: ${t.addPage.nothing}`,
    status: 422,
    body: html`<h1>${t.addPage.nothing}</h1>
      <div role="alert">
        ${problems(context, t.addPage.refused, all, Math.max(all.length, notice.refusedCount))}
      </div>
      ${problems(context, t.addPage.odd, notice.notes.filter(isOdd))} ${taken(context, notice.tables)}
      <h2>${t.addPage.again}</h2>
      ${addForm(context, settings, typed)}`,
  };
}

function total({ t }: Context, { dryRun, report }: ImportRun): Html {
  const types = Object.entries(report.written).map(
    ([type, count]) => `${t.number(count)} ${own(t.resource.kind, type) ?? type}`,
  );
  const say = dryRun ? t.addPage.wouldWrite : t.addPage.wrote;
  return html`${say(types.join(", "), t.number(report.concepts), t.number(report.mappings))}
  ${report.unchanged > 0 ? t.addPage.unchanged(report.unchanged) : nothing}`;
}

/** For each resource: is it there already? */
async function statesOf(
  context: Context,
  all: readonly ImportedResource[],
): Promise<ReadonlyMap<ImportedResource, boolean>> {
  const states = await Promise.all(
    all.slice(0, SHOWN).map(async (resource): Promise<[ImportedResource, boolean]> => {
      const { type, url, version } = resource;
      if (url === undefined) return [resource, false];
      const ofVersion = version === undefined ? { "version:missing": "true" } : { version };
      const count = await countResources(context, type, { url, ...ofVersion });
      return [resource, count !== undefined && count > 0];
    }),
  );
  return new Map(states);
}

function resources(
  context: Context,
  all: readonly ImportedResource[],
  before: ReadonlyMap<ImportedResource, boolean> | undefined,
): Html {
  const { t } = context;
  if (all.length === 0) return nothing;
  return html`<h2>${t.addPage.what}</h2>
    ${table({
      caption: t.addPage.what,
      headings: [
        t.resource.title,
        t.resource.type,
        t.resource.version,
        t.addPage.rows,
        t.resource.url,
        ...(before ? [t.addPage.state] : []),
      ],
      rows: all
        .slice(0, SHOWN)
        .map((r) => [
          link(
            before ? undefined : fhirTo(context, r.type, { url: r.url, version: r.version }),
            data(r.title ?? r.url ?? r.type),
          ),
          own(t.resource.kind, r.type) ?? r.type,
          data(r.version),
          t.number(r.rows),
          html`<span class="address">${data(r.url)}</span>`,
          ...(before
            ? [before.get(r) ? badge("look", t.addPage.updates) : badge("same", t.addPage.creates)]
            : []),
        ]),
    })}
    ${all.length > SHOWN ? html`<p>${t.addPage.andMore(all.length - SHOWN)}</p>` : nothing}`;
}

/** What a table was taken for, column by column. */
const taken = ({ t }: Context, tables: readonly TableTaken[]): Html =>
  html`${tables.slice(0, SHOWN).map(
    ({ file, becomes, columns }) =>
      html`<h2>${data(file)}: ${t.addPage.takenAs} ${becomes}</h2>
        ${table({
          caption: `${file}: ${t.addPage.columns}`,
          headings: [t.addPage.column, t.addPage.takenAs],
          rows: columns.map(({ name, as }) => [data(name), as]),
        })}`,
  )}${tables.length > SHOWN ? html`<p>${t.addPage.andMore(tables.length - SHOWN)}</p>` : nothing}`;

/** The first rows as they will answer: a mistake shows at a glance. */
function samples({ t }: Context, { samples: rows, title, url, relations }: ImportedResource): Html {
  if (rows.length === 0) return nothing;
  const name = title ?? url ?? "";
  const counts = Object.entries(relations);
  return html`<h2>${t.addPage.first(name)}</h2>
    ${counts.length === 0 ? nothing : facts(counts.map(([relation, count]) => [relationWords(t, relation), t.number(count)]))}
    <ul>
      ${rows.map((row) => html`<li>${sample(t, row)}</li>`)}
    </ul>`;
}

function sample(t: Context["t"], row: Sample): Html {
  if (row.kind === "concept")
    return html`${code(row.code)}
    ${data(row.display)}${
      row.under.length === 0 ? nothing : html` <small>${t.addPage.under} ${row.under.join(", ")}</small>`
    }${row.inactive ? html` ${badge("not", t.concept.inactive)}` : nothing}`;
  if (row.kind === "member")
    return html`${coding(row)}${row.excluded ? html` ${badge("not", t.resource.excludes)}` : nothing}`;
  const { source, relation, target, conditions } = row;
  return html`${coding(source)}
    <strong>${relationWords(t, relation)}</strong> ${target ? coding(target) : nothing}
    ${conditions.map((c) => t.concept.onlyIf(c)).join(" ")}`;
}

const relationWords = (t: Context["t"], relation: string): string =>
  relation === NO_TARGET ? t.resource.noTarget : (own(t.relationOfInput, relation) ?? relation);

const coding = (given: Coding): Html =>
  html`${code(given.code)} ${data(given.display)} <small>${systemName(given.system)}</small>`;

function problems(
  context: Context,
  title: string,
  list: readonly Problem[],
  count: number = list.length,
): Html {
  const { t } = context;
  if (count === 0) return nothing;
  return html`<h2>${title}: ${t.number(count)}</h2>
    ${table({
      caption: title,
      headings: [t.addPage.where, t.addPage.message],
      rows: list
        .slice(0, SHOWN)
        .map(({ location, issue }) => [
          html`${data(location.file)}${location.line === undefined ? nothing : html`, ${t.addPage.line(location.line)}`}
          ${location.path === undefined ? nothing : data(location.path)}`,
          html`${data(inForm(t, issue.text))}${
            issue.id === undefined
              ? nothing
              : html` <a href="${to(context, `/errors/${issue.id}`)}">${t.addPage.whatToDo}: ${issue.id}</a>`
          }`,
        ]),
    })}
    ${
      list.some(({ issue }) => issue.text.includes("--"))
        ? html`<p class="hint">${t.addPage.fieldsMeant(t.addPage.more)}</p>`
        : nothing
    }
    ${count > SHOWN ? html`<p>${t.addPage.andMore(count - SHOWN)}</p>` : nothing}`;
}

function leftOut({ t }: Context, run: ImportRun): Html {
  const entries = Object.entries(run.leftOut);
  if (entries.length === 0) return nothing;
  return html`<h2>${t.addPage.leftOut}</h2>
    ${facts(entries.map(([what, count]) => [data(inForm(t, what)), t.number(count)]))}`;
}

/** Sends the same files again; what was checked is what is written, or nothing is. */
function confirmForm(context: Context, sent: Sent, settings: AddSettings, checked: string): Html {
  const { t } = context;
  return html`<form id="add" action="${to(context, "/add")}" method="post" enctype="multipart/form-data">
    ${hidden(Object.fromEntries(Object.entries(sent.fields).filter(([, value]) => value !== "")))}
    ${hidden({ confirmed: "yes", checked })} ${carriedAside(sent)} ${sameFiles(context, sent.files)}
    ${keyField(context, settings)}
    <p><button>${t.addPage.confirm}</button> <a href="${to(context, "/add")}">${t.addPage.cancel}</a></p>
  </form>`;
}

/** Whatever their size: what is too long for them was refused when it was checked. */
const carriedAside = ({ aside }: Sent): Html =>
  html`${ASIDE_FIELDS.map((name) => (aside[name] ? hidden({ [carriedField(name)]: carriedText(aside[name]) }) : nothing))}`;

/** Larger ones are chosen again where no script keeps them. */
function sameFiles({ t }: Context, files: readonly FormFile[]): Html {
  const size = files.reduce((sum, { bytes }) => sum + bytes.length, 0);
  if (size > CARRIED)
    return field("file", t.addPage.sameFiles, { type: "file", multiple: true, required: true });
  return html`${files.map((file) => html`<input type="hidden" name="carried" value="${carriedText(file)}" />`)}`;
}
