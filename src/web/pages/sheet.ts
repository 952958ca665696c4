/** A list or sheet that was sent: its first rows, to choose the column; then every row's outcome; or a file of it. */
import type { Request, Response } from "express";
import type { Load } from "../../http/load.ts";
import type { Log } from "../../http/log.ts";
import { shortened, TerminologyError } from "../../terminology/issues/issue.ts";
import { notATable } from "../../terminology/issues/tables.ts";
import type { Context, Page } from "../context.ts";
import { html, longExact, nothing } from "../html.ts";
import { sendFailure, sendPage } from "../send-page.ts";
import { downloads } from "../sheets/downloads.ts";
import { type Form, readForm } from "../sheets/read-form.ts";
import { readSheet, separatorFrom, type Sheet, sheetText } from "../sheets/sheet.ts";
import { OUTCOMES, translateRows } from "../sheets/translate-rows.ts";
import { type KnownSystem, loadedSystems } from "../systems.ts";
import { previewPage, resultPage } from "./sheet-result.ts";
import { type SheetFields, sheetForm } from "./translate.ts";

const MOST_ROWS = 5_000;
/** Characters of the text, which goes along with every page. */
const LONGEST = 4_000_000;

interface Site {
  settings: { bodyLimit: number };
  load: Load;
  log: Log;
}

export async function sheetAnswer(
  req: Request,
  res: Response,
  context: Context,
  { settings, load, log }: Site,
): Promise<void> {
  try {
    const form = await readForm(req, settings.bodyLimit, load);
    const made = await answerTo(context, form);
    if (context.work.isStopped) return;
    if ("body" in made && "name" in made) {
      res.set({
        "Content-Type": made.type,
        "Content-Disposition": `attachment; filename="${made.name}"`,
        "Cache-Control": "no-store",
        "X-Content-Type-Options": "nosniff",
      });
      return void res.end(made.body);
    }
    await sendPage(res, context, made);
  } catch (thrown) {
    await sendFailure(res, context, thrown, log);
  }
}

async function answerTo(context: Context, form: Form) {
  const { t } = context;
  const systems = await loadedSystems(context);
  const typed = fieldsOf(form);
  const file = await fromFile(form).catch((thrown: unknown) => {
    if (thrown instanceof TerminologyError) return t.translation.badFile(thrown.message);
    throw thrown;
  });
  const fields = { ...typed, ...(typeof file === "string" ? {} : file) };
  if (fields.text.length > LONGEST) return wrong(context, systems, typed, t.translation.tooLong(LONGEST));
  fields.textField = await longExact(fields.text);
  if (typeof file === "string") return wrong(context, systems, fields, file);
  const sheet = await readSheet(fields.text, separatorFrom(fields.separator));
  if (sheet.rows.length === 0) return wrong(context, systems, fields, t.translation.empty);
  // A table may have a heading, until it is said whether it has.
  const isTable = (fields.column === "" || form.text("preview") !== "") && sheet.width > 1;
  if (sheet.rows.length > MOST_ROWS + (fields.heading || isTable ? 1 : 0))
    return wrong(context, systems, fields, t.translation.tooMany(MOST_ROWS));
  if (isTable) return previewPage(context, systems, fields, sheet);
  const column = Number(fields.column === "" ? "0" : fields.column);
  if (!Number.isInteger(column) || column < 0 || column >= sheet.width)
    return wrong(context, systems, fields, t.translation.noColumn(shortened(fields.column)));
  return translated(context, form, { ...fields, column: String(column) }, sheet);
}

async function translated(context: Context, form: Form, fields: SheetFields, sheet: Sheet) {
  const { rows, width, delimiter } = sheet;
  const column = Number(fields.column);
  const heading = fields.heading
    ? rows[0]!
    : Array.from({ length: width }, (_, i) => (width === 1 ? "given" : `column_${i + 1}`));
  const system = fields.system || undefined;
  const done = await translateRows(context, fields.heading ? rows.slice(1) : rows, column, {
    system,
    targetSystem: fields.target || undefined,
  });
  const write = downloads.get(form.text("download"));
  const date = new Date().toISOString().slice(0, 10);
  if (write) return write({ heading, rows: done, width, delimiter, system, date });
  const wanted = form.text("outcome");
  const outcome = OUTCOMES.find((o) => o === wanted);
  return resultPage(
    context,
    fields,
    { delimiter, rows: done },
    { outcome, page: Number(form.text("page")) || 1 },
  );
}

const fieldsOf = (form: Form): SheetFields => ({
  // A form's line ends are those of the network, whatever was typed.
  text: form.text("text"),
  textField: nothing,
  separator: form.text("separator"),
  heading: form.text("heading") === "on",
  column: form.text("column"),
  system: form.text("system"),
  target: form.text("target"),
});

/** What goes before what was typed, where a file was chosen. */
async function fromFile(form: Form): Promise<Partial<SheetFields>> {
  const [file] = form.files("file");
  if (!file) return {};
  if (/\.xlsx$/i.test(file.name) || file.bytes.subarray(0, 2).toString("latin1") === "PK") {
    const { readAside } = await import("../sheets/workbook-thread.ts");
    return { text: sheetText(await readAside(file.bytes, file.name)), separator: "," };
  }
  const text = decoded(file.bytes);
  if (text.includes("\0")) throw new TerminologyError(notATable());
  return { text };
}

/** UTF-8, or UTF-16 where a mark says so; anything else is what Windows in the west writes. */
function decoded(bytes: Buffer): string {
  const mark = bytes.subarray(0, 2).toString("hex");
  if (mark === "fffe") return new TextDecoder("utf-16le").decode(bytes);
  if (mark === "feff") return new TextDecoder("utf-16be").decode(bytes);
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder("windows-1252").decode(bytes);
  }
}

/** The form again, with what is wrong on top and at the field. */
function wrong(context: Context, systems: readonly KnownSystem[], fields: SheetFields, error: string): Page {
  const { t } = context;
  // A browser sends no file twice: where its text is not in the form either, there is nothing to ask again.
  const isInForm = fields.text !== "" && fields.textField !== nothing;
  return {
    title: `${t.outcome.severity.error}: ${t.translation.title}`,
    status: 400,
    ...(isInForm && { again: { form: "sheet", name: "column", value: fields.column } }),
    body: html`<h1>${t.translation.title}</h1>
      <div class="error" role="alert">
        <p><a href="#text">${error}</a></p>
      </div>
      ${sheetForm(context, systems, fields, error)}`,
  };
}
