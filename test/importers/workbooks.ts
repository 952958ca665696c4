/** Workbooks for tests, as Excel writes them in what matters here. */
import { crc32, deflateRawSync } from "node:zlib";

/** Text, or a number as it is stored with the format that shows it. */
export type Cell = string | { stored: string; format?: number; type?: string };

const MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
const OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const PACKAGE = "http://schemas.openxmlformats.org/package/2006";
const head = `<?xml version="1.0" encoding="UTF-8"?>`;

/** `formats`: codes of number formats; a cell's `format` counts in them from 1, 0 is General. `hidden`: names of sheets. */
export function book(
  sheets: Record<string, Cell[][]>,
  {
    formats = [],
    merged = [],
    hidden = [],
  }: { formats?: string[]; merged?: string[]; hidden?: string[] } = {},
): Buffer {
  const written = Object.values(sheets).map((rows) => sheet(rowsOf(rows), merged));
  return packed(Object.keys(sheets), written, formats, hidden);
}

/** With one sheet, of these rows as they are in XML. */
export const bookOf = (rows: string): Buffer => packed(["S"], [sheet(rows, [])], []);

function packed(
  names: readonly string[],
  sheets: readonly string[],
  formats: readonly string[],
  hidden: readonly string[] = [],
): Buffer {
  return zip({
    "[Content_Types].xml": `${head}<Types xmlns="${PACKAGE}/content-types"/>`,
    "xl/workbook.xml": `${head}<workbook xmlns="${MAIN}" xmlns:r="${OFFICE}"><sheets>${names
      .map(
        (name, i) =>
          `<sheet name="${name}" sheetId="${i + 1}"${hidden.includes(name) ? ` state="hidden"` : ""} r:id="rId${i + 1}"/>`,
      )
      .join("")}</sheets></workbook>`,
    "xl/_rels/workbook.xml.rels": `${head}<Relationships xmlns="${PACKAGE}/relationships">${names
      .map(
        (_, i) =>
          `<Relationship Id="rId${i + 1}" Type="${OFFICE}/worksheet" Target="worksheets/sheet${i + 1}.xml"/>`,
      )
      .join("")}<Relationship Id="styles" Type="${OFFICE}/styles" Target="styles.xml"/></Relationships>`,
    "xl/styles.xml": styles(formats),
    ...Object.fromEntries(sheets.map((text, i) => [`xl/worksheets/sheet${i + 1}.xml`, text])),
  });
}

const styles = (formats: readonly string[]): string =>
  `${head}<styleSheet xmlns="${MAIN}"><numFmts count="${formats.length}">${formats
    .map((code, i) => `<numFmt numFmtId="${200 + i}" formatCode="${code}"/>`)
    .join(
      "",
    )}</numFmts><cellStyleXfs count="1"><xf numFmtId="14"/></cellStyleXfs><cellXfs><xf numFmtId="0"/>${formats
    .map((_, i) => `<xf numFmtId="${200 + i}" applyNumberFormat="1"/>`)
    .join("")}</cellXfs></styleSheet>`;

const rowsOf = (rows: readonly Cell[][]): string =>
  rows
    .map(
      (cells, r) =>
        `<row r="${r + 1}">${cells.map((c, i) => cell(`${"ABCDE"[i]}${r + 1}`, c)).join("")}</row>`,
    )
    .join("");

const sheet = (rows: string, merged: readonly string[]): string =>
  `${head}<worksheet xmlns="${MAIN}"><sheetData>${rows}</sheetData>${merged.length > 0 ? `<mergeCells>${merged.map((ref) => `<mergeCell ref="${ref}"/>`).join("")}</mergeCells>` : ""}</worksheet>`;

function cell(at: string, value: Cell): string {
  if (typeof value === "object") {
    const { stored, format = 0, type = "n" } = value;
    return `<c r="${at}" s="${format}" t="${type}"><v>${stored}</v></c>`;
  }
  if (value === "") return "";
  return /^[\d.]+$/.test(value)
    ? `<c r="${at}"><v>${value}</v></c>`
    : `<c r="${at}" t="inlineStr"><is><t>${value}</t></is></c>`;
}

/** A zip file whose entries are stored as they are, or packed. */
export function zip(entries: Record<string, string>, isPacked = false): Buffer {
  const parts: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const [name, text] of Object.entries(entries)) {
    const plain = Buffer.from(text);
    const data = isPacked ? deflateRawSync(plain) : plain;
    const fields = Buffer.alloc(26);
    fields.writeUInt16LE(isPacked ? 8 : 0, 4);
    fields.writeUInt32LE(crc32(plain), 10);
    fields.writeUInt32LE(data.length, 14);
    fields.writeUInt32LE(plain.length, 18);
    fields.writeUInt16LE(Buffer.byteLength(name), 22);
    const local = Buffer.concat([Buffer.from("PK\u0003\u0004"), fields, Buffer.from(name), data]);
    const tail = Buffer.alloc(14);
    tail.writeUInt32LE(offset, 10);
    directory.push(
      Buffer.concat([Buffer.from("PK\u0001\u0002\u0014\u0000"), fields, tail, Buffer.from(name)]),
    );
    parts.push(local);
    offset += local.length;
  }
  const central = Buffer.concat(directory);
  const end = Buffer.alloc(22);
  end.write("PK\u0005\u0006", "latin1");
  end.writeUInt16LE(directory.length, 8);
  end.writeUInt16LE(directory.length, 10);
  end.writeUInt32LE(central.length, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...parts, central, end]);
}
