/** A translated sheet as a file: CSV, CSV that spreadsheets can open without harm, XLSX, SSSOM, ConceptMap. */
import type { Coding, ConceptMap, Mapping, Property } from "../../terminology/model.ts";
import { systemTable } from "../../terminology/resolve/known-systems.ts";
import { CONDITION_NAMES } from "../../terminology/resolve/names.ts";
import { withoutUndefined } from "../../terminology/util/without-undefined.ts";
import type { Statement } from "../translations.ts";
import { forSpreadsheets, resultTable } from "./columns.ts";
import { sheetText } from "./sheet.ts";
import type { TranslatedRow } from "./translate-rows.ts";

interface Translated {
  heading: readonly string[];
  rows: readonly TranslatedRow[];
  width: number;
  delimiter: string | undefined;
  /** The code system of the values; absent: they are names. */
  system: string | undefined;
  /** FHIR date. */
  date: string;
}

interface Download {
  name: string;
  type: string;
  body: string | Buffer;
}

type Write = (translated: Translated) => Promise<Download> | Download;

export const downloads: ReadonlyMap<string, Write> = new Map<string, Write>([
  ["csv", (t) => csv(t, "translation.csv", (rows) => rows)],
  ["spreadsheet", (t) => csv(t, "translation-for-spreadsheets.csv", forSpreadsheets)],
  ["xlsx", xlsx],
  ["sssom", sssom],
  [
    "conceptmap",
    (t) => ({
      name: "translation.ConceptMap.json",
      type: "application/fhir+json",
      body: JSON.stringify(conceptMap(t), null, 2),
    }),
  ],
]);

const tableOf = ({ heading, rows, width }: Translated): string[][] => resultTable(heading, rows, width);

/** With the sign between cells that the sheet came with, and a mark by which spreadsheets know UTF-8. */
function csv(t: Translated, name: string, safe: (rows: string[][]) => string[][]): Download {
  const text = sheetText(safe(tableOf(t)), t.delimiter ?? ",");
  return { name, type: "text/csv; charset=utf-8", body: `\ufeff${text}` };
}

/** Every cell is text: no formula, no number without its zeros. */
async function xlsx(t: Translated): Promise<Download> {
  const { default: write } = await import("write-excel-file/node");
  const cells = tableOf(t).map((row) =>
    row.map((value) => (value === "" ? null : { value: harmless(value), type: String })),
  );
  return {
    name: "translation.xlsx",
    type: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    body: await write(cells).toBuffer(),
  };
}

// Characters that XML has no way to write.
// eslint-disable-next-line no-control-regex
const UNWRITABLE = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g;
/** Of a cell, in characters; a workbook takes no more. */
const LONGEST = 32_767;

const harmless = (text: string): string => text.replace(UNWRITABLE, "\ufffd").slice(0, LONGEST);

async function sssom(t: Translated): Promise<Download> {
  const { exportSssom } = await import("../../importers/sssom/export.ts");
  const header = headerOf(t);
  const { text } = await exportSssom(header, () => mappingsOf(t), systemTable);
  const parts: string[] = [];
  for await (const part of text) parts.push(part);
  return {
    name: "translation.sssom.tsv",
    type: "text/tab-separated-values; charset=utf-8",
    body: parts.join(""),
  };
}

const headerOf = ({ date }: Translated): ConceptMap => ({
  resourceType: "ConceptMap",
  url: `https://w3id.org/ossicle/translation/${date}`,
  status: "draft",
  date,
  title: "Translation of a sheet",
});

function* mappingsOf({ rows, system }: Translated): Generator<Mapping> {
  const seen = new Set<string>();
  for (const { given, statements } of rows) {
    if (given.trim() === "" || seen.has(given)) continue;
    seen.add(given);
    const source: Coding = { system: system ?? CONDITION_NAMES, code: given };
    if (statements.length === 0) yield { ...EMPTY, source, noMap: true };
    for (const statement of statements) yield mappingOf(source, statement);
  }
}

const EMPTY = { dependsOn: [], product: [], properties: [] };

function mappingOf(
  source: Coding,
  { target, relationship, comment, warnings, conditions, evidence, map }: Statement,
): Mapping {
  const properties: Property[] = [...evidence].map(([code, value]) => ({ code, type: "string", value }));
  if (map !== undefined) properties.push({ code: "mapping_source", type: "string", value: map });
  const remarks = [comment, ...warnings, ...conditions.map((c) => `Only if ${c}.`)].filter(
    (r) => r !== undefined,
  );
  return {
    ...EMPTY,
    source,
    target,
    relationship,
    comment: remarks.length > 0 ? remarks.join(" ") : undefined,
    properties: properties.filter(({ code }) => code !== "order"),
  };
}

/** R5, with one group a pair of systems. */
function conceptMap(t: Translated): object {
  const groups = Map.groupBy(mappingsOf(t), ({ target }) => target?.system ?? "");
  return {
    ...headerOf(t),
    group: [...groups].map(([target, mappings]) => ({
      ...withoutUndefined({ source: t.system, target: target || undefined }),
      element: [...Map.groupBy(mappings, ({ source }) => source.code!)].map(([code, all]) =>
        element(code, all),
      ),
    })),
  };
}

function element(code: string, mappings: readonly Mapping[]): object {
  if (mappings.every(({ noMap }) => noMap)) return { code, noMap: true };
  return {
    code,
    target: mappings.map(({ target, relationship, comment }) =>
      withoutUndefined({ code: target?.code, display: target?.display, relationship, comment }),
    ),
  };
}
