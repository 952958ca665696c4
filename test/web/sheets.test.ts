import { parse } from "csv-parse/sync";
import readXlsx from "read-excel-file/node";
import { describe, expect, test } from "vitest";
import writeXlsx from "write-excel-file/node";
import type { Resource } from "../../src/terminology/model.ts";
import { readSheet, separatorFrom, sheetText } from "../../src/web/sheets/sheet.ts";
import { book, zip } from "../importers/workbooks.ts";
import { formOf, GC, POH, webServer } from "./support.ts";

const server = webServer();

const textOf = (html: string): string => html.replace(/<[^>]+>/g, " ").replace(/\s+/g, " ");

async function download(kind: string, fields: Record<string, string | File>): Promise<Buffer> {
  const response = await fetch(`${server.url}/translate`, formOf({ download: kind, ...fields }));
  expect(response.status).toBe(200);
  expect(response.headers.get("content-disposition")).toContain("attachment");
  return Buffer.from(await response.arrayBuffer());
}

const csv = async (
  fields: Record<string, string | File>,
  kind = "csv",
  delimiter = ";",
): Promise<string[][]> => parse(await download(kind, fields), { bom: true, delimiter });

describe("a list that is pasted", () => {
  const lines = "Osteoma cutis\nOMIM:166350\nno such thing\n\nProgressive osseous heteroplasia\n";

  test("is answered line by line, with counts", async () => {
    const { status, html } = await server.page("/translate", formOf({ text: lines }));
    expect(status).toBe(200);
    const text = textOf(html);
    expect(text).toContain("May be applied: 2");
    expect(text).toContain("Look first: 1");
    expect(text).toContain("No match: 1");
    expect(text).toContain("Not understood: 1");
  });

  test("can be narrowed to one outcome", async () => {
    const { html } = await server.page("/translate", formOf({ text: lines, outcome: "look" }));
    const body = /<tbody>([\s\S]*?)<\/tbody>/.exec(html)![1]!;
    expect(body.match(/<tr>/g)).toHaveLength(1);
    expect(body).toContain("Osteoma cutis");
  });

  test("has the code only where nobody needs to look", async () => {
    const [heading, ...rows] = await csv({ text: lines, separator: "none" }, "csv", ",");
    const column = (name: string) => heading!.indexOf(name);
    expect(rows).toHaveLength(5);
    expect(rows.map((row) => row[column("code")])).toEqual(["", POH, "", "", POH]);
    expect(rows[0]![column("candidate_code")]).toBe(POH);
    expect(rows[0]![column("candidate_relation")]).toBe("source-is-broader-than-target");
    expect(rows[0]![column("candidate_warning")]).toContain("Confirm POH before use");
    expect(rows[1]![column("system")]).toBe(GC);
  });
});

describe("a code of which two maps say the same", () => {
  const map = (id: string, target: object): Resource => ({
    resourceType: "ConceptMap",
    id,
    url: `http://example.org/${id}`,
    status: "active",
    group: [
      {
        source: "http://example.org/sources",
        target: "http://example.org/targets",
        element: [{ code: "a", target: [{ code: "b", relationship: "equivalent", ...target }] }],
      },
    ],
  });
  const conditional = { dependsOn: [{ attribute: "laterality", valueCode: "left" }] };
  const server = webServer([map("always", {}), map("sometimes", conditional)]);

  test("is not for a machine where one of them asks for a look", async () => {
    const fields = { text: "a", separator: "none", system: "http://example.org/sources" };
    const { html } = await server.page("/translate", formOf(fields));
    expect(textOf(html)).toContain("Look first: 1");
  });
});

describe("what was sent comes back in the form", () => {
  /** As a browser reads it. */
  const textIn = (html: string): string =>
    /<textarea[^>]*name="text"[^>]*>(?:\r?\n)?([^<]*)<\/textarea>/.exec(html)![1]!;

  test("with an empty first line, which a heading may be", async () => {
    const text = "\nOsteoma cutis\nPOH\n";
    const { html } = await server.page("/translate", formOf({ text, separator: "none", column: "0" }));
    expect(textIn(html).replaceAll("\r", "")).toBe(text);
    const table = await server.page("/translate", formOf({ text: "\na,b\nc,d\n" }));
    expect(textIn(table.html).replaceAll("\r", "")).toBe("\na,b\nc,d\n");
  });

  test("where the file beside it can't be read, with what was chosen", async () => {
    const file = new File([new Uint8Array([80, 75, 3, 4, 0])], "broken.xlsx");
    const { status, html } = await server.page("/translate", formOf({ text: "POH\n", file, target: GC }));
    expect(status).toBe(400);
    expect(textIn(html).trim()).toBe("POH");
    expect(html).toMatch(new RegExp(`<option value="${GC}" selected`));
  });
});

