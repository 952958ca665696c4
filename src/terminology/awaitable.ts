/** What may be known at once. A promise costs more than a small answer, and most of what is asked for is in memory. */
export type Awaitable<T> = T | Promise<T>;

/** `next` of the value: at once where the value is there. */
export function after<T, R>(value: Awaitable<T>, next: (value: T) => Awaitable<R>): Awaitable<R> {
  return value instanceof Promise ? value.then(next) : next(value);
}

/** `each` of a list: at once where all are there. */
export function mapAll<T, R>(
  items: readonly T[],
  each: (item: T, at: number) => Awaitable<R>,
): Awaitable<R[]> {
  const found = items.map(each);
  if (!found.some((one) => one instanceof Promise)) return found as R[];
  const [first] = found as Promise<R>[];
  return found.length === 1 ? first!.then((one) => [one]) : Promise.all(found);
}
