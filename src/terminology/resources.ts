/** R5 resources <-> rows: a CodeSystem as its header and concepts, a ConceptMap as its header and mappings. */
import type * as r5 from "fhir/r5";
import { propertyCodes, statusReader } from "./concept-status.ts";
import type {
  CodeSystem,
  Coding,
  Concept,
  ConceptMap,
  Designation,
  Equivalence,
  Extension,
  Mapping,
  MappingAttribute,
  Property,
  PropertyType,
  Resource,
} from "./model.ts";
import type { ImportRecord } from "./store.ts";

/** HL7's cross-version extension by which a mapping keeps its R4 equivalence. */
export const EQUIVALENCE_EXTENSION =
  "http://hl7.org/fhir/4.0/StructureDefinition/extension-ConceptMap.group.element.target.equivalence";

/** Properties and comment of the statement that a code has no target. */
export const NO_MAP_EXTENSION = "https://w3id.org/ossicle/StructureDefinition/no-map-reason";

/** The records of any R5 resource, in the order that ImportTarget wants. */
export function* recordsOf(resource: Resource): Generator<ImportRecord> {
  if (resource.resourceType === "CodeSystem") {
    const { concept, ...codeSystem } = resource;
    yield { kind: "codeSystem", codeSystem };
    for (const row of conceptsOf(codeSystem, concept ?? [])) yield { kind: "concept", concept: row };
  } else if (resource.resourceType === "ConceptMap") {
    yield { kind: "conceptMap", conceptMap: conceptMapHeader(resource) };
    for (const mapping of mappingsOf(resource)) yield { kind: "mapping", mapping };
  } else {
    yield { kind: "resource", resource };
  }
}

/* ---- CodeSystem ---- */

/** Flattens CodeSystem.concept, parents before their children. */
export function* conceptsOf(
  codeSystem: CodeSystem,
  concepts: readonly r5.CodeSystemConcept[],
): Generator<Concept> {
  const status = statusReader(codeSystem);
  const parentCodes = propertyCodes(codeSystem, "parent");
  parentCodes.add("subsumedBy");
  const childCodes = propertyCodes(codeSystem, "child");
  const extraParents = parentsByChildProperty(concepts, childCodes);
  // An explicit stack: a hostile nesting depth must not overflow the call stack.
  const stack: { concept: r5.CodeSystemConcept; parent?: string }[] = [];
  for (let i = concepts.length - 1; i >= 0; i--) stack.push({ concept: concepts[i]! });
  while (stack.length > 0) {
    const { concept, parent } = stack.pop()!;
    yield conceptRow(concept, parent, status, parentCodes, childCodes, extraParents);
    const children = concept.concept ?? [];
    for (let i = children.length - 1; i >= 0; i--)
      stack.push({ concept: children[i]!, parent: concept.code });
  }
}

function conceptRow(
  concept: r5.CodeSystemConcept,
  parent: string | undefined,
  status: ReturnType<typeof statusReader>,
  parentCodes: Set<string>,
  childCodes: Set<string>,
  extraParents: Map<string, string[]>,
): Concept {
  const all = (concept.property ?? []).map(readProperty).filter((p) => p !== undefined);
  const properties = all.filter((p) => !parentCodes.has(p.code) && !childCodes.has(p.code));
  const parents = new Set<string>(parent === undefined ? [] : [parent]);
  for (const p of all) if (parentCodes.has(p.code) && typeof p.value === "string") parents.add(p.value);
  for (const p of extraParents.get(concept.code) ?? []) parents.add(p);
  const row: Concept = {
    code: concept.code,
    designations: (concept.designation ?? []).map(readDesignation),
    properties,
    parents: [...parents],
    ...status(properties),
  };
  if (concept.display !== undefined) row.display = concept.display;
  if (concept.definition !== undefined) row.definition = concept.definition;
  if (concept.extension) row.extension = concept.extension;
  const displayExtension = (concept as { _display?: { extension?: Extension[] } })._display?.extension;
  if (displayExtension) row.displayExtension = displayExtension;
  return row;
}