test("a name with a comma in it is not two cells", async () => {
  expect((await readSheet("Osseous heteroplasia, progressive", "")).rows).toEqual([
    ["Osseous heteroplasia, progressive"],
  ]);
  expect((await readSheet("a, b\nc", "")).rows).toEqual([["a, b"], ["c"]]);
  expect((await readSheet("a,b\nc,d\n", "")).rows).toEqual([
    ["a", "b"],
    ["c", "d"],
  ]);
});

test.each(['"', "ab", "constructor"])("a form's %s is no separator, and leaves it to the text", (word) => {
  expect(separatorFrom(word)).toBe("");
  expect(separatorFrom(";")).toBe(";");
});

test("of a text without an end no more is read than can be taken", async () => {
  expect((await readSheet("a,b\n".repeat(2_000_000), ",")).rows).toHaveLength(20_000);
  expect((await readSheet("a\n".repeat(2_000_000), "none")).rows).toHaveLength(20_000);
  await expect(readSheet(`a,b\n${",".repeat(9_000_000)}`, ",")).rejects.toThrow(
    "longer than 100000 characters",
  );
});

test("a quotation mark that is never closed loses no row", async () => {
  expect((await readSheet('a;b\n"c;d\ne;f', ";")).rows).toEqual([
    ["a", "b"],
    ['"c', "d"],
    ["e", "f"],
  ]);
});

