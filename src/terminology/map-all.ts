/** `Promise.all` over a list; one item alone, which is what most requests are about, is simply awaited. */
export async function mapAll<T, R>(
  items: readonly T[],
  each: (item: T, at: number) => Promise<R> | R,
): Promise<R[]> {
  if (items.length === 0) return [];
  return items.length === 1 ? [await each(items[0]!, 0)] : Promise.all(items.map(each));
}
