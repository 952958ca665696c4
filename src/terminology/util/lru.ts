import { type KeptCounts, keptCounts } from "./kept-counts.ts";

/**
 * Keeps what was used last, as much as fits. Two generations: when the young one is full it becomes the old one, and
 * what nobody used since the last time goes. (A Map that loses its first entry all the time gets slow.)
 */
export class Lru<K, V> {
  private young = new Map<K, { value: V; weight: number }>();
  private old: Map<K, { value: V; weight: number }> = new Map();
  private weight = 0;
  private readonly half: number;
  private readonly counts: KeptCounts;

  /** `name`: under which its hits and misses are counted; `capacity`: the sum of weights that is kept at most. */
  constructor(name: string, capacity: number) {
    this.half = capacity / 2;
    this.counts = keptCounts(name);
  }

  get(key: K): V | undefined {
    const entry = this.young.get(key);
    if (entry) {
      this.counts.hits++;
      return entry.value;
    }
    const older = this.old.get(key);
    if (!older) {
      this.counts.misses++;
      return undefined;
    }
    this.counts.hits++;
    this.set(key, older.value, older.weight);
    return older.value;
  }

  has(key: K): boolean {
    return this.young.has(key) || this.old.has(key);
  }

  set(key: K, value: V, weight = 1): void {
    if (weight > this.half) return;
    this.weight += weight - (this.young.get(key)?.weight ?? 0);
    if (this.weight > this.half) {
      this.old = this.young;
      this.young = new Map();
      this.weight = weight;
    }
    this.young.set(key, { value, weight });
  }

  delete(key: K): void {
    this.weight -= this.young.get(key)?.weight ?? 0;
    this.young.delete(key);
    this.old.delete(key);
  }

  clear(): void {
    this.old = new Map();
    this.young = new Map();
    this.weight = 0;
  }
}
