/** The FHIR versions served. */
import type { Resource } from "../terminology/model.ts";
import { r4 } from "./r4/r4.ts";
import type { FhirVersion, Version } from "./version.ts";

/** R5: what the core speaks; nothing to convert. */
const r5: Version = {
  name: "r5",
  fhirVersion: "5.0.0",
  resourceIn: (resource) => resource as Resource,
  longResourceIn: (resource) => resource as Resource,
  resourceOut: (resource) => resource,
  longResourceOut: (resource) => resource,
};

export const versions: Record<FhirVersion, Version> = { r4, r5 };
