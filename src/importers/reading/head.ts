/** The beginning of a file, by which its format is known. */
import { closeSync, openSync, readSync } from "node:fs";
import { constants, gunzipSync } from "node:zlib";
import { encodingOf } from "./encoding.ts";
import { unpackedName } from "./input-file.ts";

const HEAD = 1 << 16;

/** The first bytes, one character each, without a byte order mark: enough to tell formats apart. */
export function headOf(path: string): string {
  const file = openSync(path, "r");
  try {
    const buffer = Buffer.allocUnsafe(HEAD);
    const head = buffer.subarray(0, readSync(file, buffer, 0, HEAD, 0));
    const text = inUtf8(unpackedName(path) === path ? head : unpackedHead(head)).toString("latin1");
    return text.replace(/^\u00ef\u00bb\u00bf/, "");
  } finally {
    closeSync(file);
  }
}

/** UTF-16 as the same text in UTF-8: formats are known by what is written. */
function inUtf8(head: Buffer): Buffer {
  const encoding = encodingOf(head);
  return encoding === "utf-8" ? head : Buffer.from(new TextDecoder(encoding).decode(head));
}

/** What the beginning of a packed file unpacks to; as it is where it is not packed. */
function unpackedHead(head: Buffer): Buffer {
  try {
    return gunzipSync(head, { finishFlush: constants.Z_SYNC_FLUSH }).subarray(0, HEAD);
  } catch {
    return head;
  }
}
