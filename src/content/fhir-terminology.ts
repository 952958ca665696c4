/** What belongs to FHIR as a language, loaded when something is first asked for that a server does not hold itself. */
import type { FhirVersion } from "../fhir/version.ts";
import type { Terminology } from "../terminology/store.ts";
import { after } from "../terminology/util/awaitable.ts";
import { lazy } from "../terminology/util/lazy.ts";

/** Loads what reads FHIR's own definitions; they are read at the first question. */
export const loadFhirTerminology = () => import("./fhir-language.ts");

/** FHIR's own code systems and value sets, as of this version of it. Its generation never moves. */
export function fhirTerminology(version: FhirVersion): Terminology {
  const language = lazy(async () => (await loadFhirTerminology()).fhirLanguage(version));
  return {
    generation: 1,
    codeSystem: (ref) => after(language(), (known) => known.codeSystem(ref)),
    valueSet: (ref) => after(language(), (known) => known.valueSet(ref)),
    versions: (type, url) => after(language(), (known) => known.versions(type, url)),
    similarUrls: (type, url) => after(language(), (known) => known.similarUrls(type, url)),
    conceptMaps: () => [],
    supplements: () => [],
    namingSystems: (value) => after(language(), (known) => known.namingSystems(value)),
    urlsWith: () => [],
    codeSystems: () => after(language(), (known) => known.codeSystems()),
  };
}
