/**
 * Entity tags (RFC 9110, 8.8.3) that cost nothing: an answer can only change with the content's generation, so that a
 * caller who shows the current tag is told 304 before anything is computed. They are weak: answers that mean the same may
 * be compressed differently, here or on the way, and an expansion has another identifier each time.
 */
import { createHash, randomBytes } from "node:crypto";
import type { IncomingHttpHeaders, IncomingMessage } from "node:http";
import { otherTag } from "../../terminology/issues/http.ts";
import { Lru } from "../../terminology/util/lru.ts";
import { HttpError } from "../http-error.ts";

const MAX_VARIANTS = 1_000;
const WEAK = "W/";

/** Requests that differ in nothing but their address: the other headers don't change the answer to a GET. */
export interface Variant {
  /** No other variant has had it in this process. */
  readonly number: number;
  readonly hash: string;
}

/** Of the headers those that change an answer. Each by its own name: by a variable one they are looked up slowly. */
const telling = (headers: IncomingHttpHeaders): unknown[] => [
  headers.accept,
  headers["accept-language"],
  headers["accept-encoding"],
  headers.prefer,
  headers["x-too-costly-threshold"],
];

/** The name `cache-id`, each of its letters as it is or percent-encoded. */
const CACHE_ID =
  /(?:c|%[46]3)(?:a|%[46]1)(?:c|%[46]3)(?:h|%[46]8)(?:e|%[46]5)(?:-|%2d)(?:i|%[46]9)(?:d|%[46]4)/i;

/** Is the answer the same until the content changes? Not where what was sent under a cache-id before may count. */
export function isStable({ method, url = "" }: IncomingMessage): boolean {
  if (method !== "GET" && method !== "HEAD") return false;
  return !CACHE_ID.test(url);
}

/** Tells variants apart. */
export class Variants {
  private readonly known = new Lru<string, Variant>("variants", MAX_VARIANTS);
  private count = 0;
  private last: { base: string; values: unknown[]; variant: Variant } | undefined;

  /**
   * Links in answers begin with `base`. A caller's requests mostly have the same headers, one after the other: comparing
   * is cheaper than hashing.
   */
  of(headers: IncomingHttpHeaders, base: string): Variant {
    const { last } = this;
    const values = telling(headers);
    if (last?.base === base && values.every((value, i) => value === last.values[i])) return last.variant;
    const variant = this.find([base, ...values].map(String).join("\n"));
    this.last = { base, values, variant };
    return variant;
  }

  private find(text: string): Variant {
    let variant = this.known.get(text);
    if (!variant) {
      const hash = createHash("sha256").update(text).digest("base64url").slice(0, 10);
      this.known.set(text, (variant = { number: ++this.count, hash }));
    }
    return variant;
  }
}

/** Another start may have other settings, another program, or content whose generations were counted anew. */
export function newEpoch(): string {
  return randomBytes(4).toString("base64url");
}

export class EntityTags {
  private readonly epoch: string;
  private last: { variant: Variant; generation: number; tag: string } | undefined;

  /** `epoch` is the same in processes whose answers from content of one generation are the same. */
  constructor(epoch: string = newEpoch()) {
    this.epoch = epoch;
  }

  /** The tag that the answer to a request of this variant has if it succeeds, from content of this generation. */
  of(variant: Variant, generation: number): string {
    const { last } = this;
    if (last?.variant === variant && last.generation === generation) return last.tag;
    const tag = `${WEAK}"${this.epoch}.${generation.toString(36)}.${variant.hash}"`;
    this.last = { variant, generation, tag };
    return tag;
  }
}

/** Does If-Match, where it was sent, name this tag? As FHIR compares its weak tags (RFC 9110, 13.1.1). */
export function isMatched(headers: IncomingHttpHeaders, tag: string): boolean {
  const wanted = headers["if-match"];
  return (
    wanted === undefined || wanted.trim() === "*" || wanted.split(",").some((one) => bare(one) === bare(tag))
  );
}

/** @throws HttpError 412: If-Match does not name this tag */
export function requireMatched(headers: IncomingHttpHeaders, tag: string): void {
  if (!isMatched(headers, tag)) throw new HttpError(412, otherTag(headers["if-match"]!, tag));
}

const bare = (tag: string): string => tag.trim().replace(/^W\/|"/g, "");

/** Does If-None-Match name this tag? Weakly compared (RFC 9110, 13.1.2). */
export function isNotModified(headers: IncomingHttpHeaders, tag: string): boolean {
  const wanted = headers["if-none-match"];
  return wanted !== undefined && wanted.includes(tag.slice(WEAK.length));
}
