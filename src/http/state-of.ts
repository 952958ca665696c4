import type { Snapshot, Store } from "../terminology/store.ts";
import { type Awaitable, orElse } from "../terminology/util/awaitable.ts";

/** What is there now, other processes' writes included. A store that doesn't answer says so when it is asked for content. */
export const stateOf = (store: Store): Awaitable<Snapshot> =>
  orElse<Snapshot>(
    () => store.snapshot(),
    () => store,
  );
