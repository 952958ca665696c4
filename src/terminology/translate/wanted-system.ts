/** The system that translations are wanted in, by its own address or another one. */
import type { Issue } from "../issues/issue.ts";
import { systemTable } from "../resolve/known-systems.ts";
import { findAlias } from "../resolve/system-alias.ts";
import type { Terminology } from "../store.ts";
import { after, type Awaitable } from "../util/awaitable.ts";
import type { TranslateRequest } from "./request.ts";

export interface WantedSystem {
  /** Is this the system that was asked for? */
  isWanted: (system: string | undefined) => boolean;
  notes: readonly Issue[];
}

const ANY: WantedSystem = { isWanted: () => true, notes: [] };

export function wantedSystem(
  store: Terminology,
  { wantedSystem: system }: TranslateRequest,
): Awaitable<WantedSystem> {
  if (system === undefined) return ANY;
  const isShared = systemTable.known(system)?.sharesCodesWith !== undefined;
  return after(isShared ? undefined : findAlias(store, system), (alias) => ({
    isWanted: (other) => other === system || (alias !== undefined && other === alias.uri),
    notes: alias?.notes ?? [],
  }));
}
