/** What no archive may do: lead outside of its folder, or unpack to more than any real file does. */
import { archiveTooDense, archiveTooLarge } from "../../terminology/issues/importing.ts";
import type { Issue } from "../../terminology/issues/issue.ts";

const MAX_UNPACKED = 4_000_000_000;
/** How many times its own size it may unpack to. */
export const MAX_RATIO = 200;
/** Bytes up to which it may be as dense as it likes. */
const DENSE_FROM = 50_000_000;

/** Why nothing more of it is unpacked; undefined: it may go on. In bytes. */
export function tooMuch(unpacked: number, packed: number): Issue | undefined {
  if (unpacked > MAX_UNPACKED) return archiveTooLarge(MAX_UNPACKED);
  return unpacked > DENSE_FROM && unpacked > MAX_RATIO * packed ? archiveTooDense(MAX_RATIO) : undefined;
}

/** By the name of an entry. */
export const leadsOutside = (name: string): boolean =>
  /^[/\\]|^[a-z]:/i.test(name) || name.split(/[/\\]/).includes("..");
