/**
 * Strong entity tags (RFC 9110, 8.8.3) that cost nothing: an answer can only change with the content's generation,
 * so that a caller who shows the current tag is told 304 before anything is computed.
 */
import { createHash, randomBytes } from "node:crypto";
import type { IncomingHttpHeaders } from "node:http";

const MAX_VARIANTS = 1_000;

/** All of a request's headers that the answer to a GET depends on, in one string. */
export function variantOf(headers: IncomingHttpHeaders): string {
  const { accept, host, prefer } = headers;
  const language = headers["accept-language"];
  const encoding = headers["accept-encoding"];
  const threshold = headers["x-too-costly-threshold"];
  return `${accept}\n${language}\n${encoding}\n${host}\n${String(prefer)}\n${String(threshold)}\n`;
}

/** Another start may have other settings, another program, or content whose generations were counted anew. */
export function newEpoch(): string {
  return randomBytes(4).toString("base64url");
}

export class EntityTags {
  private readonly epoch: string;
  private readonly hashes = new Map<string, string>();

  /** `epoch` is the same in processes whose answers from content of one generation are the same. */
  constructor(epoch: string = newEpoch()) {
    this.epoch = epoch;
  }

  /** The tag that the answer to a request of this variant has if it succeeds, from content of this generation. */
  of(variant: string, generation: number): string {
    let hash = this.hashes.get(variant);
    if (hash === undefined) {
      hash = createHash("sha256").update(variant).digest("base64url").slice(0, 10);
      if (this.hashes.size >= MAX_VARIANTS) this.hashes.clear();
      this.hashes.set(variant, hash);
    }
    return `"${this.epoch}.${generation.toString(36)}.${hash}"`;
  }
}

/** Does If-None-Match name this tag? */
export function isNotModified(headers: IncomingHttpHeaders, tag: string): boolean {
  const wanted = headers["if-none-match"];
  return wanted !== undefined && wanted.includes(tag);
}
