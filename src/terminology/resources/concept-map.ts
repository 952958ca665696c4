/** ConceptMap <-> its header and mappings. */
import type * as r5 from "fhir/r5";
import { parseCanonical, printCanonical } from "../canonical.ts";
import type {
  Coding,
  ConceptMap,
  ConceptMapGroup,
  Equivalence,
  Extension,
  Mapping,
  MappingAttribute,
  Property,
} from "../model.ts";
import {
  elementsBesides,
  unlessEmpty,
  withAside,
  withoutRow,
  type Elements,
  type MappingAsWritten,
} from "./as-written.ts";
import { propertyElement, readProperty, valueX } from "./property.ts";

/** HL7's cross-version extensions: elements of an R4 target that R5 has no place for. */
const R4_TARGET = "http://hl7.org/fhir/4.0/StructureDefinition/extension-ConceptMap.group.element.target.";
export const EQUIVALENCE_EXTENSION = `${R4_TARGET}equivalence`;
/** On an element: the comment of R4's `unmatched`, which is a target. */
const NO_MAP_COMMENT = `${R4_TARGET}comment`;

/** Properties of the statement that a code has no target. */
const NO_MAP_EXTENSION = "https://w3id.org/ossicle/StructureDefinition/no-map-reason";

/** All of a ConceptMap but its mappings; its groups stay, without their elements. */
export function conceptMapHeader(resource: r5.ConceptMap): ConceptMap {
  const { group, ...header } = resource;
  const conceptMap: ConceptMap = header;
  if (group) conceptMap.group = group.map(({ element: _element, ...rest }) => rest);
  return conceptMap;
}

/* ---- resource -> rows ---- */

/** The rows of a ConceptMap, in order. */
export function* mappingsOf(resource: r5.ConceptMap): Generator<Mapping> {
  const attributes = new Map((resource.additionalAttribute ?? []).map((a) => [a.code, a.uri]));
  const groups = new Groups(resource.group);
  for (const [at, group] of (resource.group ?? []).entries()) {
    const ownGroup = groupTold(groups, group, at);
    const hasCome = elementsSoFar();
    for (const element of group.element ?? []) {
      const again = hasCome(element) || undefined;
      for (const [i, mapping] of elementRows(group, element, attributes).entries()) {
        const written = unlessEmpty<MappingAsWritten>({
          group: ownGroup(mapping),
          again: i === 0 ? again : undefined,
          element: i === 0 ? elementsOf(element) : undefined,
          target: mapping.written?.target,
          properties: mapping.written?.properties,
        });
        if (written) mapping.written = written;
        yield mapping;
      }
    }
  }
}

type Sides = Pick<Mapping, "source" | "target">;

/** The number of a mapping's group where it has to be told. All of a group have its systems, or no target. */
function groupTold(
  groups: Groups,
  { source, target }: r5.ConceptMapGroup,
  at: number,
): (mapping: Mapping) => number | undefined {
  const told = (row: Sides) => (groups.of(row) === at ? undefined : at);
  const withTarget = told({ source: codingOf(source), target: codingOf(target) });
  const without = told({ source: codingOf(source) });
  return (mapping) => (mapping.target ? withTarget : without);
}

/** Has an element of this code, or value set, come before? */
function elementsSoFar(): (element: r5.ConceptMapGroupElement) => boolean {
  const byValueSet = new Map<string | undefined, Set<string | undefined>>();
  return ({ code, valueSet }) => {
    const name = valueSet || undefined;
    let codes = byValueSet.get(name);
    if (!codes) byValueSet.set(name, (codes = new Set<string | undefined>()));
    const known = codes.has(code);
    codes.add(code);
    return known;
  };
}

type Attributes = ReadonlyMap<string, string | undefined>;

function elementRows(
  group: r5.ConceptMapGroup,
  element: r5.ConceptMapGroupElement,
  attributes: Attributes,
): Mapping[] {
  const to = codingOf(group.target);
  const source = { ...codingOf(group.source), ...pick(element) };
  const base: Mapping = { source, dependsOn: [], product: [], properties: [] };
  if (element.valueSet) base.sourceValueSet = element.valueSet;
  const rows: Mapping[] = [];
  if (element.noMap || !element.target?.length)
    rows.push({ ...base, ...reasonOf(element), noMap: true, ...(group.target ? { target: to } : {}) });
  for (const target of element.target ?? []) rows.push({ ...base, ...targetOf(target, to, attributes) });
  return rows;
}

const ELEMENT_ELEMENTS = new Set(["code", "display", "valueSet", "noMap", "target", "extension"]);

/** What an element says besides its rows. */
function elementsOf(element: r5.ConceptMapGroupElement): Elements | undefined {
  const others = elementsBesides(element, ELEMENT_ELEMENTS);
  const isRow = (url: string) => element.noMap && (url === NO_MAP_EXTENSION || url === NO_MAP_COMMENT);
  const extension = element.extension?.filter((e) => !isRow(e.url));
  return unlessEmpty<Elements>({
    ...others,
    extension: extension && extension.length > 0 ? extension : undefined,
    noMap: element.target?.length ? falseOnly(element.noMap) : unsaid(element.noMap),
  });
}

