/** Answers to GETs already given, as they went out: good until the store's generation moves, bounded by bytes. */
import type { IncomingMessage } from "node:http";
import { keptCounts } from "../../terminology/util/kept-counts.ts";
import type { WrittenAnswer } from "../send.ts";
import type { Variant } from "./entity-tag.ts";

/** What an entry costs besides its text. */
const OVERHEAD = 500;
const counts = keptCounts("answers");

interface Kept {
  generation: number;
  answer: WrittenAnswer;
  size: number;
}

export class KeptAnswers {
  private readonly maxBytes: number;
  private readonly entries = new Map<string, Kept>();
  private bytes = 0;

  /** 0 bytes: nothing is kept. */
  constructor(maxBytes: number) {
    this.maxBytes = maxBytes;
  }

  /** Under which the answer to this request is kept; undefined: it is not. */
  keyOf({ method, headers, url }: IncomingMessage, variant: Variant): string | undefined {
    const conditional = "if-none-match" in headers || "if-modified-since" in headers;
    return this.maxBytes > 0 && method === "GET" && !conditional ? `${variant.number} ${url}` : undefined;
  }

  get size(): number {
    return this.bytes;
  }

  get(key: string, generation: number): WrittenAnswer | undefined {
    const kept = this.entries.get(key);
    if (kept?.generation === generation) {
      counts.hits++;
      return kept.answer;
    }
    counts.misses++;
    if (kept) this.drop(key, kept);
    return undefined;
  }

  /** `generation` is that from before the answer was computed. No answer may take more than an eighth of the room. */
  put(key: string, generation: number, answer: WrittenAnswer): void {
    const size = key.length + answer.body.length + OVERHEAD;
    if (size > this.maxBytes / 8) return;
    const before = this.entries.get(key);
    if (before) this.drop(key, before);
    // The oldest go first: what is asked for often is soon back.
    for (const [oldest, kept] of this.entries) {
      if (this.bytes + size <= this.maxBytes) break;
      this.drop(oldest, kept);
    }
    this.entries.set(key, { generation, answer, size });
    this.bytes += size;
  }

  private drop(key: string, { size }: Kept): void {
    this.entries.delete(key);
    this.bytes -= size;
  }
}
