/**
 * Where a path of a FHIRPath Patch leads, in a resource's JSON. Of FHIRPath it takes what names nodes: elements,
 * `[0]`, `where(code = 'a')`, `extension('url')`, `first()` and `last()`; nothing that computes.
 */
import { type Element, elementsOf } from "../../fhir/elements.ts";
import type { FhirVersion } from "../../fhir/version.ts";
import { isNode, listOf, typeSaid } from "../../terminology/util/json-object.ts";

/** What a path leads to. */
export interface PathNode {
  /** JSON Pointer. */
  pointer: string;
  type: string;
  value: unknown;
  /** Absent: the resource itself. */
  element?: Element | undefined;
}

type Step =
  | { kind: "element"; name: string }
  | { kind: "index"; at: number }
  | { kind: "where"; conditions: { names: string[]; value: unknown }[] };

const LONGEST = 1_000;
const STEP =
  /^(?:\.?(?<name>[A-Za-z]\w*)(?![\w(])|\[(?<index>\d{1,9})\]|\.(?<call>where|extension|first|last)\((?<words>(?:'(?:[^'\\]|\\.)*'|[^()'\\])*)\))/;
const EQUALS =
  /^\s*(?<names>[A-Za-z]\w*(?:\.[A-Za-z]\w*)*)\s*=\s*(?<value>'(?:[^'\\]|\\.)*'|true|false|-?\d+)\s*/;

/** The steps of a path below its resource type; undefined: it is none that is taken here. */
export function stepsOf(path: string, resourceType: string): Step[] | undefined {
  if (path.length > LONGEST) return undefined;
  const steps: Step[] = [];
  for (let rest = path.trim(); rest !== "";) {
    const found = STEP.exec(rest);
    const next = found?.groups && stepsIn(found.groups);
    if (!next) return undefined;
    steps.push(...next);
    rest = rest.slice(found[0].length);
  }
  const [first] = steps;
  return first?.kind === "element" && first.name === resourceType ? steps.slice(1) : steps;
}

function stepsIn({ name, index, call, words = "" }: Partial<Record<string, string>>): Step[] | undefined {
  if (name !== undefined) return [{ kind: "element", name }];
  if (index !== undefined) return [{ kind: "index", at: Number(index) }];
  if (call === "first" || call === "last")
    return words.trim() === "" ? [{ kind: "index", at: call === "first" ? 0 : -1 }] : undefined;
  const isExtension = call === "extension";
  const conditions = conditionsIn(isExtension ? `url = ${words}` : words);
  if (!conditions) return undefined;
  return [...(isExtension ? [{ kind: "element", name: call } as const] : []), { kind: "where", conditions }];
}

function conditionsIn(text: string): { names: string[]; value: unknown }[] | undefined {
  const conditions: { names: string[]; value: unknown }[] = [];
  for (let rest = text; ;) {
    const found = EQUALS.exec(rest);
    if (!found?.groups) return undefined;
    const { names = "", value = "" } = found.groups;
    conditions.push({ names: names.split("."), value: literal(value) });
    rest = rest.slice(found[0].length);
    if (rest === "") return conditions;
    if (!/^and\s/.test(rest)) return undefined;
    rest = rest.slice("and".length);
  }
}

function literal(text: string): unknown {
  if (text.startsWith("'")) return text.slice(1, -1).replaceAll(/\\(.)/g, "$1");
  return text === "true" || text === "false" ? text === "true" : Number(text);
}

/** All nodes that the steps lead to from the root. */
export function nodesOf(root: PathNode, steps: readonly Step[], version: FhirVersion): PathNode[] {
  let nodes = [root];
  for (const step of steps) {
    if (step.kind === "element") nodes = nodes.flatMap((node) => below(node, step.name, version));
    else if (step.kind === "index") nodes = [nodes.at(step.at)].filter((node) => node !== undefined);
    else nodes = nodes.filter((node) => fits(node, step.conditions, version));
  }
  return nodes;
}

function fits(
  node: PathNode,
  conditions: readonly { names: string[]; value: unknown }[],
  version: FhirVersion,
): boolean {
  return conditions.every(({ names, value }) => {
    let nodes = [node];
    for (const name of names) nodes = nodes.flatMap((one) => below(one, name, version));
    return nodes.some((found) => found.value === value);
  });
}

/** The elements of this name: of a choice, the one that is there. */
export const elementsNamed = (type: string, name: string, version: FhirVersion): Element[] =>
  [...(elementsOf(version, type)?.values() ?? [])].filter((element) => element.name === name);

function below({ pointer, type, value }: PathNode, name: string, version: FhirVersion): PathNode[] {
  if (!isNode(value)) return [];
  return elementsNamed(type, name, version).flatMap((element) => {
    const { jsonName } = element;
    if (!Object.hasOwn(value, jsonName)) return [];
    const inner = value[jsonName];
    const at = `${pointer}/${jsonName}`;
    if (!element.list) return [{ pointer: at, type: typeOf(inner, element), value: inner, element }];
    return listOf(inner).map((one, i) => ({
      pointer: `${at}/${i}`,
      type: typeOf(one, element),
      value: one,
      element,
    }));
  });
}

/** A contained resource says itself what it is. */
const typeOf = (value: unknown, { type }: Element): string =>
  type === "Resource" ? String(typeSaid(value)) : type;
