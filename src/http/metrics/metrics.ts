/**
 * What a process counts of its requests, cheaply: one look into a Map for each. How it is told, and what is looked up
 * when somebody asks (memory, sizes), is in `exposition.ts`, which is loaded then.
 */
import type { IncomingMessage, ServerResponse } from "node:http";
import { TerminologyError } from "../../terminology/issues/issue.ts";
import type { Store } from "../../terminology/store.ts";
import { splitAddress } from "../address.ts";
import type { Load } from "../load.ts";
import { type Refusal, refusalOf } from "./refusal.ts";
import type { Namer, RequestName } from "./request-name.ts";

/** Upper bounds in seconds. */
export const BUCKETS = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30];

export interface Durations {
  operation: string;
  version: string;
  outcome: string;
  /** Requests of each bucket alone; the last one has no bound. */
  counts: number[];
  /** Seconds. */
  sum: number;
}

export class Metrics {
  readonly store: Store;
  /** What is under way; absent until there is an app. */
  load: Load | undefined;
  private readonly nameOf: Namer;
  private readonly byName = new Map<RequestName, Map<string, Durations>>();
  private readonly refusals = new Map<Refusal, number>();

  constructor(store: Store, nameOf: Namer) {
    this.store = store;
    this.nameOf = nameOf;
  }

  get durations(): readonly Durations[] {
    return [...this.byName.values()].flatMap((byOutcome) => [...byOutcome.values()]);
  }

  get refused(): ReadonlyMap<Refusal, number> {
    return this.refusals;
  }

  /** A request has ended: its answer was taken, or its caller has gone. `url` as it came. */
  ended({ method = "" }: IncomingMessage, url: string, res: ServerResponse, milliseconds: number): void {
    const name = this.nameOf(method, splitAddress(url).path);
    // By a middleware: nothing here asks a single caller to ask less often.
    if (res.statusCode === 429) this.refuse("too-many");
    const outcome = res.writableFinished ? outcomeOf(res.statusCode) : "hung-up";
    const durations = this.of(name, outcome);
    const seconds = milliseconds / 1_000;
    durations.sum += seconds;
    let bucket = 0;
    while (bucket < BUCKETS.length && seconds > BUCKETS[bucket]!) bucket++;
    durations.counts[bucket]!++;
  }

  private of(name: RequestName, outcome: string): Durations {
    let byOutcome = this.byName.get(name);
    if (!byOutcome) this.byName.set(name, (byOutcome = new Map<string, Durations>()));
    let durations = byOutcome.get(outcome);
    if (!durations) {
      const counts = new Array<number>(BUCKETS.length + 1).fill(0);
      byOutcome.set(outcome, (durations = { ...name, outcome, counts, sum: 0 }));
    }
    return durations;
  }

  /** What was thrown in the place of an answer: was it a refusal? */
  failed(thrown: unknown): void {
    const why = thrown instanceof TerminologyError ? refusalOf(thrown) : undefined;
    if (why) this.refuse(why);
  }

  refuse(why: Refusal): void {
    this.refusals.set(why, (this.refusals.get(why) ?? 0) + 1);
  }
}

function outcomeOf(status: number): string {
  if (status < 400) return "ok";
  return status < 500 ? "client-error" : "server-error";
}
