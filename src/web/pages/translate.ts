/** Translate: one name or code by its address; a list or a sheet by the form below. */
import { type Context, type Page, quotedData, to } from "../context.ts";
import { type Html, html, nothing } from "../html.ts";
import { choice, field, hidden, lines } from "../parts/ask-form.ts";
import { questionOf } from "../sheets/translate-rows.ts";
import { type KnownSystem, loadedSystems, systemChoices } from "../systems.ts";
import { readTranslation } from "../translations.ts";
import { textOfIssues } from "./outcome.ts";
import { translationResult } from "./translation.ts";

/** Fields of the sheet's form, as they were sent. */
export interface SheetFields {
  text: string;
  /** As it goes back into its field. */
  textField: Html;
  separator: string;
  heading: boolean;
  column: string;
  system: string;
  target: string;
}

const EMPTY_SHEET: SheetFields = {
  text: "",
  textField: nothing,
  separator: "",
  heading: false,
  column: "",
  system: "",
  target: "",
};

export async function translatePage(context: Context, query: URLSearchParams): Promise<Page> {
  const { t } = context;
  const given = query.get("q")?.trim() ?? "";
  const system = query.get("system") || undefined;
  const targetSystem = query.get("target") || undefined;
  const systems = await loadedSystems(context);
  const forms = html`${oneForm(context, systems, { given, system, targetSystem })}
    <h2>${t.translation.many}</h2>
    ${sheetForm(context, systems, EMPTY_SHEET)}`;
  if (given === "")
    return {
      title: t.translation.title,
      body: html`<h1>${t.translation.title}</h1>
        ${forms}`,
    };
  const body = questionOf(given, { system, targetSystem });
  const answer = await context.ask("r5", "ConceptMap/$translate", {}, body);
  const title = t.translation.of(given);
  return {
    title,
    sent: { path: "ConceptMap/$translate", body: ownBody(context, body) },
    answer: answer.resource,
    body: html`<h1>${t.translation.of("")}${quotedData(context, given)}</h1>
      ${
        answer.status >= 400
          ? html`<p class="error">${textOfIssues(answer.resource)}</p>`
          : await translationResult(context, readTranslation(answer.resource))
      }
      ${forms}`,
  };
}

/** The same request in the words of the version that the page shows. */
function ownBody({ version }: Context, body: object): object {
  if (version === "r5") return body;
  const names: Record<string, string> = {
    sourceCoding: "coding",
    sourceCodeableConcept: "codeableConcept",
    targetSystem: "targetsystem",
  };
  const { parameter = [] } = body as { parameter?: { name: string }[] };
  return { ...body, parameter: parameter.map((p) => ({ ...p, name: names[p.name] ?? p.name })) };
}

/** One name or code, and between which systems it is to be translated. */
interface Asked {
  given: string;
  system: string | undefined;
  targetSystem: string | undefined;
}

function oneForm(
  context: Context,
  systems: readonly KnownSystem[],
  { given, system, targetSystem }: Asked,
): Html {
  const { t, lang } = context;
  return html`<h2>${t.translation.one}</h2>
    <form class="search" action="/translate" method="get">
      ${field("q", t.translation.label, { value: given, type: "search" })}
      ${choice("system", t.translation.system, systemChoices(t.translation.text, systems, system), { value: system })}
      ${choice("target", t.translation.target, systemChoices(t.translation.anyTarget, systems, targetSystem), { value: targetSystem })}
      ${hidden({ lang })}
      <button>${t.translation.button}</button>
    </form>`;
}

/** The list or sheet to send. `error` is said at the field and on top. */
export function sheetForm(
  context: Context,
  systems: readonly KnownSystem[],
  fields: SheetFields,
  error?: string,
): Html {
  const { t } = context;
  return html`<form
    id="sheet"
    action="${to(context, "/translate")}"
    method="post"
    enctype="multipart/form-data"
  >
    <div class="field">
      <label for="text">${t.translation.lines}</label>
      <p class="hint" id="text-hint">${t.translation.manyHint}</p>
      ${error === undefined ? nothing : html`<p class="error" id="text-error">${error}</p>`}
      ${lines(8, fields.textField, error === undefined ? html`aria-describedby="text-hint"` : html`aria-describedby="text-hint text-error" aria-invalid="true"`)}
    </div>
    ${field("file", t.translation.file, { type: "file", accept: ".csv,.tsv,.txt,.xlsx" })}
    <div class="fields">
      ${choice("system", t.translation.system, systemChoices(t.translation.text, systems, fields.system), { value: fields.system, id: "sheet-system" })}
      ${choice("target", t.translation.target, systemChoices(t.translation.anyTarget, systems, fields.target), { value: fields.target, id: "sheet-target" })}
    </div>
    <p><button>${t.translation.next}</button></p>
  </form>`;
}
