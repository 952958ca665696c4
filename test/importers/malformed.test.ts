/** Broken and hostile input of every kind: a clear error with its place, nothing half-loaded, memory bounded. */
import { execFileSync } from "node:child_process";
import { closeSync, openSync, readFileSync, truncateSync } from "node:fs";
import { dirname, join } from "node:path";
import { deflateRawSync, gzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { ImportJob, ImportRefused } from "../../src/importers/import-job.ts";
import { importFiles } from "../../src/importers/run.ts";
import { openStore } from "../../src/storage/open-store.ts";
import { EVERY_CONCEPT } from "../../src/terminology/concepts/concept-condition.ts";
import { systemTable } from "../../src/terminology/resolve/known-systems.ts";
import { tgz } from "./archives.ts";
import { file, fixture, imported, refusal, shown } from "./importing.ts";
import { book, zip } from "./workbooks.ts";

const read = (name: string): string => readFileSync(fixture(name), "utf8");
const LIST = "code,display\nA,Alpha\nB,Beta\n";
const FHIR = JSON.stringify(
  {
    resourceType: "CodeSystem",
    url: "https://example.org/x",
    status: "active",
    content: "complete",
    concept: [{ code: "a", display: "A" }],
  },
  null,
  1,
);

describe("a name that stands twice in one object of a JSON file", () => {
  const twice = FHIR.replace('"status"', '"url": "https://example.org/y",\n "status"');
  const inConcept = FHIR.replace('"display"', '"code": "b",\n "display"');
  const told = (name: string, line: number, member: string): RegExp =>
    new RegExp(`^${name}:${line}: Not well-formed JSON: the name '${member}' stands twice in one object`);
  const bundle = (entry: string): string =>
    `{"resourceType": "Bundle", "type": "collection", "entry": [\n{"resource": ${entry}}\n]}`;

  it.each([
    ["one.json", twice, told("one.json", 4, "url")],
    ["deep.json", inConcept, told("deep.json", 9, "code")],
    ["list.json", `[${twice}]`, told("list.json", 4, "url")],
    ["bundle.json", bundle(inConcept), told("bundle.json", 10, "code")],
    [
      "lines.ndjson",
      `${JSON.stringify(JSON.parse(FHIR))}\n${twice.replaceAll("\n", "")}\n`,
      told("lines.ndjson", 2, "url"),
    ],
    [
      "package.tgz",
      tgz({
        "package/package.json": '{"name":"x","version":"1","fhirVersions":["4.0.1"]}',
        "package/CodeSystem-x.json": twice,
      }),
      told("package.tgz.*", 4, "url"),
    ],
  ])("is told in %s, and nothing is imported", async (name, content, message) => {
    expect((await refusal(file(name, await content)))[0]).toMatch(message);
  });

  it("is another thing than a text that looks like it, or the same name in another object", async () => {
    const same = FHIR.replace('"A"', String.raw`"A \"code\": B"`).replace(
      '"concept"',
      '"title" : "x",\n "concept"',
    );
    expect((await imported(file("fine.json", same))).run.report.concepts).toBe(1);
  });
});

describe("a file that is cut off", () => {
  it.each([
    [
      "cut.sssom.tsv",
      read("ten-rows.sssom.tsv").slice(0, -60),
      /^cut\.sssom\.tsv:\d+: The row has \d+ fields, the header 16$/,
    ],
    [
      "head.sssom.tsv",
      read("ten-rows.sssom.tsv").slice(0, 300),
      /^head\.sssom\.tsv:\d+: The table has no column predicate_id/,
    ],
    [
      "cut.json",
      FHIR.slice(0, -40),
      /^cut\.json:\d+: The file ends within (a string|an object|a list): it is cut off$/,
    ],
    ["graph.json", read("ten-terms.json").slice(0, 2000), /^graph\.json:\d+: The file ends within/],
    [
      "cut.ndjson",
      `${JSON.stringify({ resourceType: "ValueSet", url: "u:x", status: "active" })}\n{"resourceType":"Val`,
      /^cut\.ndjson:2: Not well-formed JSON: /,
    ],
    [
      "cut.csv",
      'code,display\nA,"Alpha\nB,Beta\n',
      /^cut\.csv:\d: The file ends within a quoted field: it is cut off$/,
    ],
    [
      "cut.xml",
      read("conditions.xml").slice(0, 900),
      /^cut\.xml:\d+: The file ends within <[\w-]+>: it is cut off$/,
    ],
    [
      "cut.obo",
      "format-version: 1.2\n\n[Term]\nid: T:1\nname: one\n\n[Term]\nna",
      /^cut\.obo:(7|8): (The \[Term\] has no id|'na' is no line of OBO text)/,
    ],
  ])("%s", async (name, text, expected) => {
    const [first] = await refusal(file(name, text));
    expect(first).toMatch(expected);
  });

  it("a package", async () => {
    const whole = await tgz({
      "package/package.json": JSON.stringify({ name: "x", version: "1", fhirVersions: ["5.0.0"] }),
      "package/CodeSystem-x.json": FHIR,
      "package/Padding.txt": Buffer.from(Array.from({ length: 5000 }, (_, i) => (i * 7919) % 251)),
    });
    const path = file("cut.tgz", whole);
    truncateSync(path, Math.floor(whole.length * 0.7));
    expect(await refusal(path)).toEqual(["cut.tgz: The archive is damaged: it is cut off"]);
    expect(
      (await refusal(file("noise.tgz", Buffer.concat([whole.subarray(0, 10), Buffer.alloc(200, 0xff)]))))[0],
    ).toMatch(/^noise\.tgz: The archive is damaged: /);
  });
});

describe("another encoding than UTF-8", () => {
  it.each([
    [
      "latin.csv",
      Buffer.from("code,display\nA,Alpha\nB,B\u00e9ta\n", "latin1"),
      "latin.csv:3: Byte 0xE9 is not UTF-8 here ('\u00e9' in Windows-1252); save the file as UTF-8 (in Excel: \"CSV UTF-8\")",
    ],
    [
      "latin.sssom.tsv",
      Buffer.from(read("ten-rows.sssom.tsv").replace("dermis disorder", "d\u00e9rmis"), "latin1"),
      "latin.sssom.tsv:32: Byte 0xE9 is not UTF-8 here ('\u00e9' in Windows-1252); save the file as UTF-8 (in Excel: \"CSV UTF-8\")",
    ],
    [
      "latin.json",
      Buffer.from(FHIR.replace('"A"', '"\u00c4"'), "latin1"),
      "latin.json:9: Byte 0xC4 is not UTF-8 here ('\u00c4' in Windows-1252); save the file as UTF-8 (in Excel: \"CSV UTF-8\")",
    ],
    [
      "wide-without-mark.csv",
      Buffer.from(LIST, "utf16le"),
      'wide-without-mark.csv:1: The file is UTF-16; save it as UTF-8 (in Excel: "CSV UTF-8")',
    ],
    [
      "half.csv",
      Buffer.concat([Buffer.from("code,display\nA,"), Buffer.from([0xe2, 0x82])]),
      "half.csv:2: The file ends within a character: it is cut off",
    ],
  ])("%s", async (name, bytes, expected) => {
    expect(await refusal(file(name, bytes))).toEqual([expected]);
  });

  const wide = (text: string): Buffer => Buffer.from(`\ufeff${text}`, "utf16le");
  const turned = (text: string): Buffer => wide(text).swap16();

  it.each([
    ["wide.csv", wide("code,display\nA,Alpha\nB,B\u00e9ta \u{1f9b4}\n")],
    ["turned.csv", turned("code,display\nA,Alpha\nB,B\u00e9ta \u{1f9b4}\n")],
    ["excel.txt", wide("code\tdisplay\r\nA\tAlpha\r\nB\tB\u00e9ta \u{1f9b4}\r\n")],
    ["wide.csv.gz", gzipSync(wide("code,display\nA,Alpha\nB,B\u00e9ta \u{1f9b4}\n"))],
  ])("UTF-16 with a mark is read, as spreadsheets write it: %s", async (name, bytes) => {
    const { run, store } = await imported(file(name, bytes));
    expect(run.report.concepts).toBe(2);
    const [{ url } = { url: "" }] = await store.codeSystems();
    const [concept] = await (await store.codeSystem({ url: url! }))!.locate(["B"]);
    expect(concept?.display).toBe("B\u00e9ta \u{1f9b4}");
  });

  it("a text whose first line names no codes is no table", async () => {
    const [refused] = await refusal(file("readme.txt", "This is a\ttext\nwith tabs\tand code\n"));
    expect(refused).toContain("The format is not recognised");
  });

  it("UTF-16 with half a character is refused by its line", async () => {
    const bytes = Buffer.concat([wide("code,display\nA,"), Buffer.from([0x3e, 0xd8, 0x0a, 0x00])]);
    expect(await refusal(file("half-wide.csv", bytes))).toEqual([
      'half-wide.csv:2: Half of a character stands here, which is not UTF-16; save the file as UTF-8 (in Excel: "CSV UTF-8")',
    ]);
  });

  it("a character that lies across two pieces of the file is none", async () => {
    const long = `code,display\n${"A,".padEnd((1 << 18) - 14, "x")}\u20ac\n`;
    const { run } = await imported(file("euro.csv", long));
    expect(run.report.concepts).toBe(1);
  });
});

describe("a file of another kind than its name says", () => {
  const zip = (...names: string[]): Buffer =>
    Buffer.from(["PK\u0003\u0004".padEnd(30, "\0"), ...names].join("\0"), "latin1");

  it.each([
    [
      "packed.csv",
      gzipSync(LIST),
      "The file is packed with gzip: its name has to end in .gz, a FHIR package's in .tgz",
    ],
    [
      "packed.json",
      gzipSync(FHIR),
      "The file is packed with gzip: its name has to end in .gz, a FHIR package's in .tgz",
    ],
    [
      "book.csv",
      zip("[Content_Types].xml", "xl/workbook.xml"),
      "The file is an Excel workbook: its name has to end in .xlsx",
    ],
    ["book", zip("xl/workbook.xml"), "The file is an Excel workbook: its name has to end in .xlsx"],
    ["codes.zip", zip("codes.csv"), "The file is a ZIP archive: unpack it, and give what is in it"],
    ["codes.sssom.tsv", zip("codes.csv"), "The file is a ZIP archive: unpack it, and give what is in it"],
    [
      "codes.ods",
      Buffer.from(
        `${"PK\u0003\u0004".padEnd(30, "\0")}mimetypeapplication/vnd.oasis.opendocument.spreadsheet`,
      ),
      "The file is an OpenDocument file: save it as XLSX, or as CSV in UTF-8",
    ],
    [
      "old.xls",
      Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1]),
      "The file is an older Excel file (.xls), or a workbook with a password: save it as XLSX without a password, or as CSV in UTF-8",
    ],
    [
      "print.csv",
      Buffer.from("%PDF-1.7\n"),
      "The file is a PDF or a picture: give the table that was printed, as CSV or XLSX",
    ],
    [
      "store.csv",
      Buffer.from("SQLite format 3\0"),
      "The file is a SQLite database: if it is a store of Ossicle, give it as --store sqlite:FILE",
    ],
    [
      "codes.csv",
      Buffer.from("\n<!DOCTYPE html>\n<html><body>Not found</body></html>\n"),
      "The file is a web page (HTML): fetch the file itself; what came is the page around it, or one that says that there is none",
    ],
    [
      "big.sssom.tsv",
      Buffer.from("version https://git-lfs.github.com/spec/v1\noid sha256:4d7a\nsize 12345\n"),
      "The file is a pointer of Git LFS or git-annex, not the file that it stands for: fetch that one ('git lfs pull', 'git annex get'), or take it from the release",
    ],
    [
      "annexed.csv",
      Buffer.from("/annex/objects/MD5E-s12--0123456789abcdef.csv\n"),
      "The file is a pointer of Git LFS or git-annex, not the file that it stands for: fetch that one ('git lfs pull', 'git annex get'), or take it from the release",
    ],
    [
      "text.xlsx",
      Buffer.from(LIST),
      "The file is no workbook, though its name says so: name it by what it is, such as .csv",
    ],
  ])("is told by what it is: %s", async (name, bytes, expected) => {
    expect(await refusal(file(name, bytes))).toEqual([`${name}: ${expected}`]);
    expect(await refusal(file(name, bytes), { format: "table" })).toEqual([`${name}: ${expected}`]);
  });

  it("is left out of a folder unless its name is that of a format", async () => {
    file("mixed/read-me.pdf", "%PDF-1.7\n");
    const { run } = await imported(dirname(file("mixed/codes.csv", LIST)), {
      url: "https://example.org/mixed",
    });
    expect(run.leftOut).toEqual({ "files of an unknown format (read-me.pdf)": 1 });
    file("named/read-me.csv", "%PDF-1.7\n");
    expect((await refusal(dirname(file("named/codes.csv", LIST))))[0]).toMatch(
      /read-me\.csv: The file is a PDF/,
    );
  });

  it.skipIf(process.platform === "win32")("is a pipe, and no empty file", async () => {
    const pipe = join(dirname(file("pipe/readme", "x")), "codes.csv");
    execFileSync("mkfifo", [pipe]);
    expect((await refusal(pipe))[0]).toMatch(/The file is a pipe or a device.*: give - and send/);
  });

  it("is a folder, whatever it is called", async () => {
    const folder = dirname(file("folder.csv/codes.csv", LIST));
    expect((await imported(folder)).run.report.concepts).toBe(2);
    expect(await refusal(dirname(file("empty.sssom.tsv/.hidden", "")))).toEqual([
      "empty.sssom.tsv: The folder holds no file that can be imported",
    ]);
  });
});

