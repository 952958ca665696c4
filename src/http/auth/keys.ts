/** Static keys, of which only SHA-256 hashes are kept: given as such, or in a file that is read again when it changes. */
import { createHash, timingSafeEqual } from "node:crypto";
import { readFileSync, statSync } from "node:fs";
import { reasonOf } from "../../terminology/util/reason.ts";
import type { Log } from "../log.ts";

/** One key: whose it is, and the SHA-256 of the token in hex. */
export interface Key {
  name: string;
  sha256: string;
}

/** The name of the caller whom the token belongs to; undefined: nobody's token. */
export type KeyVerifier = (token: string) => string | undefined;

/** `log`: for a file that can't be read any more. */
export function keyVerifier(keys: readonly Key[] | KeyFile, log: Log): KeyVerifier {
  let from: readonly Key[] | undefined;
  let hashes: { name: string; hash: Buffer }[] = [];
  return (token) => {
    const now = keys instanceof KeyFile ? keys.current(log) : keys;
    if (now !== from) hashes = now.map(({ name, sha256: hex }) => ({ name, hash: Buffer.from(hex, "hex") }));
    from = now;
    const hash = createHash("sha256").update(token).digest();
    // Every key is compared, and each in constant time: how long it takes tells nothing about them.
    let owner: string | undefined;
    for (const key of hashes) if (timingSafeEqual(key.hash, hash)) owner = key.name;
    return owner;
  };
}

/** At most this long a key counts that was taken out of the file. */
const LOOK_EVERY_MS = 1_000;

/** A file with keys, one a line. What can't be read leaves the keys as they were. */
export class KeyFile {
  readonly path: string;
  private keys: readonly Key[];
  private state: string;
  private looked = performance.now();

  /** @throws Error in words: it can't be read, or holds something else. */
  constructor(path: string) {
    this.path = path;
    this.state = this.stateNow();
    this.keys = readKeys(readFileSync(path, "utf8"));
  }

  current(log: Log): readonly Key[] {
    if (performance.now() - this.looked < LOOK_EVERY_MS) return this.keys;
    this.looked = performance.now();
    let state = "unreadable";
    try {
      state = this.stateNow();
      if (state !== this.state) this.keys = readKeys(readFileSync(this.path, "utf8"));
    } catch (error) {
      if (state !== this.state)
        log.error(
          { reason: reasonOf(error) },
          "OSSICLE_KEYS can't be read again: the keys stay as they were",
        );
    }
    this.state = state;
    return this.keys;
  }

  private stateNow(): string {
    const { mtimeMs, size, ino } = statSync(this.path);
    return `${mtimeMs} ${size} ${ino}`;
  }
}

/**
 * Reads keys: one a line or separated by commas, each `NAME:SHA256` or only the hash; `#` begins a comment.
 * @throws Error that names the line, never the key.
 */
export function readKeys(text: string): Key[] {
  const entries = text
    .split(/\r?\n/)
    .flatMap((line) => line.replace(/#.*/, "").split(","))
    .map((entry) => entry.trim())
    .filter((entry) => entry !== "");
  return entries.map((entry, i) => {
    const [, name = `key ${i + 1}`, hash] = /^(?:([\w .@-]+):)?([0-9a-f]{64})$/i.exec(entry) ?? [];
    if (hash === undefined) {
      throw new Error(
        `entry ${i + 1} is no key: give NAME:HASH, with the SHA-256 of the token as 64 hex digits`,
      );
    }
    return { name, sha256: hash.toLowerCase() };
  });
}
