/**
 * Who may write? The one place that decides: today by static keys, of which only SHA-256 hashes are kept.
 * Another scheme (SMART, OAuth) is another `Verifier`.
 */
import { createHash, timingSafeEqual } from "node:crypto";
import type { IncomingHttpHeaders } from "node:http";
import { missingToken, unknownToken } from "../terminology/issues/http.ts";
import { HttpError } from "./http-error.ts";

/** The name of the caller whom the bearer token belongs to; undefined: nobody's token. */
export type Verifier = (token: string) => string | undefined;

/** One key: whose it is, and the SHA-256 of the token in hex. */
export interface Key {
  name: string;
  sha256: string;
}

const sha256 = (text: string): Buffer => createHash("sha256").update(text).digest();

/** Every key is compared, and each in constant time: how long it takes tells nothing about them. */
export function keyVerifier(keys: readonly Key[]): Verifier {
  const known = keys.map(({ name, sha256: hex }) => ({ name, hash: Buffer.from(hex, "hex") }));
  return (token) => {
    const hash = sha256(token);
    let owner: string | undefined;
    for (const key of known) if (timingSafeEqual(key.hash, hash)) owner = key.name;
    return owner;
  };
}

/**
 * The caller's name, from `Authorization: Bearer TOKEN`.
 * @throws HttpError 401 with WWW-Authenticate (RFC 6750, 3).
 */
export function authenticate(headers: IncomingHttpHeaders, verify: Verifier): string {
  const token = /^Bearer +([A-Za-z0-9._~+/-]+=*)$/i.exec(headers.authorization ?? "")?.[1];
  if (token === undefined) {
    throw new HttpError(401, missingToken(), { "WWW-Authenticate": 'Bearer realm="ossicle"' });
  }
  const caller = verify(token);
  if (caller === undefined) {
    const challenge = 'Bearer realm="ossicle", error="invalid_token"';
    throw new HttpError(401, unknownToken(), { "WWW-Authenticate": challenge });
  }
  return caller;
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
