/** What the client asks, as FHIR names it. */
import type { CodeableConcept } from "fhir/r5";
import { type Given, toParts, type Typed, type Value } from "./parameters.ts";
import type * as t from "./types.ts";

const uri = (value: string | undefined): Value => (value === undefined ? undefined : ["valueUri", value]);
const code = (value: string | undefined): Value => (value === undefined ? undefined : ["valueCode", value]);
const text = (value: string | undefined): Value => (value === undefined ? undefined : ["valueString", value]);
const flag = (value: boolean | undefined): Value =>
  value === undefined ? undefined : ["valueBoolean", value];
const integer = (value: number | undefined): Value =>
  value === undefined ? undefined : ["valueInteger", value];
const concept = (value: CodeableConcept | undefined): Value =>
  value === undefined ? undefined : ["valueCodeableConcept", value];

/** The input of CodeSystem/$lookup. */
export const lookupInput = ({
  system,
  code: of,
  version,
  displayLanguage,
  property = [],
}: t.LookupRequest): Given => ({
  system: uri(system),
  code: code(of),
  version: text(version),
  displayLanguage: code(displayLanguage),
  property: property.map((name) => ["valueCode", name] as const),
});

/** The input of CodeSystem/$subsumes. */
export const subsumesInput = ({ system, codeA, codeB, version }: t.SubsumesRequest): Given => ({
  system: uri(system),
  codeA: code(codeA),
  codeB: code(codeB),
  version: text(version),
});

/** The input of ValueSet/$expand. */
export const expandInput = (request: t.ExpandRequest): Given => ({
  url: uri(request.url),
  valueSetVersion: text(request.valueSetVersion),
  filter: text(request.filter),
  count: integer(request.count),
  offset: integer(request.offset),
  displayLanguage: code(request.displayLanguage),
  activeOnly: flag(request.activeOnly),
  includeDesignations: flag(request.includeDesignations),
});

/** The input of $match. */
export const matchInput = ({ text: of, system = [], count, activeOnly }: t.MatchRequest): Given => ({
  text: text(of),
  system: system.map((one) => ["valueUri", one] as const),
  count: integer(count),
  activeOnly: flag(activeOnly),
});

/** The input of ValueSet/$validate-code, or of CodeSystem/$validate-code where no value set is given. */
export function validateInput(request: t.ValidateCodeRequest): Given {
  const { valueSet, system } = request;
  return {
    url: uri(valueSet ?? (request.codeableConcept ? undefined : system)),
    ...(valueSet === undefined
      ? {}
      : { valueSetVersion: text(request.valueSetVersion), system: uri(system) }),
    code: code(request.code),
    [valueSet === undefined ? "version" : "systemVersion"]: text(request.version),
    display: text(request.display),
    codeableConcept: concept(request.codeableConcept),
    displayLanguage: code(request.displayLanguage),
    inferSystem: flag(request.inferSystem),
  };
}

/** The input of ConceptMap/$translate, whose parameters have other names in R4 than in R5. */
export function translateInput(request: t.TranslateRequest, version: "r4" | "r5"): Given {
  const {
    system,
    code: of,
    codeableConcept,
    targetSystem,
    reverse = false,
    url,
    conceptMapVersion,
    dependency = [],
  } = request;
  const common = {
    url: uri(url),
    conceptMapVersion: text(conceptMapVersion),
    system: uri(system),
    dependency: dependency.map((one) => dependencyParts(one, version)),
  };
  if (version === "r4") {
    return {
      ...common,
      code: code(of),
      codeableConcept: concept(codeableConcept),
      targetsystem: uri(targetSystem),
      reverse: reverse ? flag(true) : undefined,
    };
  }
  const side = reverse ? "target" : "source";
  return {
    ...common,
    [`${side}Code`]: code(of),
    [`${side}CodeableConcept`]: concept(codeableConcept),
    [reverse ? "sourceSystem" : "targetSystem"]: uri(targetSystem),
  };
}

/** What R5 names attribute and value are element and concept in R4. */
function dependencyParts({ attribute, value }: t.Dependency, version: "r4" | "r5"): Typed {
  const isText = typeof value === "string";
  if (version === "r5") {
    const typed: Value = isText ? text(value) : ["valueCoding", value];
    return ["part", toParts({ attribute: uri(attribute), value: typed })];
  }
  const known = isText ? { text: value } : { coding: [value] };
  return ["part", toParts({ element: uri(attribute), concept: concept(known) })];
}

/** A Bundle that asks for each path by GET. */
export const batchOf = (paths: readonly string[]): object => ({
  resourceType: "Bundle",
  type: "batch",
  entry: paths.map((url) => ({ request: { method: "GET", url } })),
});
