/** What is asked one by one, and answered together: one question to a database instead of many. */

/** More are several questions: of a hundred each takes less than a millisecond. */
const MOST = 100;

interface Group<K, V> {
  keys: K[];
  answers: Promise<readonly V[]>;
}

/**
 * Gives a function for one key; those that are asked for before anything has been waited for are read together.
 * @param read the answers to some keys, in their order
 */
export function askedTogether<K, V>(
  read: (keys: readonly K[]) => Promise<readonly V[]>,
): (key: K) => Promise<V> {
  let open: Group<K, V> | undefined;

  function begin(): Group<K, V> {
    const keys: K[] = [];
    const answers = Promise.resolve().then(() => {
      if (open?.keys === keys) open = undefined;
      return read(keys);
    });
    return { keys, answers };
  }

  return async (key) => {
    if (!open || open.keys.length === MOST) open = begin();
    const { keys, answers } = open;
    const at = keys.push(key) - 1;
    return (await answers)[at]!;
  };
}
