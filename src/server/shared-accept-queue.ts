/**
 * The accept queue of several workers is the primary's: node:cluster takes connections there, hands each worker one at a
 * time, and cuts off those that wait when the last worker leaves. So, when all are to stop, none leaves while anybody
 * waits, and none tells its callers that it has left before all have: they would come back to a queue that is about to
 * close.
 */
import type { Worker } from "node:cluster";
import { setImmediate as turn, setTimeout as sleep } from "node:timers/promises";
import type { AcceptQueue } from "../http/server.ts";

/** From a worker: it has all that it was given, or has left. To it: somebody came since, or nobody waits, or all have left. */
type Message = { acceptQueue: "here" | "left" | "again" | "empty" | "closed" };

const isMessage = (message: unknown): message is Message =>
  typeof message === "object" && message !== null && "acceptQueue" in message;

/** So long a worker waits for the others, which may hang; within it a slow machine has handed out what it has taken. */
const WITHIN_MS = 2_000;

/** In a worker: the queue as the primary knows it. */
export function sharedAcceptQueue(): AcceptQueue {
  let heard: (message: Message) => void = () => undefined;
  process.on("message", (message: unknown) => isMessage(message) && heard(message));
  const say = (message: Message) =>
    new Promise<Message>((resolve) => {
      heard = resolve;
      process.send?.(message, () => undefined);
    });
  const untilEmpty = async (): Promise<void> => {
    while ((await say({ acceptQueue: "here" })).acceptQueue === "again");
  };
  return { empty: () => soon(untilEmpty()), left: () => soon(say({ acceptQueue: "left" })) };
}

async function soon(done: Promise<unknown>): Promise<void> {
  await Promise.race([done, sleep(WITHIN_MS)]);
}

/** In the primary: answers the workers among `present` when all have said where they are. */
export class AcceptQueueOfWorkers {
  private readonly present: ReadonlySet<Worker>;
  private readonly said = new Map<Worker, Message["acceptQueue"]>();
  private handedOut = 0;
  private handedOutBefore: number | undefined;
  private stopping = false;

  constructor(present: ReadonlySet<Worker>) {
    this.present = present;
  }

  /** From now on those who leave wait for each other. */
  stop(): void {
    this.stopping = true;
  }

  /** Counts the connections that this worker is given, and hangs up on the last one if it dies with it. */
  watch(worker: Worker): void {
    const { process: child } = worker;
    let last: { close(): void } | undefined;
    const send = child.send.bind(child) as (...args: unknown[]) => boolean;
    child.send = (...args: unknown[]) => {
      const [message, handle] = args as [{ act?: string }, typeof last];
      if (message.act === "newconn") {
        this.handedOut++;
        last = handle;
      }
      return send(...args);
    };
    worker.once("exit", (code: number) => {
      // On its way to a worker that was killed: node:cluster keeps it open for ever, and the caller would wait. At most
      // one is, for none is given before the one before was taken. One that ends by itself has refused what it could not take.
      if (code !== 0) last?.close();
      this.said.delete(worker);
      void this.answer();
    });
  }

  /** `true`: the message was about the queue. */
  take(from: Worker, message: unknown): boolean {
    if (!isMessage(message)) return false;
    this.said.set(from, message.acceptQueue);
    void this.answer();
    return true;
  }

  private async answer(): Promise<void> {
    const { said, present } = this;
    // A worker that leaves alone leaves the queue to the others.
    if (said.size === 0 || (this.stopping && [...present].some((worker) => !said.has(worker)))) return;
    const waiting = [...said];
    said.clear();
    const empty = await this.isEmpty();
    for (const [worker, where] of waiting) {
      const acceptQueue = where === "left" ? "closed" : empty || !this.stopping ? "empty" : "again";
      if (worker.isConnected()) worker.send({ acceptQueue } satisfies Message, () => undefined);
    }
  }

  /**
   * Where nothing was handed out since all were asked the last time, nothing is on its way, and nothing waits: it would
   * have been handed to a worker that had room. Two turns of the loop, for what the system has taken.
   */
  private async isEmpty(): Promise<boolean> {
    await turn();
    await turn();
    const empty = this.handedOut === this.handedOutBefore;
    this.handedOutBefore = this.handedOut;
    return empty;
  }
}
