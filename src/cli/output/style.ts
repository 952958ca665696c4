/** Text for a terminal: colours where they are wanted, and nothing that could steer it. */
import { styleText } from "node:util";
import type { Io } from "../io.ts";

type Format = Parameters<typeof styleText>[0];

export type Paint = (format: Format, text: string) => string;

export function paint(io: Io): Paint {
  const plain = !io.terminal || (io.env.NO_COLOR ?? "") !== "" || io.env.TERM === "dumb";
  return (format, text) => (plain ? text : styleText(format, text, { validateStream: false }));
}

/** Data may hold control characters; a terminal would obey them. Line ends stay. */
export function harmless(text: string): string {
  return (
    text
      // eslint-disable-next-line no-control-regex
      .replace(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/g, "\ufffd")
      .replaceAll("\t", " ")
  );
}

/** Lines of at most `width` characters, broken between words where that can be. */
export function wrap(text: string, width: number): string[] {
  const lines: string[] = [];
  for (const paragraph of text.split("\n")) {
    let line = "";
    for (const word of paragraph.split(" ")) {
      const longer = line === "" ? word : `${line} ${word}`;
      if (longer.length <= width) {
        line = longer;
        continue;
      }
      if (line !== "") lines.push(line);
      line = word;
      while (line.length > width) {
        const at = breakIn(line, width);
        lines.push(line.slice(0, at));
        line = line.slice(at);
      }
    }
    lines.push(line);
  }
  return lines;
}

/** Addresses are broken behind one of their signs, where there is one not too far in front. */
function breakIn(word: string, width: number): number {
  for (let at = width; at > width / 2; at--) if ("/|#?&_-".includes(word[at - 1]!)) return at;
  return width;
}
