import type { Snapshot } from "../../terminology/store.ts";
import type { WrittenAnswer } from "../send.ts";
import type { Variant } from "./entity-tag.ts";

/** What the answer to a request depends on besides its address: found out once for each. */
export interface Asked {
  /** What it reads: one state, from the first question to the last. */
  readonly state: Snapshot;
  readonly generation: number;
  /** undefined: its answer is not the same for everybody, or not as long as the content is. */
  readonly variant: Variant | undefined;
  /** Under which its answer is kept; undefined: it is not. */
  readonly key: string | undefined;
  readonly kept: WrittenAnswer | undefined;
}
