/** Short keys for what an index must find whatever its length. */
import { createHash } from "node:crypto";
import { codeKey } from "../../terminology/concepts/code-key.ts";
import type { Coding } from "../../terminology/model.ts";

/** PostgreSQL indexes 2.7 kB at most, and long values would fill the index of the others too. */
const LONGEST = 200;
const MARK = "\u2026#";

/** The value itself, or its beginning and a hash that stands for the rest. */
export function valueKey(value: string): string {
  if (value.length <= LONGEST && !value.includes(MARK)) return value;
  return value.slice(0, 120) + MARK + createHash("sha256").update(value).digest("base64url").slice(0, 22);
}

/** How the code system of this header compares codes, in a length that can be indexed. */
export function keyOf(header: object): (code: string) => string {
  const key = codeKey(header);
  return (code) => valueKey(key(code));
}

/** A coding's system and code as one text that no other coding has; quicker to make than JSON. */
export function codingKey({ system = "", code = "" }: Coding): string {
  return `${system.length}:${system}${code.length}:${code}`;
}

/** Is this key all there is of the value? */
export function isWhole(key: string): boolean {
  return !key.includes(MARK);
}

/** A word as it is indexed: no longer than any engine takes. */
export function wordKey(word: string): string {
  return word.slice(0, 100);
}

/** 53 bits of hash, exact in a double: names are found by it and then compared. (cyrb53, public domain.) */
export function nameHash(key: string): number {
  let a = 0xdeadbeef;
  let b = 0x41c6ce57;
  for (let i = 0; i < key.length; i++) {
    const unit = key.charCodeAt(i);
    a = Math.imul(a ^ unit, 2654435761);
    b = Math.imul(b ^ unit, 1597334677);
  }
  a = Math.imul(a ^ (a >>> 16), 2246822507) ^ Math.imul(b ^ (b >>> 13), 3266489909);
  b = Math.imul(b ^ (b >>> 16), 2246822507) ^ Math.imul(a ^ (a >>> 13), 3266489909);
  return 4294967296 * (2097151 & b) + (a >>> 0);
}