describe("a list in JSON that holds other things than objects", () => {
  const bundle = (entries: string): string =>
    `{"resourceType":"Bundle","type":"collection","entry":[${entries}]}`;
  const entry = `{"resource":${FHIR}}`;

  it.each([
    ["first.json", bundle(`"A",\n${entry}`), "first.json:1: ", "'A'"],
    ["last.json", bundle(`${entry},\n null`), /^last\.json:\d+: /, "'null'"],
    ["alone.json", bundle(`12`), "alone.json:1: ", "'12'"],
    ["list.json", bundle(`${entry},["a,]}", {}]`), /^list\.json:\d+: /, `'["a,]}",{}]'`],
    ["sign.json", bundle(`"a, \\"]}{[",${entry}`), "sign.json:1: ", `'a, "]}{['`],
  ])("%s: the entry is refused with its line", async (name, text, place, shownEntry) => {
    const [problem, ...others] = await refusal(file(name, text));
    expect(others).toEqual([]);
    expect(problem).toMatch(place);
    expect(problem).toContain(
      `An entry of a Bundle should be an object with 'resource', in { }; here stands ${shownEntry}`,
    );
  });

  it("is not JSON where an item is none", async () => {
    expect(await refusal(file("word.json", bundle(`\nword, ${entry}`)))).toEqual([
      expect.stringMatching(/^word\.json:2: Not well-formed JSON: Unexpected token 'w'/),
    ]);
  });

  it("counts entries without a resource", async () => {
    const { run } = await imported(file("names.json", bundle(`{"fullUrl":"urn:x"},${entry}`)));
    expect(run.leftOut).toEqual({ "entries of a Bundle without a resource": 1 });
    expect(run.report.concepts).toBe(1);
  });

  it("of FHIR resources is read one by one", async () => {
    const { run } = await imported(file("resources.json", `\n[${FHIR},\n{"resourceType":"Patient"}]`));
    expect(run.report.concepts).toBe(1);
    expect(run.leftOut).toEqual({ "Patient: not a terminology resource": 1 });
    expect(await refusal(file("mixed.json", `[${FHIR},\n"A"]`))).toEqual([
      expect.stringMatching(
        /^mixed\.json:\d+: There is no resourceType; a FHIR resource or Bundle is expected$/,
      ),
    ]);
  });

  it("of an OBO Graph is refused node by node, and half an edge is counted", async () => {
    const graph = (nodes: string, edges: string): string =>
      `{"graphs":[{"id":"http://purl.obolibrary.org/obo/gg.json","nodes":[${nodes}],"edges":[${edges}]}]}`;
    const node = '{"id":"http://purl.obolibrary.org/obo/GG_1","lbl":"one","type":"CLASS"}';
    expect(await refusal(file("graph.json", graph(`${node},\n"two",\n{"lbl":"three"}`, "")))).toEqual([
      "graph.json:2 node: Here an OBO Graph has an object",
      "graph.json:3 node: The node 'three' has no id",
    ]);
    const { run } = await imported(
      file("edges.json", graph(node, '{"sub":"http://purl.obolibrary.org/obo/GG_1"}')),
    );
    expect(run.leftOut).toEqual({ "edges without a beginning, a relation or an end": 1 });
  });
});

