/** What spreadsheets do to codes is named with its line, and never repaired. */
import { describe, expect, it } from "vitest";
import { file, imported, refusal, shown } from "../importing.ts";
import { book, type Cell } from "../workbooks.ts";

const URL = "https://example.org/codes";

const oddities = async (name: string, content: string | Buffer): Promise<string[]> => {
  const { run } = await imported(file(name, content), { url: URL });
  return run.notes.filter(({ issue }) => issue.severity === "warning").map(shown);
};

describe("in text", () => {
  it.each([
    "01-Feb",
    "Sep-01",
    "3-Jan",
    "1. Mrz",
    "2026-02-01 00:00:00",
    "01.02.2026",
    "1/2/26",
    "1E5",
    "2,5E3",
    "TRUE",
    "FALSCH",
    "5%",
    "71927100010001000",
    "A\u200b1",
    "A\u20131",
  ])("%s is named as odd, and kept as it stands", async (code) => {
    const odd = await oddities("odd.csv", `code,display\nA,a\n"${code}",b\n`);
    expect(odd).toHaveLength(1);
    expect(odd[0]).toMatch(/^odd\.csv:3: 'code': '.*' looks like .*kept as it stands$/);
  });

  it.each([
    "1.1.1",
    "M61.10",
    "1-2",
    "2345-7",
    "HP:0000006",
    "E11",
    "12E",
    "MAR",
    "1.2.276.0.76",
    "SEPT1",
    "100000",
  ])("%s is a code like any other", async (code) => {
    expect(await oddities("fine.csv", `code,display\n${code},b\n`)).toEqual([]);
  });

  it.each(['="0011"', "'0011", '"0011" '])(
    "%s, a code with the signs that keep its zeros, is named as odd",
    async (field) => {
      const odd = await oddities("signs.csv", `code,display\n=,equals\n'',arcsecond\n${field},b\n`);
      expect(odd).toHaveLength(1);
      expect(odd[0]).toContain(
        `signs.csv:4: 'code': '${field.trim()}' looks like a code with signs around it`,
      );
    },
  );

  it("what can't be told any more is refused", async () => {
    const path = file("gone.csv", "code,display\n1.23E+11,a\n#REF!,b\n#NAME?,c\n#BEZUG!,d\nK7,#N/A\n");
    expect((await refusal(path)).map((text) => text.slice(0, 26))).toEqual([
      "gone.csv:2: 'code': '1.23E",
      "gone.csv:3: 'code': '#REF!",
      "gone.csv:4: 'code': '#NAME",
      "gone.csv:5: 'code': '#BEZU",
    ]);
    const { run } = await imported(path, { url: URL, keepGoing: true });
    expect(run.notes.map(shown).join()).toContain(
      "gone.csv:6: 'display': '#N/A' is an error of a spreadsheet",
    );
  });

  it("codes that a program made numbers stand out, unless others have places behind the point", async () => {
    expect(await oddities("float.csv", "code,display\n109.0,a\n4567.0,b\nK7,c\n")).toHaveLength(2);
    expect(await oddities("places.csv", "code,display\n250.0,a\n250.1,b\n")).toEqual([]);
  });

  it("numbers that lost their zeros stand out among those that kept them", async () => {
    const odd = await oddities("zeros.csv", "code,display\n0000109,a\n0010733,b\n4567,c\n1234567,d\n");
    expect(odd).toEqual([
      "zeros.csv:4: 'code': '4567' is shorter than the 7 digits of the codes that begin with a zero: it may have lost zeros; kept as it stands",
    ]);
  });
});

