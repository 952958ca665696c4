/** How often what is kept was of use, by the cache's name; counted over the whole process. */

export interface KeptCounts {
  hits: number;
  misses: number;
}

const counts = new Map<string, KeptCounts>();

/** The counts of all caches of this name. Names are ours, never a caller's. */
export function keptCounts(name: string): KeptCounts {
  let known = counts.get(name);
  if (!known) counts.set(name, (known = { hits: 0, misses: 0 }));
  return known;
}

/** The counts of every cache, for metrics. */
export const allKeptCounts = (): ReadonlyMap<string, Readonly<KeptCounts>> => counts;
