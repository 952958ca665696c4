/** A concept map of any size written as it is read, so that never more than a page of it is in memory. */
import type * as r5 from "fhir/r5";
import type { ConceptMap, Mapping } from "../model.ts";
import { addToElement, elementNode } from "./concept-map-resource.ts";
import { AS_IT_IS, type Convert } from "./large-resource.ts";
import { around, type ListElement, markedItem, type Notation, textInTurns } from "./notation.ts";

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
export function conceptMapPieces(
  conceptMap: ConceptMap,
  mappings: AsyncIterable<readonly MappingInGroup[]>,
  notation: Notation,
  convert: Convert = AS_IT_IS,
): AsyncGenerator<string> {
  return elementPieces(conceptMap, elementsOf(mappings), notation, convert);
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

const GROUP: ListElement = { name: "group", type: "ConceptMap.group" };
const ELEMENT: ListElement = { name: "element", type: "ConceptMap.group.element" };

/** As `conceptMapPieces`, of mappings that are elements already. */
export async function* elementPieces(
  conceptMap: ConceptMap,
  all: AsyncIterable<ElementsInGroup> | Iterable<ElementsInGroup>,
  notation: Notation,
  convert: Convert,
): AsyncGenerator<string> {
  const converted = (map: ConceptMap): r5.ConceptMap => convert(map as r5.ConceptMap) as r5.ConceptMap;
  const { group: groups = [], ...header } = converted(conceptMap);
  if (groups.length === 0) return void (yield await textInTurns(header, notation));
  const marked = await textInTurns({ ...header, group: [markedItem()] }, notation);
  const [begin, end] = around(marked, notation.item(GROUP, markedItem(), 1));
  const open = new OpenGroups(groups, notation);
  yield begin;
  for await (const { group, elements } of all) {
    const part = { ...conceptMap, group: [{ ...conceptMap.group![group], element: elements }] };
    yield open.add(group, converted(part).group![0]!.element ?? []);
  }
  yield open.close() + end;
}

/** The group that elements are being written to, and those before and after it, which may have none. */
class OpenGroups {
  private at = -1;
  private end = "";
  private readonly groups: readonly r5.ConceptMapGroup[];
  private readonly notation: Notation;

  constructor(groups: readonly r5.ConceptMapGroup[], notation: Notation) {
    this.groups = groups;
    this.notation = notation;
  }

  /** The text of elements, with what stands between those before and them. */
  add(group: number, elements: readonly object[]): string {
    const before = group === this.at ? this.notation.separator : this.goTo(group);
    return before + elements.map((one) => this.notation.item(ELEMENT, one, 2)).join(this.notation.separator);
  }

  close(): string {
    return this.end + this.empty(this.groups.length);
  }

  /** Ends the group that is open, and begins another. */
  private goTo(group: number): string {
    const before = this.end + this.empty(group) + (group > 0 ? this.notation.separator : "");
    const { element: _elements, ...rest } = this.groups[group]!;
    const [begin, end] = around(
      this.notation.item(GROUP, { ...rest, element: [markedItem()] }, 1),
      this.notation.item(ELEMENT, markedItem(), 2),
    );
    this.at = group;
    this.end = end;
    return before + begin;
  }

  /** Groups without elements, up to another. */
  private empty(group: number): string {
    let text = "";
    for (let at = this.at + 1; at < group; at++) {
      const { element: _none, ...rest } = this.groups[at]!;
      text += (at > 0 ? this.notation.separator : "") + this.notation.item(GROUP, rest, 1);
    }
    return text;
  }
}
