/** What a name is of its concept: FHIR's uses of designations (value set designation-use), and our own besides. */
import type { Coding } from "../model.ts";

/** A name that stands for the concept in its language. */
export const PREFERRED_FOR_LANGUAGE: Coding = {
  system: "http://terminology.hl7.org/CodeSystem/hl7TermMaintInfra",
  code: "preferredForLanguage",
  display: "Preferred For Language",
};

/** The one code for synonyms that FHIR knows. */
export const SYNONYM: Coding = { system: "http://snomed.info/sct", code: "900000000000013009" };

/** Kinds of names: acronym, external-title, inclusion-term, short-title. */
export const NAME_KINDS = "https://w3id.org/ossicle/CodeSystem/designation-use";

/** What a name covers, compared with its concept: exact, broader, narrower, related... */
export const NAME_SCOPES = "https://w3id.org/ossicle/CodeSystem/name-scope";
