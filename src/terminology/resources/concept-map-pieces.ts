/** A concept map of any size as JSON that is written as it is read, so that never more than a page of it is in memory. */
import type * as r5 from "fhir/r5";
import type { ConceptMap, Mapping } from "../model.ts";
import { addToElement, elementNode } from "./concept-map-resource.ts";
import { AS_IT_IS, type Convert } from "./large-resource.ts";

/** Elements of one group, which has had others before or will have others after. */
export interface ElementsInGroup {
  group: number;
  elements: readonly r5.ConceptMapGroupElement[];
}

/** A mapping with the number of its group; `begins`: it begins an element. */
export interface MappingInGroup {
  group: number;
  begins: boolean;
  mapping: Mapping;
}

/** The text of the whole resource, in pieces. `conceptMap` has all its groups, the mappings are in the order of the groups. */
export function conceptMapJson(
  conceptMap: ConceptMap,
  mappings: AsyncIterable<readonly MappingInGroup[]>,
  convert: Convert = AS_IT_IS,
): AsyncGenerator<string> {
  return elementsJson(conceptMap, elementsOf(mappings), convert);
}

/** The last element of a batch waits for the next one: more of it may come. */
async function* elementsOf(
  mappings: AsyncIterable<readonly MappingInGroup[]>,
): AsyncGenerator<ElementsInGroup> {
  let group = -1;
  let elements: r5.ConceptMapGroupElement[] = [];
  for await (const batch of mappings) {
    for (const one of batch) {
      if (one.group !== group && elements.length > 0) yield { group, elements };
      if (one.group !== group) [group, elements] = [one.group, []];
      if (one.begins) elements.push(elementNode(one.mapping));
      addToElement(elements.at(-1)!, one.mapping);
    }
    const last = elements.pop();
    if (elements.length > 0) yield { group, elements };
    elements = last ? [last] : [];
  }
  if (elements.length > 0) yield { group, elements };
}

/** As `conceptMapJson`, of mappings that are elements already. */
export async function* elementsJson(
  conceptMap: ConceptMap,
  all: AsyncIterable<ElementsInGroup> | Iterable<ElementsInGroup>,
  convert: Convert,
): AsyncGenerator<string> {
  const { group: groups = [], ...header } = convert(conceptMap as r5.ConceptMap) as r5.ConceptMap;
  const begin = (group: number): string => {
    const { element: _element, ...rest } = groups[group]!;
    return JSON.stringify(rest).slice(0, -1);
  };
  yield `${JSON.stringify(header).slice(0, -1)}${groups.length > 0 ? ',"group":[' : ""}`;
  let at = -1;
  /** Has the group had an element? */
  let open = false;
  /** Goes on to a group; those in between have none. */
  const goTo = (group: number): string => {
    let text = "";
    for (; at < group; open = false) text += `${at < 0 ? "" : `${open ? "]" : ""}},`}${begin(++at)}`;
    return text;
  };
  for await (const { group, elements } of all) {
    const before = goTo(group);
    const part = { ...conceptMap, group: [{ ...conceptMap.group![group], element: elements }] } as r5.ConceptMap;
    const [converted] = (convert(part) as r5.ConceptMap).group!;
    const text = JSON.stringify(converted!.element).slice(1, -1);
    yield `${before}${open ? "," : ',"element":['}${text}`;
    open = true;
  }
  const rest = goTo(groups.length - 1);
  yield `${rest}${open ? "]" : ""}${at < 0 ? "" : "}]"}}`;
}
