/** What is to be done with each element of a type on the way to the other version, by the element tables. */
import type { Json } from "../../terminology/util/json-object.ts";
import { type Element, elementsOf, isPrimitive } from "../elements.ts";
import { type CodeDifference, differingCodes } from "./codes.ts";
import { type Carrier, type Direction, extensionUrl } from "./cross-version-extension.ts";

/** What a rule leaves for the rules below it in the same resource. */
export interface Context {
  attributes?: Attributes;
}

/** How ConceptMap.additionalAttribute names what R4 names by uri. */
export interface Attributes {
  /** ConceptMap.additionalAttribute by code. */
  byCode: Map<string, Json>;
  /** R4 property -> R5 attribute code. */
  codes: Map<string, string>;
  /** Declarations that an R4 map has to be given. */
  derived?: Json[];
}

/** Says in the other version what both can say; must not change its input. */
export type Rule = (value: Json, context: Context) => Json;

/** By type: `ConceptMap.group`. What a rule leaves in place that the other version doesn't have is carried. */
export type Rules = Record<string, Rule>;

/** What to do with one JSON name of a type. */
type Step = ChildStep | CarryStep | CodeStep;
export interface ChildStep {
  kind: "child";
  type: string;
  /** Found at first use; `null`: a type that nothing is known of. */
  plan?: Plan | null;
}
/** An element that only the source version has: it travels in extensions. */
export interface CarryStep {
  kind: "carry";
  element: Element;
  carrier: Carrier;
  /** Its content is converted first. */
  content: ChildStep;
}
export interface CodeStep {
  kind: "code";
  element: Element;
  codes: CodeDifference;
}

export interface Plan {
  type: string;
  steps: Map<string, Step>;
  /** Text, numbers and booleans are said alike: only what is within can differ. */
  plain: boolean;
  /** Elements that only the target version has. */
  restorable: Set<string>;
  rule: Rule | undefined;
}

/** The extension for this element says more than "this is the R4 value" and is left to its rule. */
const RULED = new Set(["ConceptMap.group.element.target.equivalence"]);

/** undefined: neither version knows the type. */
export function makePlan(direction: Direction, rules: Rules, type: string): Plan | undefined {
  const source = elementsOf(direction.from, type);
  const target = elementsOf(direction.to, type);
  if (!source && !target) return undefined;
  const steps = new Map<string, Step>();
  const restorable = new Set<string>();
  for (const element of (target ?? source)!.values()) {
    const path = `${type}.${element.name}`;
    const codes = differingCodes(direction, type, element.name);
    const step: Step = codes ? { kind: "code", element, codes } : { kind: "child", type: element.type };
    if (codes || !isPrimitive(element.type)) steps.set(element.jsonName, step);
    if (isPrimitive(element.type))
      steps.set(element.twinName, codes ? step : { kind: "child", type: "Element" });
    if (source && !source.has(element.jsonName) && !RULED.has(path)) restorable.add(element.name);
  }
  for (const element of target ? (source?.values() ?? []) : []) {
    if (target!.has(element.jsonName)) continue;
    const carry = carryStep(direction, type, element);
    steps.set(element.jsonName, carry);
    if (isPrimitive(element.type)) steps.set(element.twinName, carry);
  }
  const plain = [...steps.values()].every(
    (step) => step.kind === "child" || (step.kind === "carry" && !isPrimitive(step.element.type)),
  );
  return { type, steps, plain, restorable, rule: rules[type] };
}

const carryStep = (direction: Direction, type: string, element: Element): CarryStep => ({
  kind: "carry",
  element,
  carrier: { direction, url: extensionUrl(direction.from, type, element.name), element },
  content: { kind: "child", type: element.type },
});
