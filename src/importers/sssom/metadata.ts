/** The metadata of a mapping set: `#` lines at the top of the table, or a YAML file of its own. */
import { existsSync } from "node:fs";
import { basename } from "node:path";
import { parseDocument } from "yaml";
import { badMetadata, metadataNoMap, metadataTooLarge, noMetadata } from "../../terminology/issues/sssom.ts";
import { isObject } from "../../terminology/util/json-object.ts";
import { reasonOf } from "../../terminology/util/reason.ts";
import { InputFile } from "../reading/input-file.ts";
import { textOf, wholeText } from "../reading/text.ts";

/** Slot -> value; lists as arrays, `curie_map` and `extension_definitions` as they are nested. All scalars are text. */
export type Metadata = Record<string, unknown>;

export interface Opened {
  metadata: Metadata;
  /** Where the metadata stand. */
  metadataFile: InputFile;
  /** The table behind the metadata. */
  table: AsyncIterable<string>;
  firstLine: number;
}

const MAX_METADATA = 1_000_000;

/** Reads the metadata and leaves the table to be read. */
export async function openMappingSet(file: InputFile): Promise<Opened> {
  const { header, table, lines } = await splitHeader(file);
  const beside =
    file.job.options.metadata ??
    (header === undefined ? besides(file.path).find((f) => existsSync(f)) : undefined);
  if (beside === undefined && header === undefined) {
    file.job.fail(file.at(1), noMetadata(besides(basename(file.path))));
  }
  const metadataFile = beside === undefined ? file : new InputFile(beside, file.job);
  const embedded = header === undefined ? {} : parseMetadata(header, file);
  const external = beside === undefined ? {} : await readMetadata(metadataFile);
  return { metadata: { ...embedded, ...external }, metadataFile, table, firstLine: lines + 1 };
}

function besides(file: string): string[] {
  const stem = file.replace(/(\.sssom)?\.(tsv|csv|txt)$/i, "");
  return [`${stem}.sssom.yml`, `${stem}.sssom.yaml`, `${stem}.yml`, `${stem}.yaml`];
}

async function readMetadata(file: InputFile): Promise<Metadata> {
  return parseMetadata(await wholeText(file, MAX_METADATA, metadataTooLarge(MAX_METADATA)), file);
}

function parseMetadata(yaml: string, file: InputFile): Metadata {
  // Everything stays text: a version 1.10 must not become the number 1.1.
  const document = parseDocument(yaml, { schema: "failsafe", uniqueKeys: true });
  const [problem] = document.errors;
  if (problem) {
    file.job.fail(
      file.at(problem.linePos?.[0].line),
      badMetadata(problem.message.split("\n")[0]!.replace(/ at line.*$/, "")),
    );
  }
  let value: unknown;
  try {
    value = document.toJS({ maxAliasCount: 100 });
  } catch (error) {
    file.job.fail(file.at(1), badMetadata(reasonOf(error)));
  }
  return isObject(value) ? value : file.job.fail(file.at(1), metadataNoMap());
}

/** The `#` lines without their `#`, and the text behind them. */
async function splitHeader(
  file: InputFile,
): Promise<{ header: string | undefined; table: AsyncIterable<string>; lines: number }> {
  const chunks = textOf(file)[Symbol.asyncIterator]();
  let text = "";
  let ended = false;
  const header: string[] = [];
  let length = 0;
  for (;;) {
    const end = /\r\n|\n|\r(?!$)/.exec(text);
    const complete = end !== null || ended;
    if (text !== "" && !text.startsWith("#")) break;
    if (!complete) {
      const next = await chunks.next();
      if (next.done) ended = true;
      else text += next.value;
      if (text.length > MAX_METADATA)
        file.job.fail(file.at(header.length + 1), metadataTooLarge(MAX_METADATA));
      continue;
    }
    if (text === "") break;
    const line = end ? text.slice(1, end.index) : text.slice(1);
    length += line.length;
    if (length > MAX_METADATA) file.job.fail(file.at(header.length + 1), metadataTooLarge(MAX_METADATA));
    header.push(line);
    text = end ? text.slice(end.index + end[0].length) : "";
  }
  // `# a:` and `#a:` both occur; the blank belongs to the value only when others do without it.
  const indented = header.every((line) => line === "" || line.startsWith(" "));
  const yaml = header.map((line) => (indented ? line.slice(1) : line)).join("\n");
  return { header: header.length > 0 ? yaml : undefined, table: rest(text, chunks), lines: header.length };
}

async function* rest(first: string, chunks: AsyncIterator<string>): AsyncGenerator<string> {
  if (first !== "") yield first;
  for (let next = await chunks.next(); !next.done; next = await chunks.next()) yield next.value;
}
