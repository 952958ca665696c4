/** Answers to GETs already given, as they went out: good until the store's generation moves, bounded by bytes. */
import type { IncomingMessage } from "node:http";
import { Lru } from "../../terminology/util/lru.ts";
import type { WrittenAnswer } from "../send.ts";
import type { Variant } from "./entity-tag.ts";

/** What an entry costs besides its text. */
const OVERHEAD = 500;
/** No answer may take more than this part of the room. */
const LARGEST = 8;

const CONDITIONS = ["if-none-match", "if-modified-since", "if-match"];

export class KeptAnswers {
  private readonly maxBytes: number;
  private readonly answers: Lru<string, WrittenAnswer>;

  /** 0 bytes: nothing is kept. */
  constructor(maxBytes: number) {
    this.maxBytes = maxBytes;
    this.answers = new Lru("answers", maxBytes);
  }

  /**
   * Under which the answer to this request is kept, from content of this generation; undefined: it is not. What older
   * content gave is never asked for again, and goes as others come.
   */
  keyOf({ method, headers, url }: IncomingMessage, variant: Variant, generation: number): string | undefined {
    const conditional = CONDITIONS.some((name) => name in headers);
    if (this.maxBytes === 0 || method !== "GET" || conditional) return undefined;
    return `${generation} ${variant.number} ${url}`;
  }

  get(key: string): WrittenAnswer | undefined {
    return this.answers.get(key);
  }

  put(key: string, answer: WrittenAnswer): void {
    const size = key.length + answer.body.length + OVERHEAD;
    if (size <= this.maxBytes / LARGEST) this.answers.set(key, answer, size);
  }
}
