/** Of much that is asked for at once, some at a time. */

/** Gives a function that runs work as soon as fewer than `most` are under way, first come first served. */
export function someAtATime(most: number): <T>(work: () => Promise<T>) => Promise<T> {
  const waiting: (() => void)[] = [];
  let underWay = 0;

  return async (work) => {
    if (underWay < most) underWay++;
    // What is done hands on its place.
    else await new Promise<void>((resolve) => waiting.push(resolve));
    try {
      return await work();
    } finally {
      const next = waiting.shift();
      if (next) next();
      else underWay--;
    }
  };
}