describe("in a workbook", () => {
  const formats = ["0000000", "d-mmm", "0%", "0.00", "0.00E+00", "@", "[h]:mm"];
  const one = (stored: string, format: number, type = "n") =>
    book(
      {
        Codes: [
          ["Code", "Display"],
          [{ stored, format, type }, "was something else"],
          ["K7", "fine"],
        ],
      },
      { formats },
    );

  it.each([
    ["zeros that only the format shows", "109", 1, "'0000109' (format 0000000)"],
    ["a date", "46054", 2, "a date or time (format d-mmm)"],
    ["a percentage", "0.05", 3, "5%"],
    ["places behind the point", "1.1", 4, "'1.10' (format 0.00)"],
    ["an exponent", "123456", 5, "something else (format 0.00E+00)"],
    ["a time", "0.5", 7, "a date or time (format [h]:mm)"],
    [
      "digits behind the fifteenth",
      "7.1927100010001e+16",
      0,
      "71927100010001000: Excel keeps fifteen digits",
    ],
  ])("%s: the code can't be told", async (_, stored, format, said) => {
    const told = await refusal(file("cell.xlsx", one(stored, format)));
    expect(told).toHaveLength(1);
    expect(told[0]).toMatch(/^cell\.xlsx:2: 'Code': the workbook stores /);
    expect(told[0]).toContain(said);
  });

  it("a number that looks as it is stored is a code", async () => {
    const { run } = await imported(file("plain.xlsx", one("123456789012", 0)), { url: URL });
    expect(run.resources[0]!.samples[0]).toMatchObject({ code: "123456789012" });
    expect(run.notes.filter(({ issue }) => issue.severity === "warning")).toEqual([]);
  });

  it("an error and a truth value are seen as they are written", async () => {
    expect((await refusal(file("error.xlsx", one("#REF!", 0, "e"))))[0]).toContain("cell.xlsx".slice(4));
    const { run } = await imported(file("true.xlsx", one("1", 0, "b")), { url: URL });
    expect(run.notes.map(shown).join()).toContain("'TRUE' looks like a truth value");
  });

  it("errors in any cell are told, and those of codes stop the import", async () => {
    const error = (stored: string): Cell => ({ stored, type: "e" });
    const rows: Cell[][] = [
      ["Code", "Display"],
      ["A", error("#N/A")],
      ["B", "two"],
    ];
    const { run } = await imported(file("names.xlsx", book({ Codes: rows })), { url: URL });
    expect(run.notes.map(shown)).toContain(
      "names.xlsx:2: 'Display': '#N/A' is an error of a spreadsheet, kept as it stands",
    );
    const codes = file("codes.xlsx", book({ Codes: [...rows, [error("#REF!"), "three"]] }));
    expect(await refusal(codes)).toEqual([
      "codes.xlsx:4: 'Code': '#REF!' is what a spreadsheet left of a code; what stood there can't be told. Take it from the source again",
    ]);
    const last = file("last.xlsx", book({ Codes: [...rows, [error("#NAME?")]] }));
    expect((await refusal(last))[0]).toContain("last.xlsx:4: 'Code': '#NAME?' is what a spreadsheet left");
  });

  it("merged cells are named", async () => {
    const merged = book(
      {
        Codes: [
          ["Code", "Display"],
          ["A", "one name for two"],
          ["B", ""],
        ],
      },
      { merged: ["B2:B3"] },
    );
    const { run } = await imported(file("merged.xlsx", merged), { url: URL });
    expect(run.notes.map(shown)).toContain(
      "merged.xlsx:2: The cells B2:B3 are merged: only the first of them holds the value, the others are empty",
    );
  });
});

describe("a text file of a spreadsheet", () => {
  it("is read whichever sign stands between its fields", async () => {
    for (const content of [
      "sep=;\ncode;display\nA;one, or another\n",
      "Our list, of 2026, by us\ncode;display\nA;one, or another\nB;two\nC;three\n",
      "\ufeffcode\tdisplay\nA\tone, or another\n",
      "code|display\nA|one, or another\n",
    ]) {
      const { run } = await imported(file("sep.csv", content), { url: URL });
      expect(run.resources[0]!.samples[0], content).toMatchObject({ code: "A", display: "one, or another" });
    }
  });

  it("with a byte order mark says so once", async () => {
    const { run } = await imported(file("bom.csv", "\ufeffcode,display\nA,a\n"), { url: URL });
    expect(run.notes.map(shown).filter((text) => text.includes("byte order mark"))).toHaveLength(1);
  });
});
