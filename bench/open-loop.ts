/**
 * Callers who come when they come, however long the others have waited: so and so many requests a second.
 *
 * Each has a connection to itself, kept for the next one. A request's time begins when it is due, not when there was
 * time to send it; nothing waits in the one who asks: where all connections are taken a request is counted as not sent.
 */
import { Answers } from "./answers.ts";
import { Connection } from "./connection.ts";
import type { BenchRequest } from "./requests.ts";

/** Requests are begun so often. */
const TICK_MS = 5;
/** More connections than these are not opened by one caller. */
const MOST_CONNECTIONS = 4_000;
/** Who is not answered after so long has no answer. */
const PATIENCE_MS = 60_000;

const sleep = (milliseconds: number): Promise<void> =>
  new Promise((resolve) => setTimeout(resolve, milliseconds));

/** Sends requests at this rate until the time is up, and waits for the last answers. */
export async function openLoop(
  base: string,
  requests: readonly BenchRequest[],
  { rate, seconds, answers = new Answers() }: { rate: number; seconds: number; answers?: Answers },
): Promise<Answers> {
  const connections = new Connections(base);
  const began = performance.now();
  for (let due = 0; due < rate * seconds;) {
    const now = performance.now();
    answers.late = Math.max(answers.late, now - began - (due / rate) * 1_000 - TICK_MS);
    for (; due < rate * seconds && began + (due / rate) * 1_000 <= now; due++) {
      connections.ask(requests[due % requests.length]!, began + (due / rate) * 1_000, answers);
    }
    await sleep(TICK_MS);
  }
  for (const end = performance.now() + PATIENCE_MS; connections.waiting > 0 && performance.now() < end;)
    await sleep(TICK_MS);
  connections.close();
  return answers;
}

class Connections {
  private readonly base: string;
  private readonly all = new Set<Connection>();
  private readonly free: Connection[] = [];
  waiting = 0;

  constructor(base: string) {
    this.base = base;
  }

  ask(request: BenchRequest, due: number, answers: Answers): void {
    const connection = this.take();
    if (!connection) return void answers.unsent++;
    this.waiting++;
    connection.ask(request, (status) => {
      this.waiting--;
      answers.add(status, performance.now() - due);
      if (status > 0) this.free.push(connection);
    });
  }

  private take(): Connection | undefined {
    for (let one = this.free.pop(); one; one = this.free.pop()) if (one.isOpen) return one;
    if (this.all.size >= MOST_CONNECTIONS) return undefined;
    const one = new Connection(this.base);
    this.all.add(one);
    void one.closed.then(() => this.all.delete(one));
    return one;
  }

  close(): void {
    for (const connection of this.all) connection.close();
  }
}
