/** Rows of a CSV or TSV text, with their lines; quoting as in RFC 4180. */
import { Readable } from "node:stream";
import { CsvError, parse } from "csv-parse";
import { lineTooLong, malformed, truncated } from "../../terminology/issues/importing.ts";
import type { Issue } from "../../terminology/issues/issue.ts";
import { ImportRefused } from "../import-job.ts";
import type { InputFile } from "./input-file.ts";
import { MAX_LINE } from "./limits.ts";

export interface Row {
  /** Line on which the row ends, as most rows take one. */
  line: number;
  fields: string[];
  /** Of a workbook: how cells show what they store, where the two differ; by the number of the field, from 0. */
  damaged?: ReadonlyMap<number, string>;
}

interface DelimitedText {
  file: InputFile;
  text: AsyncIterable<string>;
  /** Line at which the text begins. */
  firstLine: number;
  delimiter: string;
  /** false: a quotation mark is a sign like any other. Default: true. */
  quoted?: boolean;
}

/** @throws ImportRefused for an open quote, or a row that is too long. */
export async function* rowsOf({
  file,
  text,
  firstLine,
  delimiter,
  quoted = true,
}: DelimitedText): AsyncGenerator<Row> {
  const parser = parserOf(delimiter, quoted);
  const input = Readable.from(text);
  input.on("error", (error) => parser.destroy(error));
  input.pipe(parser);
  try {
    for await (const { record, info } of parser as AsyncIterable<{
      record: string[];
      info: { lines: number };
    }>) {
      yield { line: info.lines + firstLine - 1, fields: record };
    }
  } catch (error) {
    if (error instanceof ImportRefused || !(error instanceof CsvError)) throw error;
    const line = Number(error.lines ?? 1) + firstLine - 1;
    file.job.fail(file.at(line), issueOf(error, delimiter));
  } finally {
    input.destroy();
    parser.destroy();
  }
}

const parserOf = (delimiter: string, quoted: boolean) =>
  parse({
    delimiter,
    ...(quoted ? {} : { quote: false as const }),
    record_delimiter: ["\r\n", "\n", "\r"],
    relax_column_count: true,
    relax_quotes: true,
    skip_empty_lines: true,
    max_record_size: MAX_LINE,
    info: true,
  });

function issueOf({ code, message }: CsvError, delimiter: string): Issue {
  if (code === "CSV_MAX_RECORD_SIZE") return lineTooLong(MAX_LINE);
  if (code === "CSV_QUOTE_NOT_CLOSED") return truncated("a quoted field");
  return malformed(delimiter === "\t" ? "TSV" : "CSV", message);
}