/** `child` properties, read from the parent's side; iterative for the same reason as above. */
function parentsByChildProperty(
  concepts: readonly r5.CodeSystemConcept[],
  childCodes: Set<string>,
): Map<string, string[]> {
  const parents = new Map<string, string[]>();
  const stack = [...concepts];
  while (stack.length > 0) {
    const concept = stack.pop()!;
    for (const p of concept.property ?? []) {
      if (!childCodes.has(p.code) || p.valueCode === undefined) continue;
      const known = parents.get(p.valueCode);
      if (known) known.push(concept.code);
      else parents.set(p.valueCode, [concept.code]);
    }
    for (const child of concept.concept ?? []) stack.push(child);
  }
  return parents;
}

/** Reads a FHIR `{code, valueX}`; undefined when it has no value. */
export function readProperty(property: object & { code: string }): Property | undefined {
  for (const [key, value] of Object.entries(property)) {
    if (!key.startsWith("value") || value === undefined) continue;
    const type = key.slice("value".length);
    const row: Property = {
      code: property.code,
      type: (type === "Coding" ? type : type[0]!.toLowerCase() + type.slice(1)) as PropertyType,
      value: value as Property["value"],
    };
    const extension = (property as { extension?: Extension[] }).extension;
    if (extension) row.extension = extension;
    return row;
  }
  return undefined;
}

/** The inverse: `{valueX: value}`. */
export function valueX(type: string, value: unknown): Record<string, unknown> {
  return { [`value${type[0]!.toUpperCase()}${type.slice(1)}`]: value };
}

function readDesignation(designation: r5.CodeSystemConceptDesignation): Designation {
  const { language, use, additionalUse, value, extension } = designation;
  const row: Designation = { value };
  if (language !== undefined) row.language = language;
  if (use) row.use = use;
  if (additionalUse) row.additionalUse = additionalUse;
  if (extension) row.extension = extension;
  return row;
}

/** Rebuilds CodeSystem.concept: nested under the first parent, further parents as `parent` properties. */
export function codeSystemResource(codeSystem: CodeSystem, concepts: Iterable<Concept>): r5.CodeSystem {
  const nodes = new Map<string, { row: Concept; node: r5.CodeSystemConcept }>();
  for (const row of concepts) nodes.set(row.code, { row, node: conceptNode(row) });
  const parentCode = [...propertyCodes(codeSystem, "parent")][0] ?? "parent";
  const roots: r5.CodeSystemConcept[] = [];
  for (const { row, node } of nodes.values()) {
    const [first, ...others] = row.parents;
    const home =
      first === undefined || wouldLoop(nodes, row.code, first) ? undefined : nodes.get(first)?.node;
    if (home) (home.concept ??= []).push(node);
    else roots.push(node);
    const asProperties = home ? others : row.parents;
    for (const code of asProperties) (node.property ??= []).push({ code: parentCode, valueCode: code });
  }
  const resource: r5.CodeSystem = { ...codeSystem };
  if (roots.length > 0) resource.concept = roots;
  return resource;
}

/** Following first parents upwards from `parent`, do we come back to `code`? */
function wouldLoop(nodes: Map<string, { row: Concept }>, code: string, parent: string): boolean {
  const seen = new Set<string>();
  for (
    let at: string | undefined = parent;
    at !== undefined && !seen.has(at);
    at = nodes.get(at)?.row.parents[0]
  ) {
    if (at === code) return true;
    seen.add(at);
  }
  return false;
}

