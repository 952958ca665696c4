/** The FHIR versions served. */
import { r4 } from "./r4/r4.ts";
import { r5 } from "./r5.ts";
import type { FhirVersion, Version } from "./version.ts";

export const versions: Record<FhirVersion, Version> = { r4, r5 };