const falseOnly = (noMap: boolean | undefined): false | undefined => (noMap === false ? noMap : undefined);
/** Without targets there is no mapping, also where the element does not say so: null. */
const unsaid = (noMap: boolean | undefined): false | null | undefined =>
  noMap === undefined ? null : falseOnly(noMap);

/** What FHIR has a place for at targets only, of an element that has none. */
function reasonOf(element: r5.ConceptMapGroupElement): Partial<Mapping> {
  const parts = element.extension?.find((e) => e.url === NO_MAP_EXTENSION)?.extension ?? [];
  const properties = parts
    .map((part) => readProperty({ ...part, code: part.url }))
    .filter((p) => p !== undefined)
    .map(({ written: _written, ...property }): Property => property);
  const comment = element.extension?.find((e) => e.url === NO_MAP_COMMENT)?.valueString;
  return { ...(properties.length > 0 ? { properties } : {}), ...(comment === undefined ? {} : { comment }) };
}

const TARGET_ELEMENTS = new Set(
  "code display valueSet relationship comment dependsOn product property extension".split(" "),
);

function targetOf(
  target: r5.ConceptMapGroupElementTarget,
  system: Coding,
  attributes: Attributes,
): Omit<Mapping, "source"> {
  const properties = (target.property ?? []).map(readProperty);
  const row: Omit<Mapping, "source"> = {
    relationship: target.relationship,
    dependsOn: (target.dependsOn ?? []).map((d) => attributeOf(d, attributes)),
    product: (target.product ?? []).map((d) => attributeOf(d, attributes)),
    properties: properties.filter((p) => p !== undefined),
  };
  if (target.code !== undefined || target.valueSet) row.target = { ...system, ...pick(target) };
  if (target.valueSet) row.targetValueSet = target.valueSet;
  if (target.comment !== undefined) row.comment = target.comment;
  const equivalence = target.extension?.find(isEquivalence);
  if (equivalence) row.equivalence = equivalence.valueCode as Equivalence;
  const extension = target.extension?.filter((e) => e !== equivalence);
  const written = unlessEmpty<MappingAsWritten>({
    target: unlessEmpty<Elements>({
      ...elementsBesides(target, TARGET_ELEMENTS),
      // A name of nothing: there is no coding to hold it.
      display: row.target ? undefined : target.display,
      extension: extension && extension.length > 0 ? extension : undefined,
    }),
    properties: withoutRow(target.property, properties),
  });
  if (written) row.written = written;
  return row;
}

const isEquivalence = ({ url, valueCode }: Extension): boolean =>
  url === EQUIVALENCE_EXTENSION && valueCode !== undefined;

function attributeOf(
  row: r5.ConceptMapGroupElementTargetDependsOn,
  attributes: Attributes,
): MappingAttribute {
  const attribute: MappingAttribute = { attribute: row.attribute };
  const uri = attributes.get(row.attribute);
  if (uri !== undefined) attribute.uri = uri;
  if (row.valueSet) attribute.valueSet = row.valueSet;
  const { valueSet: _valueSet, ...plain } = row;
  const value = readProperty({ ...plain, code: row.attribute });
  if (value) Object.assign(attribute, { type: value.type, value: value.value });
  const written = elementsBesides(
    row,
    new Set(["attribute", "valueSet", ...(value ? [valueName(value)] : [])]),
  );
  if (written) attribute.written = written;
  return attribute;
}

const valueName = ({ type, value }: Property): string => Object.keys(valueX(type, value))[0]!;

function codingOf(canonical: string | undefined): Coding {
  if (!canonical) return {};
  const { url, version } = parseCanonical(canonical);
  return version === undefined ? { system: url } : { system: url, version };
}

function pick({ code, display }: { code?: string | undefined; display?: string | undefined }): Coding {
  return { ...(code === undefined ? {} : { code }), ...(display === undefined ? {} : { display }) };
}

/* ---- rows -> resource ---- */

/** Rebuilds ConceptMap.group from rows; rows of one group and one source code stand together, as they were read. */
export function conceptMapResource(conceptMap: ConceptMap, mappings: Iterable<Mapping>): r5.ConceptMap {
  const groups = new Groups(conceptMap.group);
  const elements = new Map<string, r5.ConceptMapGroupElement>();
  for (const mapping of mappings) {
    const at = groups.home(mapping);
    const key = elementKey(at, mapping);
    let element = elements.get(key);
    if (!element || mapping.written?.again) {
      element = elementNode(mapping);
      elements.set(key, element);
      groups.all[at]!.element.push(element);
    }
    addToElement(element, mapping);
  }
  const { group: _group, ...header } = conceptMap;
  const group = groups.all.map(({ element, ...rest }) => (element.length > 0 ? { ...rest, element } : rest));
  return group.length > 0 ? { ...header, group: group as r5.ConceptMapGroup[] } : header;
}