describe("a control character", () => {
  it.each([
    ["nul.csv", "code,display\nA,Alpha\nB,Be\0ta\n", "nul.csv:3: The control character U+0000"],
    ["tab.tsv", "code\tdisplay\nA\tAl\u000bpha\n", "tab.tsv:2: The control character U+000B"],
    ["end.csv", `${LIST}\u001a`, "end.csv:4: The control character U+001A"],
    ["term.obo", read("ten-terms.obo").replace("name: ", "name: \u0007"), "term.obo:"],
  ])("is refused with its line, for no FHIR text may have it: %s", async (name, text, expected) => {
    const [said] = await refusal(file(name, text));
    expect(said).toContain(expected);
    expect(said).toMatch(/stands here, which no FHIR text may have; take it out$/);
  });
});

describe("what only looks broken", () => {
  it.each([
    ["bom.csv", `\ufeff${LIST}`],
    ["bom.sssom.tsv", `\ufeff${read("ten-rows.sssom.tsv")}`],
    ["bom.obo", `\ufeff${read("ten-terms.obo")}`],
    ["bom.json", `\ufeff${FHIR}`],
  ])("a byte order mark is noted and ignored: %s", async (name, text) => {
    const { run } = await imported(file(name, text));
    expect(run.report.concepts + run.report.mappings).toBeGreaterThan(0);
    expect(run.notes.map(shown)[0]).toBe(
      `${name}:1: The file starts with a byte order mark, which is ignored`,
    );
  });

  it.each(["ten-rows.sssom.tsv", "ten-terms.obo", "condition.md"])(
    "mixed line ends read as they look: %s",
    async (name) => {
      const lines = read(name).replace(/\n$/, "").split("\n");
      const ends = ["\n", "\r\n", "\r"];
      const mixed = lines.map((line, i) => line + ends[i % 3]).join("");
      const plain = (await imported(fixture(name))).run;
      const { run } = await imported(file(`mixed-${name}`, mixed));
      expect(run.report).toEqual(plain.report);
    },
  );

  it("mixed line ends count as lines", async () => {
    const path = file("mixed.csv", "code,display\r\nA,a\rB,b\nA,again\r\n");
    expect(await refusal(path)).toEqual([
      "mixed.csv:4: Code 'A' stands here for the second time (first in line 2)",
    ]);
  });
});

