import type { CompiledValueSet } from "../compose/compiled.ts";
import type { Coding } from "../model.ts";
import type { Terminology } from "../store.ts";
import type { Settings } from "./request.ts";

/** What all codings of a request share. */
export interface ValueSetContext {
  store: Terminology;
  compiled: CompiledValueSet;
  settings: Settings;
  /** All supplements, the value set's own included. */
  supplements: readonly string[];
}

/** A coding of which system and code are given. */
export type Coded = Coding & { system: string; code: string };
