import { type Awaitable, keptOr } from "./awaitable.ts";

/** What `load` gives, loaded when it is first asked for. A load that fails is tried again by whoever asks next. */
export function lazy<T>(load: () => Promise<T>): () => Awaitable<T> {
  const kept = new Map<typeof load, Awaitable<T>>();
  return () => keptOr(kept, load, load);
}
