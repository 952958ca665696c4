/** What is worth keeping about a store until its content moves. */
import type { Terminology } from "../store.ts";
import { type Awaitable, keptOr, mapAll } from "./awaitable.ts";
import { Lru } from "./lru.ts";

/** Answers kept for one store: so many that no caller can fill the memory. */
const MOST = 1_000;

/** One value for each store, made anew when its content has moved. Stores are held weakly: one of a request goes with it. */
export class PerGeneration<V> {
  private readonly make: () => V;
  private readonly kept = new WeakMap<Terminology, { generation: number; value: V }>();

  constructor(make: () => V) {
    this.make = make;
  }

  /** A store that can't tell its generation throws, and nothing is kept for it. */
  of(store: Terminology): V {
    const { generation } = store;
    const known = this.kept.get(store);
    if (known?.generation === generation) return known.value;
    const value = this.make();
    this.kept.set(store, { generation, value });
    return value;
  }
}

/**
 * As `ask`, but the same question is put to the same store only once per generation. What fails is asked again.
 * `name`: under which its hits and misses are counted.
 */
export function perGeneration<T>(
  name: string,
  ask: (store: Terminology, key: string) => Promise<T>,
): (store: Terminology, key: string) => Awaitable<T> {
  const answers = new PerGeneration(() => new Lru<string, Awaitable<T>>(name, MOST));
  return (store, key) => keptOr(answers.of(store), key, () => ask(store, key));
}

/**
 * The same of each store that the store is put together of: beneath what a request brings, nothing is asked again. For
 * what is said of all that a store has, and is the more, the more there is.
 */
export function perLayer<T>(
  name: string,
  ask: (store: Terminology) => Promise<T>,
): (store: Terminology) => Awaitable<T[]> {
  const kept = perGeneration(name, ask);
  return (store) => mapAll(store.layers ?? [store], (layer) => kept(layer, ""));
}
