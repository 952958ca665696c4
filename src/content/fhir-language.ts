/**
 * What belongs to FHIR as a language: its own code systems and value sets, the ISO code lists that they draw on
 * (`resources/fhir-terminology/`), read when one of them is first asked for, and the grammars that codes are written in.
 */
import { readFileSync } from "node:fs";
import { gunzipSync } from "node:zlib";
import type { FhirVersion } from "../fhir/version.ts";
import { MemoryStore } from "../storage/memory/memory-store.ts";
import { GRAMMARS, grammarSystems } from "../terminology/grammars/index.ts";
import type { Resource, ValueSet } from "../terminology/model.ts";
import type { Terminology } from "../terminology/store.ts";

type File = FhirVersion | "iso";

function read(name: File): MemoryStore {
  const file = new URL(`../../resources/fhir-terminology/${name}.ndjson.gz`, import.meta.url);
  const lines = gunzipSync(readFileSync(file)).toString("utf8").split("\n");
  return new MemoryStore(
    lines.map((line) => JSON.parse(line) as Resource),
    { isSound: true },
  );
}

const stores = new Map<File, MemoryStore>();

function store(name: File): MemoryStore {
  let known = stores.get(name);
  if (!known) stores.set(name, (known = read(name)));
  return known;
}

/** What FHIR's own definitions can be asked for. */
type Definitions = Pick<Terminology, "codeSystem" | "valueSet" | "versions" | "similarUrls" | "codeSystems">;

/** Answers by canonical only: these resources are part of the language, not of what a server holds. */
export function fhirLanguage(version: FhirVersion): Definitions {
  const fileOf = (url: string): File | undefined => {
    if (url.startsWith("http://hl7.org/fhir/")) return version;
    // FHIR published some code systems there that HL7 terminology has not, or has given up since.
    if (url.startsWith("http://terminology.hl7.org/CodeSystem/")) return version;
    return url.startsWith("urn:iso:std:iso:") ? "iso" : undefined;
  };
  const at = (url: string): MemoryStore | undefined => {
    const file = fileOf(url);
    return file && store(file);
  };
  // Value sets in memory are there at once.
  const grammarAt = grammarSystems((url) => at(url)?.valueSet({ url }) as ValueSet | undefined);
  return {
    codeSystem: (ref) => grammarAt(ref.url, ref.version) ?? at(ref.url)?.codeSystem(ref),
    valueSet: (ref) => ("url" in ref ? at(ref.url)?.valueSet(ref) : undefined),
    versions(type, url) {
      const grammar = type === "CodeSystem" ? grammarAt(url) : undefined;
      return grammar ? [grammar.codeSystem.version] : (at(url)?.versions(type, url) ?? []);
    },
    similarUrls(type, url) {
      // The file is not read for an address of somebody else's.
      const isOwn = /^https?:\/\/hl7\.org\/fhir\//i.test(url);
      return isOwn ? store(version).similarUrls(type, url) : [];
    },
    async codeSystems() {
      const listed = await Promise.all([version, "iso" as const].map((file) => store(file).codeSystems()));
      const grammars = GRAMMARS.map((url) => grammarAt(url)!.codeSystem);
      return [...listed.flat(), ...grammars];
    },
  };
}
