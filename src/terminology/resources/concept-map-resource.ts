/** A ConceptMap's header and mappings -> the resource. */
import type * as r5 from "fhir/r5";
import type { ConceptMap, Extension, Mapping, MappingAttribute } from "../model.ts";
import { atOnce, type LongWork } from "../util/in-turns.ts";
import { withAside } from "./as-written.ts";
import {
  EQUIVALENCE_EXTENSION,
  Groups,
  NO_MAP_COMMENT,
  NO_MAP_EXTENSION,
  pick,
} from "./concept-map-parts.ts";
import { propertyElement, valueX } from "./property.ts";

/** Rebuilds ConceptMap.group from mappings; those of one group and one source code stand together, as they were read. */
export const conceptMapResource = (conceptMap: ConceptMap, mappings: Iterable<Mapping>): r5.ConceptMap =>
  atOnce(conceptMapInSteps(conceptMap, mappings));

/** Mappings that are looked at between two steps. */
const STEP = 500;

/** The same in steps. */
export function* conceptMapInSteps(
  conceptMap: ConceptMap,
  mappings: Iterable<Mapping>,
): LongWork<r5.ConceptMap> {
  const groups = new Groups(conceptMap.group);
  const elements = new Map<string, r5.ConceptMapGroupElement>();
  let looked = 0;
  for (const mapping of mappings) {
    if (++looked % STEP === 0) yield;
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
export const elementKey = (
  group: number,
  { source: { code }, sourceValueSet }: Pick<Mapping, "source" | "sourceValueSet">,
): string =>
  code === undefined || sourceValueSet !== undefined
    ? JSON.stringify([group, code, sourceValueSet])
    : `${group} ${code}`;

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
  const property = withAside(mapping.properties.map(propertyElement), written?.properties);
  if (property.length > 0) node.property = property;
  if (dependsOn.length > 0) node.dependsOn = dependsOn.map(attributeNode);
  if (product.length > 0) node.product = product.map(attributeNode);
  return node;
}

function attributeNode(attribute: MappingAttribute): r5.ConceptMapGroupElementTargetDependsOn {
  return {
    ...attribute.written,
    attribute: attribute.attribute,
    ...(attribute.type ? valueX(attribute.type, attribute.value) : {}),
    ...(attribute.valueSet ? { valueSet: attribute.valueSet } : {}),
  };
}
