/** Which sign stands between the fields of a text. */
import type { InputFile } from "./input-file.ts";
import { textOf } from "./text.ts";

/** The sign that a line of the table usually holds most of; Excel may say it in a first line `sep=;`. */
export async function delimiterIn(file: InputFile): Promise<string> {
  if (/\.(tsv|tab)(\.gz)?$/i.test(file.path)) return "\t";
  let head = "";
  for await (const text of textOf(file)) {
    head += text;
    if (head.length > 20_000) break;
  }
  const lines = unquoted(head)
    .split(/\r\n|\n|\r/)
    .filter((line) => line.trim() !== "");
  const said = /^sep=(.)$/i.exec(lines[0]?.replace(/^\ufeff/, "") ?? "")?.[1];
  if (said !== undefined) return said;
  const counts = [",", ";", "\t", "|"].map((sign) => ({
    sign,
    usual: median(lines.slice(0, 25).map((line) => line.split(sign).length - 1)),
  }));
  const best = counts.sort((a, b) => b.usual - a.usual)[0]!;
  if (best.usual > 0) return best.sign;
  const [first = ""] = lines;
  return [",", ";", "\t", "|"].find((sign) => first.includes(sign)) ?? ",";
}

/** Of a few rows: titles above the header, and a row or two of their own kind, don't count. */
const median = (counts: readonly number[]): number =>
  [...counts].sort((a, b) => a - b)[Math.floor((counts.length - 1) / 2)] ?? 0;

/** Without the fields in quotes, which may go over several lines; a quotation mark inside of a field opens none. */
const unquoted = (text: string): string => text.replace(/(^|[,;\t|])"(?:[^"]|"")*"/gm, "$1");
