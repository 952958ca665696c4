/** Requests of each operation that the bundled condition answers, from `resources/examples.json`. */
import { readFileSync } from "node:fs";
import type { FhirVersion } from "../../fhir/version.ts";

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
  kept ??= readExamples();
  const examples = kept.get(file) ?? [];
  return version === "r4" ? examples : examples.map((e) => (e.inR5 ? { ...e, query: e.inR5 } : e));
}

function readExamples(): ReadonlyMap<string, readonly Example[]> {
  const text = readFileSync(new URL("../../../resources/examples.json", import.meta.url), "utf8");
  return new Map(Object.entries(JSON.parse(text) as Record<string, readonly Example[]>));
}