describe("a line of ten million characters", () => {
  const long = "x".repeat(10_000_000);

  it.each([
    ["long.csv", `code,display\nA,${long}\n`, "long.csv:2: The line is longer than 1,000,000 characters"],
    [
      "long.sssom.tsv",
      read("ten-rows.sssom.tsv").replace("dermis disorder", long),
      "long.sssom.tsv:32: The line is longer than 1,000,000 characters",
    ],
    [
      "long-head.sssom.tsv",
      `# comment: ${long}\n`,
      "long-head.sssom.tsv:1: The metadata is longer than 1,000,000 characters",
    ],
    [
      "long.obo",
      `format-version: 1.2\n\n[Term]\nid: T:1\nname: ${long}\n`,
      "long.obo:5: The line is longer than 1,000,000 characters",
    ],
    [
      "long.md",
      `## A\n\n### Description\n\n### Causes\n\n${long}\n`,
      "long.md:7: The line is longer than 1,000,000 characters",
    ],
  ])("is refused before it is in memory: %s", async (name, text, expected) => {
    const path = file(name, text);
    const job = new ImportJob(systemTable);
    const store = await openStore("memory:");
    const error = await importFiles([path], store, job).catch((thrown: unknown) => thrown as ImportRefused);
    expect((error as ImportRefused).problems.map(shown)).toEqual([expected]);
    // Of ten million only the first pieces were read.
    expect(job.bytesRead).toBeLessThan(4_000_000);
  });

  it("is no harm where a line is a whole resource", async () => {
    const { run } = await imported(
      file(
        "long.ndjson",
        `${JSON.stringify({ ...JSON.parse(FHIR), description: long.slice(0, 900_000) })}\n`,
      ),
    );
    expect(run.report.concepts).toBe(1);
  });
});

