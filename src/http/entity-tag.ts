/**
 * Strong entity tags (RFC 9110, 8.8.3) that cost nothing: an answer can only change with the content's generation,
 * so that a caller who shows the current tag is told 304 before anything is computed.
 */
import { createHash, randomBytes } from "node:crypto";
import type { IncomingHttpHeaders } from "node:http";
import type { TerminologyStore } from "../terminology/store.ts";

const MAX_VARIANTS = 1_000;

export class EntityTags {
  private readonly store: TerminologyStore;
  /** Generations are counted anew by another process over other content. */
  private readonly epoch = randomBytes(4).toString("base64url");
  /** Hashes of the headers that the answer to one address depends on. */
  private readonly variants = new Map<string, string>();

  constructor(store: TerminologyStore) {
    this.store = store;
  }

  /** The tag that the answer to this request has if it succeeds. */
  of(headers: IncomingHttpHeaders): string {
    const { accept = "", host = "", prefer = "" } = headers;
    const language = headers["accept-language"] ?? "";
    const encoding = headers["accept-encoding"] ?? "";
    const key = `${accept}\n${language}\n${encoding}\n${host}\n${String(prefer)}`;
    let variant = this.variants.get(key);
    if (variant === undefined) {
      variant = createHash("sha256").update(key).digest("base64url").slice(0, 10);
      if (this.variants.size >= MAX_VARIANTS) this.variants.clear();
      this.variants.set(key, variant);
    }
    return `"${this.epoch}.${this.store.generation.toString(36)}.${variant}"`;
  }
}

/** Does If-None-Match name this tag? */
export function isNotModified(headers: IncomingHttpHeaders, tag: string): boolean {
  const wanted = headers["if-none-match"];
  return wanted !== undefined && wanted.includes(tag);
}
