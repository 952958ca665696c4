/** What comes in by standard input, as a file: importers read files, some of them more than once. */
import { createWriteStream, mkdtempSync, rmSync } from "node:fs";
import { rename } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pipeline } from "node:stream/promises";
import { constants, gunzipSync } from "node:zlib";
import { headOf } from "../importers/reading/head.ts";

const STANDARD_INPUT = "-";

/** Gives `work` the paths, with a file in the place of `-`; it is gone afterwards. */
export async function withStandardInput<T>(
  paths: readonly string[],
  input: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
  work: (paths: readonly string[], nameOf: (path: string) => string) => Promise<T>,
): Promise<T> {
  if (!paths.includes(STANDARD_INPUT)) return work(paths, (path) => path);
  const remove = () => rmSync(folder, { recursive: true, force: true });
  // First: a signal that comes while it is made is heard when it is there.
  const goOn = beforeSignalsEnd(remove);
  const folder = mkdtempSync(join(tmpdir(), "ossicle-import-"));
  try {
    const received = join(folder, "received");
    await pipeline(input, createWriteStream(received, { mode: 0o600 }));
    const file = join(folder, `standard-input.${endingOf(headOf(received))}`);
    await rename(received, file);
    const given = paths.map((path) => (path === STANDARD_INPUT ? file : path));
    return await work(given, (path) => (path === file ? STANDARD_INPUT : path));
  } finally {
    remove();
    goOn();
  }
}

/** What a signal ends gets to no `finally`. @returns gives signals their own way back */
function beforeSignalsEnd(clear: () => void): () => void {
  const signals = ["SIGINT", "SIGTERM", "SIGHUP"] as const;
  const end = (signal: NodeJS.Signals) => {
    clear();
    goOn();
    process.kill(process.pid, signal);
  };
  const goOn = () => signals.forEach((signal) => process.off(signal, end));
  for (const signal of signals) process.on(signal, end);
  return goOn;
}

/** By what is in it: importers look at the end of a name too. `head`: one character a byte. */
function endingOf(head: string): string {
  if (head.startsWith("PK")) return "xlsx";
  if (head.startsWith("\u001f\u008b")) {
    const inner = unpacked(head);
    return inner.slice(257, 262) === "ustar" ? "tgz" : `${endingOf(inner)}.gz`;
  }
  const text = head.replace(/^\u00ef\u00bb\u00bf/, "");
  if (/^\s*[{[]/.test(text)) return "json";
  if (/^\s*</.test(text)) return "xml";
  return /^(#[^\n]*\n)*[^\n]*\t/.test(text) ? "tsv" : "csv";
}

function unpacked(head: string): string {
  try {
    const options = { finishFlush: constants.Z_SYNC_FLUSH };
    return gunzipSync(Buffer.from(head, "latin1"), options).toString("latin1");
  } catch {
    return "";
  }
}
