/** Puts things together by a key, or tells them apart by a number. */

/** Adds to the list at the key. */
export function addTo<K, V>(lists: Map<K, V[]>, key: K, value: V): void {
  const there = lists.get(key);
  if (there) there.push(value);
  else lists.set(key, [value]);
}

/** Numbers things in the order in which they are first met. */
export function numbering<T>(): (item: T) => number {
  const numbers = new Map<T, number>();
  return (item) => {
    let number = numbers.get(item);
    if (number === undefined) numbers.set(item, (number = numbers.size));
    return number;
  };
}
