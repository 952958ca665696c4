/** R5: what the core speaks; nothing to convert. */
import type { Resource } from "../terminology/model.ts";
import type { Version } from "./version.ts";

export const r5: Version = {
  name: "r5",
  fhirVersion: "5.0.0",
  resourceIn: (resource) => resource as Resource,
  longResourceIn: (resource) => resource as Resource,
  resourceOut: (resource) => resource,
};