/** Where the directory of a zip file without a comment begins. */
const directoryOf = (bytes: Buffer): number => bytes.readUInt32LE(bytes.length - 6);

/** Where each entry's own header stands, and where the directory has it. */
function eachEntry(bytes: Buffer, change: (local: number, listed: number) => void): void {
  let at = directoryOf(bytes);
  for (let left = bytes.readUInt16LE(bytes.length - 12); left > 0; left--) {
    change(bytes.readUInt32LE(at + 42), at);
    at += 46 + bytes.readUInt16LE(at + 28);
  }
}

describe("an archive that means harm", () => {
  const manifest = JSON.stringify({ name: "x", version: "1", fhirVersions: ["5.0.0"] });

  it.each(["package/../../evil.json", "/etc/evil.json", "..\\evil.json", "C:/evil.json"])(
    "with an entry %s",
    async (name) => {
      const path = file("evil.tgz", await tgz({ "package/package.json": manifest, [name]: FHIR }));
      expect((await refusal(path))[0]).toMatch(
        /^evil\.tgz: The archive has an entry '.*' that points outside of it; it is refused$/,
      );
    },
  );

  it("with a link", async () => {
    const link = { name: "package/CodeSystem-x.json", type: "symlink", linkname: "/etc/passwd" } as const;
    const path = file("link.tgz", await tgz({ "package/package.json": manifest }, link));
    expect((await refusal(path))[0]).toContain("'package/CodeSystem-x.json' that points outside of it");
  });

  it.each(["character-device", "block-device", "fifo"] as const)("with a %s for a resource", async (type) => {
    const device = { name: "package/CodeSystem-x.json", type };
    const path = file("device.tgz", await tgz({ "package/package.json": manifest }, device));
    expect(await refusal(path)).toEqual([
      "device.tgz: The archive has an entry 'package/CodeSystem-x.json' that is neither a file nor a folder; pack it without",
    ]);
  });

  it.each(["-1", "many"])("with an entry whose size is %s, which its reader never ends", async (size) => {
    const odd = { name: "package/CodeSystem-x.json", pax: { size } };
    const path = file("size.tgz", await tgz({ "package/package.json": manifest }, odd));
    expect(await refusal(path)).toEqual([
      "size.tgz: The archive is damaged: the size of its entry 'package/CodeSystem-x.json' is no number",
    ]);
  });

  it("with a package.json that no package has", async () => {
    const long = Buffer.from(JSON.stringify({ name: "x", description: "x".repeat(1_000_000) }));
    const path = file("manifest.tgz", await tgz({ "package/package.json": long }));
    expect((await refusal(path))[0]).toMatch(
      /^manifest\.tgz\/package\/package\.json: One document is larger than 1 MB/,
    );
  });

  it("that unpacks to far more than it is", async () => {
    const bomb = gzipSync(Buffer.alloc(200_000_000));
    expect(await refusal(file("bomb.tgz", bomb))).toEqual([
      "bomb.tgz: The archive unpacks to more than 200 times its size, as no real one does; it is refused",
    ]);
  });

  it("as a workbook that unpacks to far more than it is, and lies about it", async () => {
    const data = deflateRawSync(Buffer.alloc(100_000_000));
    const name = Buffer.from("xl/worksheets/sheet1.xml");
    const entry = (signature: string, extra: number) => {
      const head = Buffer.alloc(26 + extra);
      const at = signature === "PK\u0001\u0002" ? 2 : 0;
      head.writeUInt16LE(8, 4 + at);
      head.writeUInt32LE(data.length, 14 + at);
      head.writeUInt32LE(1_000, 18 + at);
      head.writeUInt16LE(name.length, 22 + at);
      return Buffer.concat([Buffer.from(signature, "latin1"), head, name]);
    };
    const local = Buffer.concat([entry("PK\u0003\u0004", 0), data]);
    const central = entry("PK\u0001\u0002", 16);
    const end = Buffer.alloc(22);
    end.write("PK\u0005\u0006", "latin1");
    end.writeUInt16LE(1, 10);
    end.writeUInt32LE(local.length, 16);
    expect(await refusal(file("bomb.xlsx", Buffer.concat([local, central, end])))).toEqual([
      "bomb.xlsx: The archive unpacks to more than 200 times its size, as no real one does; it is refused",
    ]);
  });
});

