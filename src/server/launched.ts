import type { StartedServer } from "./start.ts";

/** Milliseconds that a signal leaves to requests that are on their way on open connections. */
export const GRACE_MS = 400;

/** What `launch` has started: one server, or several processes that serve as one. */
export interface Launched extends StartedServer {
  /** Resolves if it can't go on, with the reason, after it has stopped. */
  failed?: Promise<Error>;
}
