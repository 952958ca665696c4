/** Text for a terminal: colours where they are wanted, and nothing that could steer it. */
import { styleText } from "node:util";
import stringWidth from "string-width";
import type { Io } from "../io.ts";

type Format = Parameters<typeof styleText>[0];

type Paint = (format: Format, text: string) => string;

/** Colours on a terminal, unless NO_COLOR or a dumb terminal forbids them. */
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

/** Lines of at most `width` columns, broken at spaces; a longer word is broken, an address never. */
export function wrap(text: string, width: number): string[] {
  return text.split("\n").flatMap((paragraph) => wrapParagraph(paragraph, width));
}

function wrapParagraph(paragraph: string, width: number): string[] {
  const lines: string[] = [];
  let line = "";
  for (const word of paragraph.split(" ").flatMap((w) => pieces(w, width))) {
    const longer = line === "" ? word : `${line} ${word}`;
    if (line === "" || stringWidth(longer) <= width) line = longer;
    else {
      lines.push(line);
      line = word;
    }
  }
  return [...lines, line];
}

/** A word that is wider than a line, in pieces that fit; signs of two columns count as two. */
function pieces(word: string, width: number): string[] {
  if (word.includes("://") || stringWidth(word) <= width) return [word];
  const parts: string[] = [];
  let part = "";
  for (const { segment } of GRAPHEMES.segment(word)) {
    if (part !== "" && stringWidth(part + segment) > width) {
      parts.push(part);
      part = "";
    }
    part += segment;
  }
  return [...parts, part];
}

const GRAPHEMES = new Intl.Segmenter(undefined, { granularity: "grapheme" });

/** Filled up with blanks to a width in columns. */
export const padded = (text: string, width: number): string =>
  text + " ".repeat(Math.max(0, width - stringWidth(text)));
