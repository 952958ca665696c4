/**
 * Whoever asks for metrics meets one worker, and gets those of all: that one asks the primary, which asks the others. A
 * worker that does not say within three seconds is left out; `ossicle_processes` is the number of those that did.
 */
import type { Worker } from "node:cluster";
import type { Sample } from "../http/metrics/exposition.ts";
import type { GatherSamples } from "../http/metrics/metrics-router.ts";
import { within } from "../terminology/util/within.ts";

/** The first time, a worker has to load what tells them. */
const WITHIN_MS = 3_000;
/** The worker that asks waits longer than the primary; Prometheus, by itself, for ten seconds. */
const GIVE_UP_MS = 5_000;

/** From a worker: it wants those of the others, or says its own. To a worker: what it wanted, or that its own are wanted. */
type Message =
  | { metrics: "want"; id: number }
  | { metrics: "others"; id: number; samples: Sample[][] }
  | { metrics: "ask"; id: number }
  | { metrics: "own"; id: number; samples: Sample[] | undefined };

const isMessage = (message: unknown): message is Message =>
  typeof message === "object" && message !== null && "metrics" in message;

/** In a worker: makes of its own metrics those of all workers. */
export function ofAllWorkers(own: () => Promise<Sample[]>): GatherSamples {
  const waiting = new Map<number, (samples: Sample[][]) => void>();
  let asked = 0;
  process.on("message", (message: unknown) => {
    if (!isMessage(message)) return;
    if (message.metrics === "others") waiting.get(message.id)?.(message.samples);
    if (message.metrics === "ask") void say(message.id);
  });
  const say = async (id: number): Promise<void> => {
    const samples = await own().catch(() => undefined);
    process.send?.({ metrics: "own", id, samples } satisfies Message, () => undefined);
  };
  return async () => {
    const id = ++asked;
    try {
      const others = new Promise<Sample[][]>((resolve) => waiting.set(id, resolve));
      process.send?.({ metrics: "want", id } satisfies Message, () => undefined);
      const [mine, theirs] = await Promise.all([own(), within(others, GIVE_UP_MS, () => [])]);
      return [mine, ...theirs];
    } finally {
      waiting.delete(id);
    }
  };
}

/** In the primary: answers the workers among `present`. */
export class MetricsOfWorkers {
  private readonly present: ReadonlySet<Worker>;
  private readonly waiting = new Map<number, (samples: Sample[] | undefined) => void>();
  private asked = 0;

  constructor(present: ReadonlySet<Worker>) {
    this.present = present;
  }

  /** `true`: the message was about metrics. */
  take(from: Worker, message: unknown): boolean {
    if (!isMessage(message)) return false;
    if (message.metrics === "want") void this.answer(from, message.id);
    if (message.metrics === "own") this.waiting.get(message.id)?.(message.samples);
    return true;
  }

  private async answer(worker: Worker, id: number): Promise<void> {
    const others = [...this.present].filter((one) => one !== worker);
    const all = await Promise.all(others.map((one) => this.ask(one)));
    const samples = all.filter((own) => own !== undefined);
    tell(worker, { metrics: "others", id, samples });
  }

  private async ask(worker: Worker): Promise<Sample[] | undefined> {
    const id = ++this.asked;
    try {
      const own = new Promise<Sample[] | undefined>((resolve) => this.waiting.set(id, resolve));
      tell(worker, { metrics: "ask", id });
      return await within(own, WITHIN_MS, () => undefined);
    } finally {
      this.waiting.delete(id);
    }
  }
}

/** It may be gone by now. */
function tell(worker: Worker, message: Message): void {
  if (worker.isConnected()) worker.send(message, () => undefined);
}
