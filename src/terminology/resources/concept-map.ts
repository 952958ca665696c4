/** A ConceptMap -> its header and mappings. */
import type * as r5 from "fhir/r5";
import type {
  Coding,
  ConceptMap,
  Equivalence,
  Extension,
  Mapping,
  MappingAttribute,
  Property,
} from "../model.ts";
import {
  type Elements,
  elementsBesides,
  type MappingAsWritten,
  type Modifier,
  notRead,
  unlessEmpty,
} from "./as-written.ts";
import {
  codingOf,
  EQUIVALENCE_EXTENSION,
  Groups,
  NO_MAP_COMMENT,
  NO_MAP_EXTENSION,
  pick,
  type Sides,
} from "./concept-map-parts.ts";
import { modifierInMapping } from "./modifiers.ts";
import { readProperty, valueX } from "./property.ts";

/** All of a ConceptMap but its mappings; its groups stay, without their elements. */
export function conceptMapHeader(resource: r5.ConceptMap): ConceptMap {
  const { group, ...header } = resource;
  const conceptMap: ConceptMap = header;
  if (group) conceptMap.group = group.map(({ element: _element, ...rest }) => rest);
  return conceptMap;
}

/** The mappings of a ConceptMap, in order. */
export function* mappingsOf(resource: r5.ConceptMap): Generator<Mapping> {
  const attributes = new Map((resource.additionalAttribute ?? []).map((a) => [a.code, a.uri]));
  const groups = new Groups();
  for (const group of resource.group ?? []) {
    const ownGroup = groupNumber(groups, group, groups.add(group));
    const hasCome = elementsSoFar();
    for (const element of group.element ?? []) {
      const again = hasCome(element) || undefined;
      let isFirst = true;
      for (const mapping of mappingsOfElement(group, element, attributes)) {
        const written = unlessEmpty<MappingAsWritten>({
          group: ownGroup(mapping),
          again: isFirst ? again : undefined,
          element: isFirst ? elementsOf(element) : undefined,
          target: mapping.written?.target,
          properties: mapping.written?.properties,
          modifier: mapping.written?.modifier,
        });
        if (written) mapping.written = written;
        isFirst = false;
        yield mapping;
      }
    }
  }
}

/** The number of a mapping's group where its systems alone don't say it. All of a group have its systems, or no target. */
function groupNumber(
  groups: Groups,
  { source, target }: r5.ConceptMapGroup,
  at: number,
): (mapping: Mapping) => number | undefined {
  const needed = (sides: Sides) => (groups.of(sides) === at ? undefined : at);
  const withTarget = needed({ source: codingOf(source), target: codingOf(target) });
  const without = needed({ source: codingOf(source) });
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

/** One by one: an element may have very many. */
function* mappingsOfElement(
  group: r5.ConceptMapGroup,
  element: r5.ConceptMapGroupElement,
  attributes: Attributes,
): Generator<Mapping> {
  const to = codingOf(group.target);
  const source = { ...codingOf(group.source), ...pick(element) };
  const base: Mapping = { source, dependsOn: [], product: [], properties: [] };
  if (element.valueSet) base.sourceValueSet = element.valueSet;
  if (element.noMap || !element.target?.length) {
    const none = { ...base, ...reasonOf(element), noMap: true, ...(group.target ? { target: to } : {}) };
    yield withModifier(none, modifierInMapping(element, undefined));
  }
  for (const target of element.target ?? []) {
    const mapping = { ...base, ...targetOf(target, to, attributes) };
    yield withModifier(mapping, modifierInMapping(element, target));
  }
}

const withModifier = (mapping: Mapping, modifier: Modifier | undefined): Mapping =>
  modifier ? { ...mapping, written: { ...mapping.written, modifier } } : mapping;

const ELEMENT_ELEMENTS = new Set(["code", "display", "valueSet", "noMap", "target", "extension"]);

/** What an element says besides its mappings. */
function elementsOf(element: r5.ConceptMapGroupElement): Elements | undefined {
  const others = elementsBesides(element, ELEMENT_ELEMENTS);
  const isReason = (url: string) => element.noMap && (url === NO_MAP_EXTENSION || url === NO_MAP_COMMENT);
  const extension = element.extension?.filter((e) => !isReason(e.url));
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
  const mapping: Omit<Mapping, "source"> = {
    relationship: target.relationship,
    dependsOn: (target.dependsOn ?? []).map((d) => attributeOf(d, attributes)),
    product: (target.product ?? []).map((d) => attributeOf(d, attributes)),
    properties: properties.filter((p) => p !== undefined),
  };
  if (target.code !== undefined || target.valueSet) mapping.target = { ...system, ...pick(target) };
  if (target.valueSet) mapping.targetValueSet = target.valueSet;
  if (target.comment !== undefined) mapping.comment = target.comment;
  const equivalence = target.extension?.find(isEquivalence);
  if (equivalence) mapping.equivalence = equivalence.valueCode as Equivalence;
  const extension = target.extension?.filter((e) => e !== equivalence);
  const written = unlessEmpty<MappingAsWritten>({
    target: unlessEmpty<Elements>({
      ...elementsBesides(target, TARGET_ELEMENTS),
      // A name of nothing: there is no coding to hold it.
      display: mapping.target ? undefined : target.display,
      extension: extension && extension.length > 0 ? extension : undefined,
    }),
    properties: notRead(target.property, properties),
  });
  if (written) mapping.written = written;
  return mapping;
}

const isEquivalence = ({ url, valueCode }: Extension): boolean =>
  url === EQUIVALENCE_EXTENSION && valueCode !== undefined;

function attributeOf(
  given: r5.ConceptMapGroupElementTargetDependsOn,
  attributes: Attributes,
): MappingAttribute {
  const attribute: MappingAttribute = { attribute: given.attribute };
  const uri = attributes.get(given.attribute);
  if (uri !== undefined) attribute.uri = uri;
  if (given.valueSet) attribute.valueSet = given.valueSet;
  const { valueSet: _valueSet, ...plain } = given;
  const value = readProperty({ ...plain, code: given.attribute });
  if (value) Object.assign(attribute, { type: value.type, value: value.value });
  const written = elementsBesides(
    given,
    new Set(["attribute", "valueSet", ...(value ? [valueName(value)] : [])]),
  );
  if (written) attribute.written = written;
  return attribute;
}

const valueName = ({ type, value }: Property): string => Object.keys(valueX(type, value))[0]!;
