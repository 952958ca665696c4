import type { Awaitable } from "./awaitable.ts";

/** What `value` gives if it comes within so many milliseconds, else what `late` gives, or throws. */
export async function within<T>(value: Promise<T>, ms: number, late: () => Awaitable<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const tooLate = new Promise<undefined>((resolve) => {
    timer = setTimeout(() => resolve(undefined), ms);
  });
  const first = await Promise.race([value.then((found) => ({ found })), tooLate]).finally(() =>
    clearTimeout(timer),
  );
  return first ? first.found : late();
}
