/**
 * The nouns of the core: FHIR R5 shapes, with concepts and mappings one by one instead of one deep resource.
 * R4 is converted at the edge (`src/fhir/`); nothing here knows about HTTP, SQL or a FHIR version.
 */
import type * as r5 from "fhir/r5";
import type { ConceptAsWritten, Elements, MappingAsWritten } from "./resources/as-written.ts";

export type Coding = r5.Coding;

/** A coding that names both: whatever else is known of it, it can be looked up. */
export type FullCoding = Coding & { system: string; code: string };

/** With its display, if it has one. */
export const fullCoding = (system: string, code: string, display: string | undefined): FullCoding =>
  display === undefined ? { system, code } : { system, code, display };
export type CodeableConcept = r5.CodeableConcept;
export type Extension = r5.Extension;

/** A name of a concept besides its display (R5 CodeSystem.concept.designation). */
export interface Designation {
  language?: string | undefined;
  use?: Coding | undefined;
  additionalUse?: Coding[] | undefined;
  value: string;
  extension?: Extension[] | undefined;
  /** `url|version` of the supplement that adds it; absent when the code system itself has it. */
  source?: string | undefined;
}

export type PropertyType =
  "code" | "Coding" | "string" | "integer" | "boolean" | "dateTime" | "decimal" | "uri" | "canonical";

/** One property value of a concept or of a mapping; `valueX` of FHIR as a type and a value. */
export interface Property {
  code: string;
  type: PropertyType;
  value: string | number | boolean | Coding;
  extension?: Extension[] | undefined;
  /** `url|version` of the supplement that adds it. */
  source?: string | undefined;
  /** What the resource says of it besides. */
  written?: Elements | undefined;
}

/** One concept of a code system (CodeSystem.concept), its place in the hierarchy given by its parents. */
export interface Concept {
  code: string;
  display?: string | undefined;
  definition?: string | undefined;
  designations: Designation[];
  /** Everything declared, `status`, `inactive` and `notSelectable` included; parents are not repeated here. */
  properties: Property[];
  /** Codes of the direct parents, by nesting and by `parent`/`child`/`subsumedBy` properties. */
  parents: string[];
  /** Retired, inactive, or `inactive` = true; see `concept-status.ts`. */
  inactive: boolean;
  /** `notSelectable` = true: groups others, is no value itself. */
  abstract: boolean;
  extension?: Extension[] | undefined;
  /** Extensions of the primitive display (R5 `_display`). */
  displayExtension?: Extension[] | undefined;
  /** What the resource says besides, and how; no question is answered from it. */
  written?: ConceptAsWritten | undefined;
}

/** All of a CodeSystem but its concepts. */
export type CodeSystem = Omit<r5.CodeSystem, "concept">;
export type ValueSet = r5.ValueSet;
export type ValueSetInclude = r5.ValueSetComposeInclude;
export type ValueSetFilter = r5.ValueSetComposeIncludeFilter;

export type Relationship =
  | "related-to"
  | "equivalent"
  | "source-is-narrower-than-target"
  | "source-is-broader-than-target"
  | "not-related-to";

/** R4's ConceptMapEquivalence; it has more values than R5's relationship, so mappings keep both. */
export type Equivalence =
  | "relatedto"
  | "equivalent"
  | "equal"
  | "wider"
  | "subsumes"
  | "narrower"
  | "specializes"
  | "inexact"
  | "unmatched"
  | "disjoint";

/** A condition on, or product of, a mapping (ConceptMap.group.element.target.dependsOn / product). */
export interface MappingAttribute {
  attribute: string;
  /** The uri that ConceptMap.additionalAttribute gives the attribute. */
  uri?: string | undefined;
  type?: string | undefined;
  /** A Quantity where `type` says so. */
  value?: string | number | boolean | Coding | Quantity | undefined;
  valueSet?: string | undefined;
  written?: Elements | undefined;
}

/** The value of an attribute that is a quantity. */
export const quantityOf = ({ type, value }: MappingAttribute): Quantity | undefined =>
  type === "quantity" && typeof value === "object" ? value : undefined;

/** One statement of a concept map: a source code, and one target or the statement that there is none. */
export interface Mapping {
  source: Coding;
  /** ConceptMap.group.element.valueSet: every member of that set is a source. */
  sourceValueSet?: string | undefined;
  /** Without a code where the target is a value set, or where there is none (`noMap`) in that system. */
  target?: Coding | undefined;
  targetValueSet?: string | undefined;
  /** ConceptMap.group.element.noMap, R4 `unmatched`. */
  noMap?: boolean | undefined;
  relationship?: Relationship | undefined;
  equivalence?: Equivalence | undefined;
  comment?: string | undefined;
  dependsOn: MappingAttribute[];
  product: MappingAttribute[];
  properties: Property[];
  /** What the resource says besides, and how; no question is answered from it. */
  written?: MappingAsWritten | undefined;
}

/** A group without its elements: the pair of systems, and what to do with a code that is not mapped. */
export type ConceptMapGroup = Omit<r5.ConceptMapGroup, "element">;
/** All of a ConceptMap but its mappings. */
export type ConceptMap = Omit<r5.ConceptMap, "group"> & { group?: ConceptMapGroup[] | undefined };

/** ConceptMap.sourceScope[x] or targetScope[x]: the value set that the map is made for, a uri or a canonical. */
export const scopeOf = (conceptMap: ConceptMap, side: "source" | "target"): string | undefined =>
  conceptMap[`${side}ScopeUri`] ?? conceptMap[`${side}ScopeCanonical`];

export type Quantity = r5.Quantity;

export type NamingSystem = r5.NamingSystem;

/** Anything stored that is served as it is: NamingSystem, Provenance, OperationDefinition. */
export type Resource = r5.FhirResource;
/** The types of resource that are imported. */
export const IMPORTED_TYPES = ["CodeSystem", "ValueSet", "ConceptMap", "NamingSystem", "Provenance"] as const;

/** The types of resource that are stored: those, and what is said of the operations. */
export const RESOURCE_TYPES = [...IMPORTED_TYPES, "OperationDefinition"] as const;

export type ResourceType = (typeof RESOURCE_TYPES)[number];

/** A resource of this type; of several types: one of any of them. */
export type ResourceOf<T extends ResourceType> = Extract<Resource, { resourceType: T }>;
