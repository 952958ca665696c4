/**
 * R4 <-> R5, the core's own version. Nothing is lost either way: what the other version can't say travels in HL7's
 * cross-version extensions and comes back from them (docs/r4-r5.md).
 */
import type { Resource } from "../../terminology/model.ts";
import type { Version } from "../version.ts";
import { conceptMapToR4, conceptMapToR5 } from "./concept-map.ts";
import { Converter } from "./convert.ts";
import { convertInTurns } from "./convert-in-turns.ts";
import { othersToR4, othersToR5 } from "./other-types.ts";

const toR5 = new Converter({ from: "r4", to: "r5" }, { ...conceptMapToR5, ...othersToR5 });
const toR4 = new Converter({ from: "r5", to: "r4" }, { ...conceptMapToR4, ...othersToR4 });

export const r4: Version = {
  name: "r4",
  fhirVersion: "4.0.1",
  resourceIn: (resource) => toR5.convert(resource) as Resource,
  longResourceIn: (resource) => convertInTurns(toR5, resource) as Promise<Resource>,
  resourceOut: (resource) => toR4.convert(resource),
  longResourceOut: (resource) => convertInTurns(toR4, resource),
};