describe("a sheet of 1,000 rows with what spreadsheets spoil", () => {
  const names = ["Osteoma cutis", "POH", '"quoted" name', "166350", "", "=1+1", "OMIM:166350"];
  const rows = Array.from({ length: 1_000 }, (_, i) => [
    `0${String(i).padStart(4, "0")}`,
    i % 3 ? "1E5" : "00123",
    names[i % names.length]!,
    i % 5 ? "a; b" : "line\nbreak",
  ]);
  const heading = ["code", "number", "name", "rest;of it"];
  const file = new File([`\ufeff${sheetText([heading, ...rows], ";")}`], "list.csv", { type: "text/csv" });
  const chosen = { file, separator: ";", heading: "on", column: "2" };

  test("comes back with every row, column and string in its place", async () => {
    const [first, ...others] = await csv(chosen);
    expect(first!.slice(0, 4)).toEqual(heading);
    // The sheet has a column of that name already.
    expect(first).toContain("code_2");
    expect(others.map((row) => row.slice(0, 4))).toEqual(rows);
  });

  test("is shown first, to choose the column", async () => {
    const { html } = await server.page("/translate", formOf({ file, separator: "", column: "" }));
    expect(html).toContain("Column with the names or codes");
    expect(html).toMatch(/<option value="2"\s*>\s*name\s*<\/option>/);
  });

  test("can be had so that no spreadsheet runs a cell", async () => {
    const safe = await csv(chosen, "spreadsheet");
    expect(safe.flat().filter((cell) => /^[=+\-@\t]/.test(cell))).toEqual([]);
    expect(safe[6]![2]).toBe("'=1+1");
  });

  test("comes back as a workbook whose cells are all text", async () => {
    const [sheet] = await readXlsx(await download("xlsx", chosen));
    expect(sheet!.data).toHaveLength(1_001);
    expect(sheet!.data[1]!.slice(0, 3)).toEqual(["00000", "00123", "Osteoma cutis"]);
    expect(sheet!.data[6]![2]).toBe("=1+1");
  });

  test("can be a workbook itself", async () => {
    const cells = [heading, ...rows.slice(0, 20)].map((row) => row.map((value) => ({ value, type: String })));
    const workbook = new File([new Uint8Array(await writeXlsx(cells).toBuffer())], "list.xlsx");
    const [first, ...others] = await csv({ ...chosen, file: workbook }, "csv", ",");
    expect(first!.slice(0, 4)).toEqual(heading);
    expect(others.map((row) => row[1])).toEqual(rows.slice(0, 20).map((row) => row[1]));
  });

  test("has truth values in a workbook as an import reads them", async () => {
    const sheet = book({ List: [[{ stored: "1", type: "b" }], [{ stored: "0", type: "b" }]] });
    const file = new File([new Uint8Array(sheet)], "list.xlsx");
    const [, ...others] = await csv({ file }, "csv", ",");
    expect(others.map(([cell]) => cell)).toEqual(["TRUE", "FALSE"]);
  });

  test("has the errors of a workbook as they are shown, so that no row is lost", async () => {
    const sheet = book({ List: [["x"], [{ stored: "#N/A", type: "e" }], [{ stored: "#REF!", type: "e" }]] });
    const [, ...others] = await csv({ file: new File([new Uint8Array(sheet)], "list.xlsx") }, "csv", ",");
    expect(others.map(([cell]) => cell)).toEqual(["x", "#N/A", "#REF!"]);
  });

  test("is the first sheet that is seen", async () => {
    const sheet = book({ Old: [["a"], ["b"]], New: [["x"], ["y"]] }, { hidden: ["Old"] });
    const [, ...others] = await csv({ file: new File([new Uint8Array(sheet)], "list.xlsx") }, "csv", ",");
    expect(others.map(([cell]) => cell)).toEqual(["x", "y"]);
  });

  test("has nothing for a number that is no date in the format of one", async () => {
    const never = { stored: "99999999999999", format: 1 };
    const sheet = book({ List: [["x"], [never], ["y"]] }, { formats: ["yyyy"] });
    const [, ...others] = await csv({ file: new File([new Uint8Array(sheet)], "list.xlsx") }, "csv", ",");
    expect(others.map(([cell]) => cell)).toEqual(["x", "", "y"]);
  });

  test("becomes SSSOM and a ConceptMap with every statement", async () => {
    const sssom = (await download("sssom", chosen)).toString();
    expect(sssom).toMatch(/^#/);
    expect(sssom).toMatch(/Osteoma cutis\t.*narrowMatch/);
    const map = JSON.parse((await download("conceptmap", chosen)).toString()) as {
      group: { target?: string; element: { code: string; target?: { relationship: string }[] }[] }[];
    };
    const group = map.group.find(({ target }) => target === GC)!;
    const element = group.element.find(({ code }) => code === "Osteoma cutis")!;
    expect(element.target![0]!.relationship).toBe("source-is-broader-than-target");
  });
});

/** Some ten times smaller than what it unpacks to, as real ones are. */
function largeWorkbook(): Uint8Array<ArrayBuffer> {
  const rows = Array.from({ length: 400_000 }, (_, i) => `<row r="${i}"><c><v>${i * 7919}</v></c></row>`);
  const sheet = rows.join("").padEnd(24_000_000);
  return new Uint8Array(zip({ "xl/worksheets/sheet1.xml": sheet }, true));
}

test.each([
  ["nothing at all", {}, "There is nothing to translate"],
  ["too many characters", { text: `${"a".repeat(1_000)}\n`.repeat(4_000) }, "more than 4,000,000 characters"],
  ["too many lines", { text: "a\n".repeat(5_001) }, "more than 5,000 lines"],
  ["a column that is not there", { text: "a,b\nc,d", column: "7" }, "There is no column"],
  ["a column with a long name", { text: "a,b\nc,d", column: "x".repeat(9_000) }, `“${"x".repeat(77)}...”`],
  ["too many rows", { text: "n;x\n" + "a;b\n".repeat(5_001) }, "more than 5,000 lines"],
  ["a picture", { file: new File([new Uint8Array([137, 80, 78, 71, 0, 0, 1])], "x.csv") }, "can't be read"],
  ["what is no workbook", { file: new File(["PK nonsense"], "x.xlsx") }, "can't be read"],
  ["a workbook that unpacks to 24 MB", { file: new File([largeWorkbook()], "x.xlsx") }, "more than 20 MB"],
])("%s is answered with the form and what is wrong", async (_, fields, words) => {
  const { status, html } = await server.page("/translate", formOf(fields));
  expect(status).toBe(400);
  expect(html).toContain("<title>Error: ");
  expect(html.replaceAll("&#39;", "'")).toContain(words);
});

test("5,000 rows and their heading go the whole way", async () => {
  const text = `name;x\n${"Osteoma cutis;1\n".repeat(5_000)}`;
  const preview = await server.page("/translate", formOf({ text }));
  expect(preview.status).toBe(200);
  const done = await server.page(
    "/translate",
    formOf({ text, separator: ";", heading: "on", column: "0", download: "csv" }),
  );
  expect(done.html.trimEnd().split(/\r?\n/)).toHaveLength(5_001);
});

test("a line of more than 100,000 characters is no name", async () => {
  const { status, html } = await server.page("/translate", formOf({ text: "a".repeat(100_001) }));
  expect(status).toBe(413);
  expect(html).toContain("longer than 100000 characters");
});

test("of a long name the beginning is shown, and all of it comes back in its field", async () => {
  const name = `a&b<c>"${"x".repeat(60_000)}`;
  const { html } = await server.page("/translate", formOf({ text: `${name}\nOsteoma cutis` }));
  expect(html).toContain(`>a&amp;b&lt;c&gt;&quot;${"x".repeat(293)}…<`);
  expect(html.replaceAll("\r\n", "\n")).toContain(
    `>\na&amp;b&lt;c&gt;"${"x".repeat(60_000)}\nOsteoma cutis</textarea>`,
  );
});

test("a body that is no form, or is too large, is the sender's mistake", async () => {
  const odd = await server.page("/translate", {
    method: "POST",
    body: "{}",
    headers: { "Content-Type": "application/json" },
  });
  expect(odd.status).toBe(400);
  const large = await server.page("/translate", formOf({ text: "a".repeat(10_000_001) }));
  expect(large.status).toBe(413);
});
