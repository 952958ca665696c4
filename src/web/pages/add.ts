/**
 * Adding a resource where writing is on: what it is, whether it is valid, and what is there already; then, confirmed,
 * it is written. The key goes along with the one request and is kept nowhere.
 */
import { operationOutcome } from "../../fhir/operation-outcome.ts";
import type { Answer } from "../../http/fhir-request.ts";
import { to, type Context, type Page } from "../context.ts";
import { data, exact, html, type Html } from "../html.ts";
import { choice, field, hidden } from "../parts/ask-form.ts";
import { fileField, textField } from "../sheets/read-form.ts";
import { issueList, issuesOf } from "./outcome.ts";

export interface Sent {
  text: string;
  key: string;
  version: "r4" | "r5";
  confirmed: boolean;
}

export async function sentIn(form: FormData): Promise<Sent> {
  const file = await fileField(form, "file");
  return {
    text: file ? file.bytes.toString("utf8") : textField(form, "text"),
    key: textField(form, "key"),
    version: textField(form, "version") === "r5" ? "r5" : "r4",
    confirmed: textField(form, "confirmed") === "yes",
  };
}

export function addPage(context: Context): Page {
  const { t, writes } = context;
  return {
    title: t.addPage.title,
    body: html`<h1>${t.addPage.title}</h1>
      ${
        writes
          ? html`<p class="lead">${t.addPage.intro}</p>
              ${addForm(context, { text: "", key: "", version: "r4", confirmed: false })}`
          : html`<p class="note">${t.addPage.off}</p>`
      }`,
  };
}

/** Writes what is confirmed, as a PUT to its id by any client; or says what that would do. */
export type Write = (version: "r4" | "r5", path: string, key: string, resource: object) => Promise<Answer>;

export async function addedPage(context: Context, sent: Sent, write: Write): Promise<Page> {
  const { t } = context;
  const resource = parsed(sent.text);
  const { resourceType, id } = (resource ?? {}) as { resourceType?: unknown; id?: unknown };
  if (typeof resourceType !== "string" || typeof id !== "string")
    return again(context, sent, html`<p class="error">${t.addPage.noResource}</p>`);
  const path = `${resourceType}/${encodeURIComponent(id)}`;
  if (sent.confirmed) {
    const { status, resource: answer } = await write(sent.version, path, sent.key, resource!);
    if (status >= 400) return again(context, sent, issueList(context, issuesOf(answer)), status);
    return {
      title: t.addPage.written,
      body: html`<h1>${t.addPage.written}</h1>
        <p><a href="${to(context, `/${sent.version}/${path}`)}">${data(path)}</a></p>`,
    };
  }
  const { validateResource } = await import("../../fhir/validation/validation.ts");
  const faults = await validateResource(resource!, sent.version);
  if (faults.length > 0)
    return again(context, sent, issueList(context, issuesOf(operationOutcome(faults))), 422);
  const there = await context.ask(sent.version, path, { _summary: "true" });
  return {
    title: t.addPage.checked,
    body: html`<h1>${t.addPage.checked}</h1>
      <p>${data(path)}: ${there.status === 200 ? t.addPage.updates : t.addPage.creates}</p>
      <form action="${to(context, "/add")}" method="post" enctype="multipart/form-data">
        ${hidden({ version: sent.version, confirmed: "yes" })}
        <textarea name="text" hidden aria-label="${t.addPage.text}">${exact(sent.text)}</textarea>
        ${field("key", t.addPage.key, { type: "password", hint: t.addPage.keyHint, required: true })}
        <p><button>${t.addPage.confirm}</button></p>
      </form>`,
  };
}

function parsed(text: string): object | undefined {
  try {
    const value: unknown = JSON.parse(text.replace(/^\ufeff/, ""));
    return typeof value === "object" && value !== null ? value : undefined;
  } catch {
    return undefined;
  }
}

function again(context: Context, sent: Sent, said: Html, status = 400): Page {
  const { t } = context;
  return {
    title: `${t.outcome.severity.error ?? ""}: ${t.addPage.title}`,
    status,
    body: html`<h1>${t.addPage.title}</h1>
      <div role="alert">${said}</div>
      ${addForm(context, sent)}`,
  };
}

function addForm(context: Context, { text, version }: Sent): Html {
  const { t } = context;
  return html`<form action="${to(context, "/add")}" method="post" enctype="multipart/form-data">
    <label for="text">${t.addPage.text}</label>
    <textarea id="text" name="text" rows="12" spellcheck="false">${exact(text)}</textarea>
    ${field("file", t.addPage.file, { type: "file", accept: ".json" })}
    ${choice(
      "version",
      "FHIR",
      [
        { value: "r4", text: "R4" },
        { value: "r5", text: "R5" },
      ],
      version,
    )}
    <p><button>${t.addPage.check}</button></p>
  </form>`;
}
