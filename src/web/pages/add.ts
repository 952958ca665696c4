/** The form by which files are added where writing is on, and again when something is wrong with what was sent. */
import type { Answer } from "../../http/fhir-request.ts";
import type { HttpSettings } from "../../http/settings.ts";
import type { Typed } from "../additions/sent.ts";
import { type Context, type Page, to } from "../context.ts";
import { type Html, html, nothing } from "../html.ts";
import type { Messages } from "../messages/index.ts";
import { type Choice, choice, field, lines } from "../parts/ask-form.ts";
import { issueList, issuesOf } from "./outcome.ts";

export type AddSettings = Pick<HttpSettings, "bodyLimit" | "keys">;

export const NOTHING_TYPED: Typed = { fields: {}, text: nothing };

/** Why the form is there again. */
type Failed = Answer & { typed: Typed };

export function addPage(context: Context, settings: AddSettings, failed?: Failed): Page {
  const { t, writes } = context;
  const body = writes
    ? html`<p class="lead">${t.addPage.intro}</p>
        ${addForm(context, settings, failed?.typed ?? NOTHING_TYPED)}`
    : html`<p class="note">${t.addPage.off}</p>`;
  if (!failed)
    return {
      title: t.addPage.title,
      body: html`<h1>${t.addPage.title}</h1>
        ${body}`,
    };
  return {
    title: `${t.outcome.severity.error}: ${t.addPage.title}`,
    status: failed.status,
    headers: failed.headers,
    body: html`<h1>${t.addPage.title}</h1>
      <div role="alert">${issueList(context, issuesOf(failed.resource))}</div>
      ${body}`,
  };
}

export function addForm(context: Context, settings: AddSettings, { fields, text }: Typed): Html {
  const { t } = context;
  const formats = t.addPage.formatTitles;
  return html`<form id="add" action="${to(context, "/add")}" method="post" enctype="multipart/form-data">
    ${field("file", t.addPage.file, { type: "file", multiple: true, hint: t.addPage.fileHint(settings.bodyLimit) })}
    <details ${text === nothing ? nothing : html`open`}>
      <summary>${t.addPage.paste}</summary>
      <label for="text">${t.addPage.text}</label>
      ${lines(10, text)}
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
  type Option = keyof typeof options;
  const text = (name: Option, hint?: string): Html =>
    field(name, options[name], { value: given[name], hint });
  const file = (name: Option, hint: string): Html => field(name, options[name], { type: "file", hint });
  const tick = (name: Option): Html =>
    html`<p>
      <label class="check"
        ><input type="checkbox" name="${name}" ${given[name] ? html`checked` : nothing} />
        ${options[name]}</label
      >
    </p>`;
  const choices = choicesIn(t).map(([name, of]) => choice(name, options[name], of, { value: given[name] }));
  const open = Object.values(given).some((value) => value !== "");
  return html`<details ${open ? html`open` : nothing}>
    <summary>${t.addPage.more}</summary>
    <div class="fields">
      ${choices} ${text("url", t.addPage.urlHint)} ${text("version")} ${text("title")} ${text("publisher")}
      ${text("copyright")} ${text("source", t.addPage.sourceHint)} ${text("columns", t.addPage.columnsHint)}
      ${text("sheet")} ${text("sourceSystem")} ${text("targetSystem")} ${text("noMap", t.addPage.noMapHint)}
      ${file("metadata", t.addPage.metadataHint)} ${file("curation", t.addPage.curationHint)}
    </div>
    ${tick("keepGoing")} ${tick("licensed")}
  </details>`;
}

/** The options of which one of a few is chosen; the first is what stands without a choice. */
function choicesIn({
  addPage,
  resource,
}: Messages): ["format" | "existing" | "fhirVersion" | "content", Choice[]][] {
  const recognised = { value: "", text: addPage.recognised };
  const formats = Object.entries(addPage.formatTitles).map(([value, text]) => ({ value, text }));
  const { complete, fragment } = resource.contentKind;
  return [
    ["format", [recognised, ...formats]],
    [
      "existing",
      [
        { value: "", text: addPage.stop },
        { value: "merge", text: addPage.merge },
        { value: "replace", text: addPage.replace },
      ],
    ],
    ["fhirVersion", [recognised, { value: "r4", text: "R4" }, { value: "r5", text: "R5" }]],
    ["content", [recognised, { value: "complete", text: complete }, { value: "fragment", text: fragment }]],
  ];
}
