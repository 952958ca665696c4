/** What a FHIR version is to the server. R5 is the inner model; each version converts to and from it at the edge. */
import type { Resource } from "../terminology/model.ts";
import type { Awaitable } from "../terminology/util/awaitable.ts";

export type FhirVersion = "r4" | "r5";

export interface Version {
  name: FhirVersion;
  fhirVersion: "4.0.1" | "5.0.0";
  /** A resource of this version -> the same in R5. Never changes its input; returns it as it is where nothing differs. */
  resourceIn(resource: object): Resource;
  /** The same; others have their turn while it is converted. */
  longResourceIn(resource: object): Awaitable<Resource>;
  /** An R5 resource -> the same in this version. Never changes its input; returns it as it is where nothing differs. */
  resourceOut(resource: object): object;
  /** The same; others have their turn while it is converted. */
  longResourceOut(resource: object): Awaitable<object>;
}
