/** Answers to GETs already given, as they went out: good until the store's generation moves, bounded by bytes. */
import type { Wire } from "../send.ts";

/** What an entry costs besides its text. */
const OVERHEAD = 500;

interface Kept {
  generation: number;
  wire: Wire;
  size: number;
}

export class ResponseCache {
  private readonly maxBytes: number;
  private readonly entries = new Map<string, Kept>();
  private bytes = 0;

  /** 0 bytes: nothing is kept. */
  constructor(maxBytes: number) {
    this.maxBytes = maxBytes;
  }

  /** Is anything kept at all? */
  get isOn(): boolean {
    return this.maxBytes > 0;
  }

  get size(): number {
    return this.bytes;
  }

  get(key: string, generation: number): Wire | undefined {
    const kept = this.entries.get(key);
    if (!kept) return undefined;
    if (kept.generation === generation) return kept.wire;
    this.drop(key, kept);
    return undefined;
  }

  /** `generation` is that from before the answer was computed. No answer may take more than an eighth of the room. */
  put(key: string, generation: number, wire: Wire): void {
    const size = key.length + wire.body.length + OVERHEAD;
    if (size > this.maxBytes / 8) return;
    const before = this.entries.get(key);
    if (before) this.drop(key, before);
    // The oldest go first: what is asked for often is soon back.
    for (const [oldest, kept] of this.entries) {
      if (this.bytes + size <= this.maxBytes) break;
      this.drop(oldest, kept);
    }
    this.entries.set(key, { generation, wire, size });
    this.bytes += size;
  }

  private drop(key: string, { size }: Kept): void {
    this.entries.delete(key);
    this.bytes -= size;
  }
}
