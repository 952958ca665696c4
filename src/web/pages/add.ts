/** The form by which files are added where writing is on, and again when something is wrong with what was sent. */
import type { Answer } from "../../http/fhir-request.ts";
import type { HttpSettings } from "../../http/settings.ts";
import type { Sent } from "../additions/sent.ts";
import { to, type Context, type Page } from "../context.ts";
import { html, nothing, type Html } from "../html.ts";
import { choice, field, type Choice } from "../parts/ask-form.ts";
import { issueList, issuesOf } from "./outcome.ts";

export type AddSettings = Pick<HttpSettings, "bodyLimit" | "keys">;

/** Why the form is there again. */
type Failed = Answer & { sent?: Sent | undefined };

export function addPage(context: Context, settings: AddSettings, failed?: Failed): Page {
  const { t, writes } = context;
  const body = writes
    ? html`<p class="lead">${t.addPage.intro}</p>
        ${addForm(context, settings, failed?.sent?.fields ?? {})}`
    : html`<p class="note">${t.addPage.off}</p>`;
  if (!failed)
    return {
      title: t.addPage.title,
      body: html`<h1>${t.addPage.title}</h1>
        ${body}`,
    };
  return {
    title: `${t.outcome.severity.error ?? ""}: ${t.addPage.title}`,
    status: failed.status,
    headers: failed.headers,
    body: html`<h1>${t.addPage.title}</h1>
      <div role="alert">${issueList(context, issuesOf(failed.resource))}</div>
      ${body}`,
  };
}

export function addForm(
  context: Context,
  settings: AddSettings,
  fields: Readonly<Record<string, string>>,
): Html {
  const { t } = context;
  const formats = t.addPage.formatTitles;
  return html`<form id="add" action="${to(context, "/add")}" method="post" enctype="multipart/form-data">
    ${field("file", t.addPage.file, { type: "file", multiple: true, hint: t.addPage.fileHint(settings.bodyLimit) })}
    <details>
      <summary>${t.addPage.paste}</summary>
      <label for="text">${t.addPage.text}</label>
      <textarea id="text" name="text" rows="10" spellcheck="false"></textarea>
    </details>
    ${optionFields(context, fields)} ${keyField(context, settings)}
    <p><button>${t.addPage.check}</button></p>
    <p class="hint">${t.addPage.formats} ${Object.values(formats).join("; ")}.</p>
  </form>`;
}

/** Asked for with every step: it is in no page that this server sends. */
export const keyField = ({ t }: Context, { keys }: AddSettings): Html =>
  keys === undefined
    ? nothing
    : field("key", t.addPage.key, { type: "password", hint: t.addPage.keyHint, required: true });

function optionFields({ t }: Context, given: Readonly<Record<string, string>>): Html {
  const { options } = t.addPage;
  const text = (name: keyof typeof options, hint?: string): Html =>
    field(name, options[name], { value: given[name], hint });
  const file = (name: keyof typeof options, hint: string): Html =>
    field(name, options[name], { type: "file", hint });
  const tick = (name: keyof typeof options): Html =>
    html`<p>
      <label class="check"
        ><input type="checkbox" name="${name}" ${given[name] ? html`checked` : nothing} />
        ${options[name]}</label
      >
    </p>`;
  const one = (name: keyof typeof options, choices: readonly Choice[]): Html =>
    choice(name, options[name], choices, given[name]);
  const open = Object.values(given).some((value) => value !== "");
  return html`<details ${open ? html`open` : nothing}>
    <summary>${t.addPage.more}</summary>
    <div class="fields">
      ${one("format", [
        { value: "", text: t.addPage.recognised },
        ...Object.entries(t.addPage.formatTitles).map(([value, title]) => ({ value, text: title })),
      ])}
      ${one("existing", [
        { value: "", text: t.addPage.stop },
        { value: "merge", text: t.addPage.merge },
        { value: "replace", text: t.addPage.replace },
      ])}
      ${one("fhirVersion", [
        { value: "", text: t.addPage.recognised },
        { value: "r4", text: "R4" },
        { value: "r5", text: "R5" },
      ])}
      ${one("content", [
        { value: "", text: t.addPage.recognised },
        { value: "complete", text: t.resource.contentKind.complete ?? "" },
        { value: "fragment", text: t.resource.contentKind.fragment ?? "" },
      ])}
      ${text("url", t.addPage.urlHint)} ${text("version")} ${text("title")} ${text("publisher")}
      ${text("copyright")} ${text("source", t.addPage.sourceHint)} ${text("columns", t.addPage.columnsHint)}
      ${text("sheet")} ${text("sourceSystem")} ${text("targetSystem")} ${text("noMap", t.addPage.noMapHint)}
      ${file("metadata", t.addPage.metadataHint)} ${file("curation", t.addPage.curationHint)}
    </div>
    ${tick("keepGoing")} ${tick("licensed")}
  </details>`;
}
