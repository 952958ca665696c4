/** Requests of each operation that the bundled condition answers, from `resources/examples.json`. */
import type { FhirVersion } from "../../fhir/version.ts";
import { ownData } from "../../terminology/util/own-data.ts";

export interface Example {
  title: string;
  /** Of a GET. */
  query?: Readonly<Record<string, string>>;
  /** Of a GET in R5, where its parameters have other names. */
  inR5?: Readonly<Record<string, string>>;
  /** Of a POST, where the request can't be an address. */
  body?: object;
}

let kept: ReadonlyMap<string, readonly Example[]> | undefined;

/** @param file name of the operation's file under resources/operations */
export function examplesOf(file: string, version: FhirVersion): readonly Example[] {
  kept ??= new Map(Object.entries(ownData<Record<string, readonly Example[]>>("examples.json")));
  const examples = kept.get(file) ?? [];
  return version === "r4" ? examples : examples.map((e) => (e.inR5 ? { ...e, query: e.inR5 } : e));
}
