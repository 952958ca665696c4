/** `_summary` and `_elements`: a part of a resource (FHIR R5 search.html, "_summary" and "_elements"). */
import { TerminologyError } from "../terminology/issues/issue.ts";
import { invalidParameter } from "../terminology/issues/parameters.ts";
import type { ReadOptions } from "../terminology/store.ts";
import { isObject, listOf, typeSaid } from "../terminology/util/json-object.ts";
import { own } from "../terminology/util/own.ts";
import type { Query } from "./query.ts";

/** Which part is wanted; undefined: the whole. */
export type Part =
  | { kind: "summary" }
  | { kind: "text" }
  | { kind: "data" }
  | { kind: "count" }
  | { kind: "elements"; names: ReadonlySet<string> };

/** Elements that HL7's definitions mark as part of the summary, in R4 or R5. */
const SUMMARY = new Set(
  (
    "url identifier version versionAlgorithmString versionAlgorithmCoding name title status kind experimental date " +
    "publisher contact useContext jurisdiction effectivePeriod modifierExtension " +
    // CodeSystem
    "caseSensitive valueSet hierarchyMeaning compositional versionNeeded content supplements count filter property " +
    // ValueSet, ConceptMap, NamingSystem
    "immutable additionalAttribute sourceUri sourceCanonical targetUri targetCanonical sourceScopeUri " +
    "sourceScopeCanonical targetScopeUri targetScopeCanonical uniqueId " +
    // Provenance, OperationDefinition
    "target recorded agent entity affectsState code base resource system type instance"
  ).split(" "),
);

/** Elements that a resource is not valid without, and those that every part has. */
const MANDATORY: Readonly<Record<string, readonly string[]>> = {
  CodeSystem: ["status", "content"],
  ValueSet: ["status"],
  ConceptMap: ["status"],
  NamingSystem: ["name", "status", "kind", "date", "uniqueId"],
  OperationDefinition: ["name", "status", "kind", "code", "system", "type", "instance"],
  Provenance: ["target", "recorded", "agent"],
  CapabilityStatement: ["status", "date", "kind", "fhirVersion", "format"],
  TerminologyCapabilities: ["status", "date", "kind"],
};
const ALWAYS = new Set(["resourceType", "id", "meta", "implicitRules"]);

const SUBSETTED = {
  system: "http://terminology.hl7.org/CodeSystem/v3-ObservationValue",
  code: "SUBSETTED",
};

/** @throws TerminologyError value: `_summary` is none of true, false, text, data, count. */
export function wantedPart(query: Query): Part | undefined {
  const summary = query.get("_summary");
  switch (summary) {
    case "true":
      return { kind: "summary" };
    case "text":
    case "data":
    case "count":
      return { kind: summary };
    case undefined:
    case "":
    case "false": {
      const asked = query.pairs.filter(([name]) => name === "_elements");
      if (asked.length === 0) return undefined;
      const names = new Set(asked.flatMap(([, value]) => value.split(",").map(elementNamed)));
      names.delete("");
      return names.size > 0 ? { kind: "elements", names } : undefined;
    }
    default:
      throw new TerminologyError(
        invalidParameter("_summary", summary, "expected: true, false, text, data or count"),
      );
  }
}

/** `ValueSet.url` is `url`. */
const elementNamed = (name: string): string => name.slice(name.indexOf(".") + 1).trim();

/**
 * The part of one resource.
 * @throws TerminologyError value: as `wantedPart`; and `_summary=count`, which is about searches.
 */
export function wantedPartOfOne(query: Query): Part | undefined {
  const part = wantedPart(query);
  if (part?.kind !== "count") return part;
  const reason =
    "it counts what a search or a history finds; expected, of one resource: true, false, text or data";
  throw new TerminologyError(invalidParameter("_summary", "count", reason));
}

/** Can the part be given without reading concepts and mappings? */
function isHeaderOnly(part: Part): boolean {
  if (part.kind === "data") return false;
  return part.kind !== "elements" || !(part.names.has("concept") || part.names.has("group"));
}

/** The elements in which there may be any number of others. */
const LONG_ELEMENTS: Readonly<Record<string, readonly string[]>> = {
  CodeSystem: ["concept"],
  ConceptMap: ["group"],
  ValueSet: ["compose", "expansion"],
};

/** Has the part what may be long in a resource of this type? Then it can be given in pieces as the whole can. */
export function hasLong(part: Part | undefined, type: string): boolean {
  if (part?.kind !== "elements") return part === undefined || part.kind === "data";
  return (own(LONG_ELEMENTS, type) ?? []).some((name) => part.names.has(name));
}

/** They are long, and another version of FHIR makes no other element of them. */
const MAY_BE_MISSING = new Set(["concept", "group", "compose", "expansion", "contained"]);

/** What to read of resources of this type, or of any, so that the part can be given. */
export function readFor(
  part: Part | undefined,
  type: string | undefined,
): Pick<ReadOptions, "summary" | "elements"> {
  if (!part || !isHeaderOnly(part)) return {};
  // What a type must have is never missing, so that it need not be known.
  const keeps = elementsOf(part, type ?? "");
  return { summary: true, elements: (name) => keeps(name) || !MAY_BE_MISSING.has(name) };
}

/** Which elements of a resource are in the part. */
function elementsOf(part: Part, type: string): (name: string) => boolean {
  const mandatory = own(MANDATORY, type) ?? [];
  const keeps = (name: string): boolean => {
    if (ALWAYS.has(name)) return true;
    if (part.kind === "data") return name !== "text";
    if (mandatory.includes(name)) return true;
    if (part.kind === "elements") return part.names.has(name);
    return part.kind === "text" ? name === "text" : SUMMARY.has(name);
  };
  // `_status` holds the id and the extensions of `status`, and goes with it.
  return (name) => keeps(name.startsWith("_") ? name.slice(1) : name);
}

/** The wanted part of a resource, tagged as such. */
export function partOf(resource: object, part: Part | undefined): object {
  if (part === undefined || part.kind === "count") return resource;
  const keeps = elementsOf(part, String(typeSaid(resource)));
  const kept = Object.entries(resource).filter(([name]) => keeps(name));
  const { resourceType: type, id, meta, ...rest } = Object.fromEntries<unknown>(kept);
  const before = isObject(meta) ? meta : {};
  const tagged = { ...before, tag: [...listOf(before.tag), SUBSETTED] };
  return { resourceType: type, ...(id === undefined ? {} : { id }), meta: tagged, ...rest };
}
