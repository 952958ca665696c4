/**
 * What may be known at once. A promise costs more than a small answer, and most of what is asked for is in memory.
 * Hot code in async functions says `x instanceof Promise ? await x : x`: to await a plain value costs a turn as well.
 */
export type Awaitable<T> = T | Promise<T>;

/** `next` of the value: at once where the value is there. */
export function after<T, R>(value: Awaitable<T>, next: (value: T) => Awaitable<R>): Awaitable<R> {
  return value instanceof Promise ? value.then(next) : next(value);
}

/** What `make` gives; where it fails, now or later, what `instead` gives. */
export function orElse<T>(
  make: () => Awaitable<T>,
  instead: (failure: unknown) => Awaitable<T>,
): Awaitable<T> {
  try {
    const made = make();
    return made instanceof Promise ? made.catch(instead) : made;
  } catch (failure) {
    return instead(failure);
  }
}

/** Runs `begin` if the value is not there yet, and what that gives when it is, or has failed. */
export function whileWaiting<T>(value: Awaitable<T>, begin: () => () => void): Awaitable<T> {
  return value instanceof Promise ? value.finally(begin()) : value;
}

/** Of a list, so much may be waited for together: what is asked of a database stands in a queue there, where others do. */
const AT_A_TIME = 100;

/** `each` of a list: at once where all are there. Where one fails at once, nobody asks any more what became of others. */
export function mapAll<T, R>(
  items: readonly T[],
  each: (item: T, at: number) => Awaitable<R>,
): Awaitable<R[]> {
  const found: Awaitable<R>[] = [];
  let waiting = 0;
  try {
    for (let at = 0; at < items.length && waiting < AT_A_TIME; at++) {
      const one = each(items[at]!, at);
      if (one instanceof Promise) waiting++;
      found.push(one);
    }
  } catch (failure) {
    for (const begun of found) if (begun instanceof Promise) begun.catch(() => undefined);
    throw failure;
  }
  if (waiting === 0) return found as R[];
  if (found.length < items.length) return restOf(items, each, found);
  const [first] = found as Promise<R>[];
  return found.length === 1 ? first!.then((one) => [one]) : Promise.all(found);
}

async function restOf<T, R>(
  items: readonly T[],
  each: (item: T, at: number) => Awaitable<R>,
  begun: readonly Awaitable<R>[],
): Promise<R[]> {
  const all = await Promise.all(begun);
  while (all.length < items.length) {
    const from = all.length;
    const part = items.slice(from, from + AT_A_TIME).map(async (item, i) => each(item, from + i));
    for (const one of await Promise.all(part)) all.push(one);
  }
  return all;
}

/** A Map, a WeakMap or an Lru. */
export interface Keeper<K, T> {
  get(key: K): Awaitable<T> | undefined;
  has(key: K): boolean;
  set(key: K, value: Awaitable<T>, weight?: number): unknown;
  delete(key: K): unknown;
}

/** What is kept under `key`, else what `make` gives, kept from now on: the promise first, then its value. What fails is not kept. */
export function keptOr<K, T>(
  keeper: Keeper<K, T>,
  key: K,
  make: () => Promise<T>,
  weight?: (value: T) => number,
): Awaitable<T> {
  const known = keeper.get(key);
  if (known !== undefined || keeper.has(key)) return known as Awaitable<T>;
  const making = make();
  keeper.set(key, making);
  making.then(
    (value) => keeper.set(key, value, weight?.(value)),
    () => keeper.delete(key),
  );
  return making;
}