function conceptNode(row: Concept): r5.CodeSystemConcept {
  const node: r5.CodeSystemConcept = { code: row.code };
  if (row.extension) node.extension = row.extension;
  if (row.display !== undefined) node.display = row.display;
  if (row.displayExtension) (node as { _display?: object })._display = { extension: row.displayExtension };
  if (row.definition !== undefined) node.definition = row.definition;
  if (row.designations.length > 0)
    node.designation = row.designations.map(
      ({ source: _source, ...d }) => ({ ...d }) as r5.CodeSystemConceptDesignation,
    );
  if (row.properties.length > 0)
    node.property = row.properties.map((p) => ({
      ...(p.extension ? { extension: p.extension } : {}),
      code: p.code,
      ...valueX(p.type, p.value),
    }));
  return node;
}

/* ---- ConceptMap ---- */

export function conceptMapHeader(resource: r5.ConceptMap): ConceptMap {
  const { group, ...header } = resource;
  const conceptMap: ConceptMap = header;
  if (group) conceptMap.group = group.map(({ element: _element, ...rest }) => rest);
  return conceptMap;
}

/** The rows of a ConceptMap, in order. */
export function* mappingsOf(resource: r5.ConceptMap): Generator<Mapping> {
  const attributes = new Map((resource.additionalAttribute ?? []).map((a) => [a.code, a.uri]));
  for (const group of resource.group ?? []) {
    const from = codingOf(group.source);
    const to = codingOf(group.target);
    for (const element of group.element ?? []) {
      const source = { ...from, ...pick(element) };
      const base: Mapping = { source, dependsOn: [], product: [], properties: [] };
      if (element.valueSet) base.sourceValueSet = element.valueSet;
      if (element.noMap || !element.target?.length)
        yield { ...base, ...reasonOf(element), noMap: true, ...(group.target ? { target: to } : {}) };
      for (const target of element.target ?? []) yield { ...base, ...targetOf(target, to, attributes) };
    }
  }
}

/** What FHIR has a place for at targets only, of an element that has none. */
function reasonOf(element: r5.ConceptMapGroupElement): Partial<Mapping> {
  const parts = element.extension?.find((e) => e.url === NO_MAP_EXTENSION)?.extension ?? [];
  const properties = parts
    .filter((part) => part.url !== "comment")
    .map((part) => readProperty({ ...part, code: part.url }))
    .filter((p) => p !== undefined);
  const comment = parts.find((part) => part.url === "comment")?.valueString;
  return { ...(properties.length > 0 ? { properties } : {}), ...(comment === undefined ? {} : { comment }) };
}

function reasonExtension({ properties, comment }: Mapping): Extension | undefined {
  if (properties.length === 0 && comment === undefined) return undefined;
  const parts = properties.map((p) => ({ url: p.code, ...valueX(p.type, p.value) }) as Extension);
  if (comment !== undefined) parts.push({ url: "comment", valueString: comment });
  return { url: NO_MAP_EXTENSION, extension: parts };
}

function targetOf(
  target: r5.ConceptMapGroupElementTarget,
  system: Coding,
  attributes: Map<string, string | undefined>,
): Omit<Mapping, "source"> {
  const row: Omit<Mapping, "source"> = {
    relationship: target.relationship,
    dependsOn: (target.dependsOn ?? []).map((d) => attributeOf(d, attributes)),
    product: (target.product ?? []).map((d) => attributeOf(d, attributes)),
    properties: (target.property ?? []).map(readProperty).filter((p) => p !== undefined),
  };
  if (target.code !== undefined || target.valueSet) row.target = { ...system, ...pick(target) };
  if (target.valueSet) row.targetValueSet = target.valueSet;
  if (target.comment !== undefined) row.comment = target.comment;
  const equivalence = target.extension?.find((e) => e.url === EQUIVALENCE_EXTENSION)?.valueCode;
  if (equivalence) row.equivalence = equivalence as Equivalence;
  return row;
}

function attributeOf(
  row: r5.ConceptMapGroupElementTargetDependsOn,
  attributes: Map<string, string | undefined>,
): MappingAttribute {
  const attribute: MappingAttribute = { attribute: row.attribute };
  const uri = attributes.get(row.attribute);
  if (uri !== undefined) attribute.uri = uri;
  if (row.valueSet) attribute.valueSet = row.valueSet;
  const { valueSet: _valueSet, ...plain } = row;
  const value = readProperty({ ...plain, code: row.attribute });
  if (value) Object.assign(attribute, { type: value.type, value: value.value });
  return attribute;
}

