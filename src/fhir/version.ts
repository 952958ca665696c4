/** What a FHIR version is to the server. R5 is the inner model; each version converts to and from it at the edge. */
import type { Resource } from "../terminology/model.ts";

export type FhirVersion = "r4" | "r5";

export interface Version {
  name: FhirVersion;
  fhirVersion: "4.0.1" | "5.0.0";
  /** A resource of this version -> the same in R5. Never changes its input; returns it as it is where nothing differs. */
  resourceIn(resource: object): Resource;
  /** An R5 resource -> the same in this version. Never changes its input; returns it as it is where nothing differs. */
  resourceOut(resource: object): object;
}
