/**
 * Answers that need not be made again, for all FHIR versions of an app. They are looked up by the first handler: what
 * Express does until it gets to FHIR's own costs more than the look (a kept $lookup: 15.6 us of the main thread without
 * the kernel before, 12.1 so, by perf on Node 24).
 */
import type { ServerResponse } from "node:http";
import type { Snapshot, Store } from "../../terminology/store.ts";
import { after, type Awaitable } from "../../terminology/util/awaitable.ts";
import { baseUrl } from "../base-url.ts";
import type { HttpRequestMessage, Next } from "../handler.ts";
import { send, type WrittenAnswer } from "../send.ts";
import type { HttpSettings } from "../settings.ts";
import { stateOf } from "../state-of.ts";
import { isStable, type Variant, Variants } from "./entity-tag.ts";
import { KeptAnswers } from "./kept-answers.ts";

/** What the answer to a request depends on besides its address: found out once for each. */
interface Asked {
  /** What it reads: one state, from the first question to the last. */
  readonly state: Snapshot;
  readonly generation: number;
  /** undefined: its answer is not the same for everybody, or not as long as the content is. */
  readonly variant: Variant | undefined;
  /** Under which its answer is kept; undefined: it is not. */
  readonly key: string | undefined;
  readonly kept: WrittenAnswer | undefined;
}

type Settings = Pick<HttpSettings, "responseCache" | "publicUrl" | "reads">;

/** Concepts are retired on days that come: what was answered on another one does not count. */
const today = (): number => Math.floor(Date.now() / 86_400_000);
/** Above any day's number: a clock may be set back, and no two pairs of a generation and a day make one number. */
const MOST_DAYS = 1_000_000;

export class AnswerCache {
  private readonly store: Store;
  private readonly settings: Settings;
  private readonly variants = new Variants();
  private readonly kept: KeptAnswers;
  private last: { req: HttpRequestMessage; asked: Awaitable<Asked> } | undefined;

  constructor(store: Store, settings: Settings) {
    this.store = store;
    this.settings = settings;
    this.kept = new KeptAnswers(settings.responseCache);
  }

  /** The handlers of one request ask one after the other, and get the same. */
  asked(req: HttpRequestMessage): Awaitable<Asked> {
    if (this.last?.req !== req)
      this.last = { req, asked: after(stateOf(this.store), (state) => this.of(req, state)) };
    return this.last.asked;
  }

  put({ key }: Asked, answer: WrittenAnswer): void {
    if (key !== undefined && answer.status === 200) this.kept.put(key, answer);
  }

  /** Sends the kept answer. False: there is none that could be known at once. */
  answer(req: HttpRequestMessage, res: ServerResponse, next: Next): boolean {
    const asked = this.asked(req);
    if (asked instanceof Promise || !asked.kept) return false;
    send(req, res, asked.kept, next);
    return true;
  }

  private of(req: HttpRequestMessage, state: Snapshot): Asked {
    // No two generations of a store that doesn't answer are the same: nothing that is kept counts.
    const generation = state === this.store ? Math.random() : state.generation * MOST_DAYS + today();
    // What is kept is for everybody: where not everybody may read, nothing is.
    const isForAll = this.settings.reads !== "key" && isStable(req);
    const variant = isForAll
      ? this.variants.of(req.headers, baseUrl(req, this.settings.publicUrl))
      : undefined;
    const key = variant && this.kept.keyOf(req, variant, generation);
    const kept = key === undefined ? undefined : this.kept.get(key);
    return { state, generation, variant, key, kept };
  }
}
