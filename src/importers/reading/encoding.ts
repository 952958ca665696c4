/** How a file is written: UTF-8, unless its byte order mark says UTF-16, as spreadsheets write "Unicode text". */
export type Encoding = "utf-8" | "utf-16le" | "utf-16be";

/** By the first bytes. */
export function encodingOf([first, second]: Uint8Array): Encoding {
  if (first === 0xff && second === 0xfe) return "utf-16le";
  return first === 0xfe && second === 0xff ? "utf-16be" : "utf-8";
}
