import type { StartedServer } from "./start.ts";

/** What `launch` has started: one server, or several processes that serve as one. */
export interface Launched extends StartedServer {
  /** Resolves if it can't go on, with the reason, after it has stopped. */
  failed?: Promise<Error>;
}
