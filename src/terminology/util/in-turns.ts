/** Long work in steps, between which other requests have their turn. */
import type { Awaitable } from "./awaitable.ts";

/** Work that says with `yield` where it may stop for others: some hundred microseconds apart, or less. */
export type LongWork<T> = Generator<void, T>;

/** Nobody waits longer for it than this and a step. */
const STRETCH_MS = 10;

/** Whose work is long. */
export interface LongRequest {
  /** It needs no more memory as it goes on, or has ended. */
  readonly isDone: boolean;
}

/** Long work waits for it; what it throws is what the work ends with. */
type Guard = (request?: LongRequest) => Awaitable<void>;

let mayGoOn: Guard = () => {};

/** `guard` is asked whenever long work goes on after others had their turn. */
export function guardLongWork(guard: Guard): void {
  mayGoOn = guard;
}

let waiting: (() => void)[] = [];

/** Others have their turn now. For what needs no more memory as it goes on, or must not end: loading, cleaning up. */
export const othersFirst = (): Promise<void> =>
  new Promise((resolve) => {
    if (waiting.push(resolve) === 1) setImmediate(turn);
  });

/** Those who gave way go on one after the other, as many as this turn of the event loop has time for: each may hold on for long. */
function turn(): void {
  const end = performance.now() + STRETCH_MS;
  const going = waiting;
  waiting = [];
  const next = (at: number): void => {
    if (at < going.length && performance.now() < end) {
      going[at]!();
      // When it waits again, or is done.
      queueMicrotask(() => process.nextTick(next, at + 1));
      return;
    }
    const isComing = waiting.length > 0;
    waiting = [...going.slice(at), ...waiting];
    if (!isComing && waiting.length > 0) setImmediate(turn);
  };
  next(0);
}

/** The same for long work, of this request where it is known, which goes on if and when it may. */
export const yieldToOthers = (request?: LongRequest): Promise<void> =>
  othersFirst().then(() => mayGoOn(request));

/** Lets others have their turn if, since it was made or last did so, much time has gone by. */
export class Turns {
  private readonly rest: () => Promise<void>;
  private since = performance.now();

  constructor(rest = () => yieldToOthers()) {
    this.rest = rest;
  }

  get isOver(): boolean {
    return performance.now() - this.since >= STRETCH_MS;
  }

  async giveWay(): Promise<void> {
    if (!this.isOver) return;
    await this.rest();
    this.since = performance.now();
  }
}

/** The items, one after the other: others have their turn between them. */
export async function* eachInTurn<T>(items: Iterable<T>): AsyncGenerator<T> {
  const turns = new Turns();
  for (const item of items) {
    if (turns.isOver) await turns.giveWay();
    yield item;
  }
}

/** Others have their turn between steps. What ends before that is done at once. */
export function inTurns<T>(work: LongWork<T>): Awaitable<T> {
  const turns = new Turns();
  for (;;) {
    const step = work.next();
    if (step.done) return step.value;
    if (turns.isOver) return goneOn(work, turns);
  }
}

/** The same for what has to be done to its end: a part of the answer has been sent. */
export const inTurnsToTheEnd = <T>(work: LongWork<T>): Promise<T> => goneOn(work, new Turns(othersFirst));

async function goneOn<T>(work: LongWork<T>, turns: Turns): Promise<T> {
  for (;;) {
    if (turns.isOver) await turns.giveWay();
    const step = work.next();
    if (step.done) return step.value;
  }
}

/** Loads parts of the program one after the other: one with all that it imports is loaded at a stretch. */
export async function loadInTurns(loads: readonly (() => Promise<unknown>)[]): Promise<void> {
  for (const load of loads) {
    await load();
    await othersFirst();
  }
}

/** All of it now. */
export function atOnce<T>(work: LongWork<T>): T {
  for (;;) {
    const step = work.next();
    if (step.done) return step.value;
  }
}