describe("deep and cyclic", () => {
  it.each([
    ["encrypted", 6, 8, 1, "The file is encrypted: save it without a password"],
    ["packed another way", 8, 10, 12, "The file is packed by method 12: save it anew in Excel"],
  ])("as a workbook that is %s", async (_, inLocal, inDirectory, value, message) => {
    const bytes = book({ Codes: [["code"], ["a"]] });
    eachEntry(bytes, (local, listed) => {
      bytes.writeUInt16LE(value, local + inLocal);
      bytes.writeUInt16LE(value, listed + inDirectory);
    });
    expect(await refusal(file("odd.xlsx", bytes))).toEqual([`odd.xlsx: ${message}`]);
  });

  it("as a workbook with a byte that has changed on its way", async () => {
    const bytes = book({ Codes: [["code"], ["E10.1"]] });
    bytes.write("E10.7", bytes.indexOf("E10.1"));
    expect(await refusal(file("changed.xlsx", bytes))).toEqual([
      "changed.xlsx: The archive is damaged: its entry 'xl/worksheets/sheet1.xml' doesn't fit its checksum",
    ]);
  });

  it("as a workbook of thousands of parts", async () => {
    const parts = Array.from({ length: 2_001 }, (_, i) => [`xl/worksheets/sheet${i}.xml`, "<a/>"]);
    expect(await refusal(file("parts.xlsx", zip(Object.fromEntries(parts))))).toEqual([
      "parts.xlsx: The file is a workbook of more than 2000 parts: split it, or save its sheet as CSV",
    ]);
  });

  it("as a workbook whose parts claim to be of four gigabytes where its directory says better", async () => {
    const bytes = book({ Codes: [["code"], ["a"]] });
    eachEntry(bytes, (local) => bytes.writeUInt32LE(0xfffffff0, local + 22));
    const { run } = await imported(file("claims.xlsx", bytes));
    expect(run.resources.map(({ rows }) => rows)).toEqual([1]);
  });

  it("as a workbook with a part before all others that its directory does not know of", async () => {
    const bytes = book({ Codes: [["code"], ["a"]] });
    const hidden = zip({ "xl/worksheets/sheet9.xml": "<worksheet/>" });
    hidden.writeUInt32LE(0xfffffff0, 22);
    const local = hidden.subarray(0, directoryOf(hidden));
    eachEntry(bytes, (at, listed) => bytes.writeUInt32LE(at + local.length, listed + 42));
    bytes.writeUInt32LE(directoryOf(bytes) + local.length, bytes.length - 6);
    const { run } = await imported(file("hidden.xlsx", Buffer.concat([local, bytes])));
    expect(run.resources.map(({ rows }) => rows)).toEqual([1]);
  });

  it("JSON nested without end", async () => {
    const deep = `{"resourceType":"ValueSet","url":"u:x","status":"active","x":${"[".repeat(20_000)}${"]".repeat(20_000)}}`;
    expect((await refusal(file("deep.json", deep)))[0]).toMatch(/nested deeper|nests/);
  });

  it("a hierarchy ten thousand levels deep is no circle", async () => {
    const rows = Array.from({ length: 10_000 }, (_, i) => `c${i},${i === 0 ? "" : `c${i - 1}`}`);
    const { run } = await imported(file("chain.csv", `code,parent\n${rows.join("\n")}\n`));
    expect(run.report.concepts).toBe(10_000);
  });

  it("a circle of ten thousand is named in short", async () => {
    const rows = Array.from({ length: 10_000 }, (_, i) => `c${i},c${(i + 1) % 10_000}`);
    const refused = await refusal(file("ring.csv", `code,parent\n${rows.join("\n")}\n`));
    expect(refused).toHaveLength(1);
    expect(refused[0]!.length).toBeLessThan(500);
  });

  it("YAML that multiplies itself", async () => {
    const levels = Array.from({ length: 9 }, (_, i) => `# a${i + 1}: &a${i + 1} [${`*a${i},`.repeat(9)}]`);
    const text = `# a0: &a0 [x,x,x,x,x,x,x,x,x]\n${levels.join("\n")}\n# mapping_set_id: https://example.org/x\nsubject_id\tpredicate_id\tobject_id\tmapping_justification\n`;
    expect((await refusal(file("laughs.sssom.tsv", text)))[0]).toContain(
      "The metadata is not well-formed YAML: Excessive alias count",
    );
  });
});