function codingOf(canonical: string | undefined): Coding {
  if (!canonical) return {};
  const [system, version] = canonical.split("|") as [string, string?];
  return version ? { system, version } : { system };
}

function pick({ code, display }: { code?: string | undefined; display?: string | undefined }): Coding {
  return { ...(code === undefined ? {} : { code }), ...(display === undefined ? {} : { display }) };
}

/** Rebuilds ConceptMap.group from rows; rows of one group and one source code stand together, as they were read. */
export function conceptMapResource(conceptMap: ConceptMap, mappings: Iterable<Mapping>): r5.ConceptMap {
  const groups: r5.ConceptMapGroup[] = (conceptMap.group ?? []).map((g) => ({ ...g, element: [] }));
  const elements = new Map<string, r5.ConceptMapGroupElement>();
  for (const mapping of mappings) {
    const at = groupFor(groups, mapping);
    const key = JSON.stringify([at, mapping.source.code, mapping.sourceValueSet]);
    let element = elements.get(key);
    if (!element) {
      element = {
        ...pick(mapping.source),
        ...(mapping.sourceValueSet ? { valueSet: mapping.sourceValueSet } : {}),
      };
      elements.set(key, element);
      groups[at]!.element.push(element);
    }
    if (mapping.noMap) {
      element.noMap = true;
      const reason = reasonExtension(mapping);
      if (reason) element.extension = [reason];
    } else (element.target ??= []).push(targetNode(mapping));
  }
  const { group: _group, ...header } = conceptMap;
  return groups.length > 0 ? { ...header, group: groups } : header;
}

/** Mappings without any target fit any group of their source system: the first. */
function groupFor(groups: r5.ConceptMapGroup[], mapping: Mapping): number {
  const same = (canonical: string | undefined, coding: Coding | undefined) => {
    const of = codingOf(canonical);
    return of.system === coding?.system && of.version === coding?.version;
  };
  const found = groups.findIndex(
    (g) => same(g.source, mapping.source) && (mapping.target === undefined || same(g.target, mapping.target)),
  );
  if (found >= 0) return found;
  const print = (c: Coding | undefined) => (c?.version ? `${c.system}|${c.version}` : c?.system);
  const source = print(mapping.source);
  const target = print(mapping.target);
  groups.push({ ...(source ? { source } : {}), ...(target ? { target } : {}), element: [] });
  return groups.length - 1;
}

function targetNode(mapping: Mapping): r5.ConceptMapGroupElementTarget {
  const node: r5.ConceptMapGroupElementTarget = {
    ...(mapping.equivalence
      ? { extension: [{ url: EQUIVALENCE_EXTENSION, valueCode: mapping.equivalence }] }
      : {}),
    ...(mapping.target ? pick(mapping.target) : {}),
    ...(mapping.targetValueSet ? { valueSet: mapping.targetValueSet } : {}),
    relationship: mapping.relationship ?? "related-to",
  };
  if (mapping.comment !== undefined) node.comment = mapping.comment;
  if (mapping.properties.length > 0)
    node.property = mapping.properties.map((p) => ({
      code: p.code,
      ...valueX(p.type, p.value),
    })) as r5.ConceptMapGroupElementTargetProperty[];
  if (mapping.dependsOn.length > 0) node.dependsOn = mapping.dependsOn.map(attributeNode);
  if (mapping.product.length > 0) node.product = mapping.product.map(attributeNode);
  return node;
}

function attributeNode(row: MappingAttribute): r5.ConceptMapGroupElementTargetDependsOn {
  return {
    attribute: row.attribute,
    ...(row.type ? valueX(row.type, row.value) : {}),
    ...(row.valueSet ? { valueSet: row.valueSet } : {}),
  };
}
