/**
 * FHIR's own code systems and value sets (`resources/fhir-terminology/`), read when one of them is first asked for, and
 * the grammars that FHIR's codes are written in.
 */
import { readFileSync } from "node:fs";
import { gunzipSync } from "node:zlib";
import type { FhirVersion } from "../fhir/version.ts";
import { MemoryStore } from "../storage/memory/memory-store.ts";
import type { Canonical } from "../terminology/canonical.ts";
import type { Resource } from "../terminology/model.ts";
import type { Terminology } from "../terminology/store.ts";
import { grammarAt } from "../terminology/grammars/index.ts";

/** All of them have addresses below this one. */
const FHIR = "http://hl7.org/fhir/";

function read(version: FhirVersion): MemoryStore {
  const file = new URL(`../../resources/fhir-terminology/${version}.ndjson.gz`, import.meta.url);
  const lines = gunzipSync(readFileSync(file)).toString("utf8").split("\n");
  return new MemoryStore(lines.map((line) => JSON.parse(line) as Resource));
}

const stores = new Map<FhirVersion, MemoryStore>();

/** Answers by canonical only: these resources are part of the language, not of what a server holds. */
export function fhirTerminology(version: FhirVersion): Terminology {
  const store = (): MemoryStore => {
    let known = stores.get(version);
    if (!known) stores.set(version, (known = read(version)));
    return known;
  };
  const ours = (url: string): boolean => url.startsWith(FHIR);
  return {
    generation: 1,
    codeSystem: (ref: Canonical) =>
      grammarAt(ref.url, ref.version) ?? (ours(ref.url) ? store().codeSystem(ref) : undefined),
    valueSet: (ref) => ("url" in ref && ours(ref.url) ? store().valueSet(ref) : undefined),
    versions: (type, url) => (ours(url) ? store().versions(type, url) : []),
    conceptMaps: () => [],
    supplements: () => [],
    namingSystem: () => undefined,
    codeSystems: () => [],
  };
}
