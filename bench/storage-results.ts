/** What `storage.ts` and `subsumption.ts` measured, as it is kept in a file: docs/storage.md is made of it. */
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { format } from "prettier";

const FILE = new URL("storage.json", import.meta.url);

/** Megabytes are millions of bytes. */
export interface Loaded {
  concepts: number;
  seconds: number;
  /** Of all its threads; a database that is a server of its own not counted. */
  cpuSeconds: number;
  /** Most resident memory while importing. */
  importMegabytes: number;
  /** Of the file, or of the tables. */
  megabytes: number;
  startMilliseconds: number;
  /** Resident, of the whole server, five seconds after its start. */
  restMegabytes: number;
}

export interface Size extends Loaded {
  /** Resident, of the store alone, at the end of many questions, and the most. */
  servingMegabytes: number;
  mostMegabytes: number;
}

/** Microseconds. */
export interface Times {
  median: number;
  p95: number;
  first: number;
}

export interface StoreResults {
  machine: string;
  hl7?: Loaded;
  sizes: Size[];
  /** By question; one for each size. */
  times: Record<string, Times[]>;
}

export interface Kept {
  rows: number;
  megabytes: number;
  seconds: number;
  isBelow: number;
  first20: number;
}

export interface Subsumption {
  machine: string;
  sizes: { count: number; arranged: number; closure: Kept; ranges: Kept }[];
}

export interface Results {
  sqlite?: StoreResults;
  postgres?: StoreResults;
  subsumption?: Subsumption;
}

export function storageResults(): Results {
  return existsSync(FILE) ? (JSON.parse(readFileSync(FILE, "utf8")) as Results) : {};
}

/** Parts that were not measured again stay as they are. */
export async function keepResults(part: Results): Promise<void> {
  const all = JSON.stringify({ ...storageResults(), ...part });
  writeFileSync(FILE, await format(all, { parser: "json", printWidth: 110 }));
}
