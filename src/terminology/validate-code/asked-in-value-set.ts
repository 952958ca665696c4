import type { CompiledValueSet } from "../compose/compiled.ts";
import type { FullCoding } from "../model.ts";
import type { AskedCoding } from "./request.ts";

/** One coding that is asked about in a value set; of the settings, the supplements are also those that the value set needs. */
export interface AskedInValueSet extends AskedCoding {
  compiled: CompiledValueSet;
}

/** One of which system and code are given. */
export interface AskedCode extends AskedInValueSet {
  coding: FullCoding;
}