/** The same for mappings of one element, unless one says that it begins another. */
export const elementKey = (group: number, { source, sourceValueSet }: Mapping): string =>
  JSON.stringify([group, source.code, sourceValueSet]);

/** Finds the group of a mapping: the first of its two systems. */
export class Groups {
  readonly all: r5.ConceptMapGroup[];
  private readonly first = new Map<string, number>();

  constructor(groups: readonly r5.ConceptMapGroup[] | readonly ConceptMapGroup[] = []) {
    this.all = groups.map((group) => ({ ...group, element: [] }));
    for (const at of this.all.keys()) this.index(at);
  }

  private index(at: number): void {
    const { source, target } = this.all[at]!;
    for (const key of [systemKey(codingOf(source)), systemKey(codingOf(source), codingOf(target))])
      if (!this.first.has(key)) this.first.set(key, at);
  }

  /** Mappings without any target fit any group of their source system. */
  of({ source, target }: Sides): number | undefined {
    return this.first.get(systemKey(source, target));
  }

  /** The group that the mapping says it was in, if it still fits, else the first that fits, else a new one. */
  home(mapping: Mapping): number {
    const written = mapping.written?.group;
    if (written !== undefined && this.fits(written, mapping)) return written;
    const found = this.of(mapping);
    if (found !== undefined) return found;
    const source = printSystem(mapping.source);
    const target = printSystem(mapping.target);
    const at =
      this.all.push({ ...(source ? { source } : {}), ...(target ? { target } : {}), element: [] }) - 1;
    this.index(at);
    return at;
  }

  private fits(at: number, { source, target }: Mapping): boolean {
    const group = this.all[at];
    return (
      group !== undefined &&
      systemKey(codingOf(group.source), target && codingOf(group.target)) === systemKey(source, target)
    );
  }
}

const systemKey = (source: Coding, target?: Coding): string =>
  JSON.stringify([source, ...(target ? [target] : [])].map(({ system, version }) => [system, version]));

const printSystem = (coding: Coding | undefined): string | undefined =>
  coding && printCanonical({ ...coding, url: coding.system });

/** The element that a mapping begins, so far without it. */
export function elementNode({ source, sourceValueSet, written }: Mapping): r5.ConceptMapGroupElement {
  const { noMap, ...elements } = written?.element ?? {};
  return {
    ...elements,
    ...pick(source),
    ...(sourceValueSet ? { valueSet: sourceValueSet } : {}),
    ...(noMap === false ? { noMap } : {}),
  };
}

/** A mapping of the same source as those before in the element. */
export function addToElement(element: r5.ConceptMapGroupElement, mapping: Mapping): void {
  if (mapping.noMap) addNoMap(element, mapping);
  else (element.target ??= []).push(targetNode(mapping));
}

function addNoMap(element: r5.ConceptMapGroupElement, mapping: Mapping): void {
  if (mapping.written?.element?.noMap === undefined) element.noMap = true;
  const extension = [...(element.extension ?? []), ...reasonExtensions(mapping)];
  if (extension.length > 0) element.extension = extension;
}

function reasonExtensions({ properties, comment }: Mapping): Extension[] {
  const parts = properties.map((p) => ({ url: p.code, ...valueX(p.type, p.value) }));
  return [
    ...(parts.length > 0 ? [{ url: NO_MAP_EXTENSION, extension: parts }] : []),
    ...(comment === undefined ? [] : [{ url: NO_MAP_COMMENT, valueString: comment }]),
  ];
}

function targetNode(mapping: Mapping): r5.ConceptMapGroupElementTarget {
  const { equivalence, written, dependsOn, product } = mapping;
  const others = written?.target as { extension?: Extension[]; _relationship?: object } | undefined;
  const extension = [
    ...(others?.extension ?? []),
    ...(equivalence ? [{ url: EQUIVALENCE_EXTENSION, valueCode: equivalence }] : []),
  ];
  const node = {
    ...others,
    ...(extension.length > 0 ? { extension } : {}),
    ...(mapping.target ? pick(mapping.target) : {}),
    ...(mapping.targetValueSet ? { valueSet: mapping.targetValueSet } : {}),
    ...(others?._relationship ? {} : { relationship: mapping.relationship ?? "related-to" }),
    ...(mapping.relationship ? { relationship: mapping.relationship } : {}),
  } as r5.ConceptMapGroupElementTarget;
  if (mapping.comment !== undefined) node.comment = mapping.comment;
  const property = withAside<object>(mapping.properties.map(propertyElement), written?.properties);
  if (property.length > 0) node.property = property as r5.ConceptMapGroupElementTargetProperty[];
  if (dependsOn.length > 0) node.dependsOn = dependsOn.map(attributeNode);
  if (product.length > 0) node.product = product.map(attributeNode);
  return node;
}

function attributeNode(row: MappingAttribute): r5.ConceptMapGroupElementTargetDependsOn {
  return {
    ...row.written,
    attribute: row.attribute,
    ...(row.type ? valueX(row.type, row.value) : {}),
    ...(row.valueSet ? { valueSet: row.valueSet } : {}),
  };
}