describe("nothing half-loaded, in a database too", () => {
  it("when the last row is refused, or the file breaks off after a thousand", async () => {
    const path = file("empty.db", "");
    closeSync(openSync(path, "r"));
    const store = await openStore(`sqlite:${path}`);
    try {
      const rows = Array.from({ length: 2_000 }, (_, i) => `c${i},d${i}`).join("\n");
      const good = file("good.csv", `code,display\n${rows}\n`);
      const twice = file("twice.csv", `code,display\n${rows}\nc0,again\n`);
      const broken = file("broken.csv", `code,display\n${rows}\nx,"open\n`);
      for (const bad of [[twice], [broken], [good, broken]]) {
        await expect(imported(bad, { url: "https://example.org/c" }, store)).rejects.toThrow(ImportRefused);
        expect(await store.search("CodeSystem", { criteria: [] })).toMatchObject({ total: 0 });
      }
      await imported(good, { url: "https://example.org/c" }, store);
      const system = await store.codeSystem({ url: "https://example.org/c" });
      expect((await system!.select({ condition: EVERY_CONCEPT, count: 0 })).total).toBe(2_000);
    } finally {
      await store.close();
    }
  });

  it("keeps a thousand problems at most, and counts the others", async () => {
    const rows = Array.from({ length: 5_000 }, () => "same,x").join("\n");
    const { run } = await imported(file("same.csv", `code,display\n${rows}\n`), { keepGoing: true });
    expect(run.refusedCount).toBe(4_999);
    expect(run.refused).toHaveLength(1_000);
  });
});
