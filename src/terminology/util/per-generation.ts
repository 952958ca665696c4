/** Answers about a store that are worth keeping until its content moves. */
import { keptOr, type Awaitable } from "./awaitable.ts";
import type { Terminology } from "../store.ts";

/** Answers kept for one store; when there are more, all are forgotten, so that no caller can fill the memory. */
const MOST = 1_000;

/** As `ask`, but the same question is put to the same store only once per generation. What fails is asked again. */
export function perGeneration<T>(
  ask: (store: Terminology, key: string) => Promise<T>,
): (store: Terminology, key: string) => Awaitable<T> {
  const entries = new WeakMap<Terminology, { generation: number; answers: Map<string, Awaitable<T>> }>();
  return (store, key) => {
    let entry = entries.get(store);
    if (entry?.generation !== store.generation || entry.answers.size >= MOST) {
      entry = { generation: store.generation, answers: new Map() };
      entries.set(store, entry);
    }
    const { answers } = entry;
    return keptOr(answers, key, () => ask(store, key));
  };
}
