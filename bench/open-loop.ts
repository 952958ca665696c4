/** Callers who come when they come, however long the others have waited: so and so many requests a second. */
import { Agent, request } from "node:http";
import type { BenchRequest } from "./requests.ts";
import { percentile } from "./statistics.ts";

/** Requests are begun so often. */
const TICK_MS = 5;
/** More connections than these are not opened by one caller. */
const MOST_CONNECTIONS = 2_000;

export class Answers {
  /** By status; 0: no answer came. */
  readonly statuses = new Map<number, number>();
  /** Milliseconds, of what was answered with 200. */
  private times: number[] = [];

  add(status: number, milliseconds: number): void {
    this.statuses.set(status, (this.statuses.get(status) ?? 0) + 1);
    if (status === 200) this.times.push(milliseconds);
  }

  get answered(): number {
    return this.times.length;
  }

  get all(): number {
    return [...this.statuses.values()].reduce((sum, count) => sum + count, 0);
  }

  percentile(part: number): number {
    return this.times.length === 0 ? NaN : percentile(this.times, part);
  }
}

/** Sends requests at this rate until the time is up, and waits for the last answers. */
export async function openLoop(
  base: string,
  requests: readonly BenchRequest[],
  { rate, seconds, answers = new Answers() }: { rate: number; seconds: number; answers?: Answers },
): Promise<Answers> {
  const agent = new Agent({ keepAlive: true, maxSockets: MOST_CONNECTIONS });
  const began = performance.now();
  const pending = new Set<Promise<void>>();
  for (let sent = 0; performance.now() - began < seconds * 1_000;) {
    const due = Math.floor(((performance.now() - began) / 1_000) * rate);
    for (; sent < due; sent++) {
      const one: Promise<void> = ask(base, requests[sent % requests.length]!, agent, answers).finally(() =>
        pending.delete(one),
      );
      pending.add(one);
    }
    await new Promise((resolve) => setTimeout(resolve, TICK_MS));
  }
  await Promise.all(pending);
  agent.destroy();
  return answers;
}

function ask(
  base: string,
  { method, path, body }: BenchRequest,
  agent: Agent,
  answers: Answers,
): Promise<void> {
  const began = performance.now();
  return new Promise((resolve) => {
    const done = (status: number): void => {
      answers.add(status, performance.now() - began);
      resolve();
    };
    const headers = { "content-type": "application/fhir+json" };
    const sent = request(base + path, { method, agent, headers }, (answer) => {
      answer.resume().once("end", () => done(answer.statusCode!));
      answer.once("error", () => done(0));
    });
    sent.once("error", () => done(0));
    sent.setTimeout(60_000, () => sent.destroy());
    sent.end(body);
  });
}
