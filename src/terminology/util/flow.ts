/**
 * What may have to wait, written as it is read: top to bottom.
 *
 *     export const lookup = flow(function* (store: Terminology, request: LookupRequest) {
 *       const system = yield* found(findCodeSystem(store, request));
 *       const concept = yield* found(findConcept(system, request.code));
 *       return outcomeOf(system, concept);
 *     });
 */
import type { Awaitable } from "./awaitable.ts";

/** The steps of a flow: it stops only for promises. */
export type Steps<R> = Generator<Promise<unknown>, R, unknown>;

/** Each generator has a prototype of its own: to look `next` up in it costs more than a short step (0.7 of 50 us in a $translate). */
const { next } = Object.getPrototypeOf(Object.getPrototypeOf((function* () {})())) as Generator;

/**
 * Makes a function of a generator. It runs to its end at once as long as nothing has to wait, and else gives a promise.
 * What is awaited and fails is thrown where the generator waits for it. What the generator throws before anything had
 * to wait is thrown at once, not as a rejection.
 */
export function flow<A extends unknown[], R>(
  steps: (...args: A) => Steps<Awaitable<R>>,
): (...args: A) => Awaitable<R> {
  return (...args) => {
    const running = steps(...args);
    const step = next.call(running) as IteratorResult<Promise<unknown>, Awaitable<R>>;
    return step.done ? step.value : waiting(running, step.value);
  };
}

async function waiting<R>(running: Steps<Awaitable<R>>, first: Promise<unknown>): Promise<R> {
  let step = await resume(running, first);
  while (!step.done) step = await resume(running, step.value);
  return step.value;
}

function resume<R>(
  running: Steps<Awaitable<R>>,
  awaited: Promise<unknown>,
): Promise<IteratorResult<Promise<unknown>, Awaitable<R>>> {
  return awaited.then(
    (value) => running.next(value),
    (failure: unknown) => running.throw(failure),
  );
}

/** `const x = yield* found(what may have to wait)`, inside a flow. */
export function found<T>(value: Awaitable<T>): Iterable<Promise<unknown>, T, unknown> {
  return new Found(value);
}

/**
 * Not a generator of its own, and its own result: where the value is there, to wait for it makes one small object. The
 * core waits some 25 times in a $translate.
 */
class Found<T> implements Iterator<Promise<unknown>, T, unknown> {
  done = false;
  value: Awaitable<T>;
  private isGiven = false;

  constructor(value: Awaitable<T>) {
    this.value = value;
  }

  [Symbol.iterator](): this {
    return this;
  }

  /** A promise is given to the driver first, and comes back as what it was for. */
  next(awaited: unknown): IteratorResult<Promise<unknown>, T> {
    if (!(this.value instanceof Promise)) this.done = true;
    else if (this.isGiven) {
      this.done = true;
      this.value = awaited as T;
    } else this.isGiven = true;
    return this as IteratorResult<Promise<unknown>, T>;
  }

  throw(failure: unknown): never {
    throw failure;
  }
}
