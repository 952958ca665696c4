/**
 * Converts a resource from one version to the other, driven by the element tables: what the other version has too is
 * kept, what it doesn't have becomes a cross-version extension, and such extensions become elements again.
 * Where the versions say the same thing differently, a rule of the type is asked first.
 */
import { nestedTooDeeply } from "../../terminology/issues/resource.ts";
import { TerminologyError } from "../../terminology/issues/issue.ts";
import type { Awaitable } from "../../terminology/util/awaitable.ts";
import { Turns } from "../../terminology/util/in-turns.ts";
import { MAX_DEPTH } from "../depth.ts";
import { elementsOf, isPrimitive, type Element } from "../elements.ts";
import { convertCode, convertCodes, differingCodes, type CodeDifference, type Coded } from "./codes.ts";
import {
  carriedElement,
  decode,
  encode,
  extensionUrl,
  place,
  type Direction,
} from "./cross-version-extension.ts";
import { isObject, objects, type Json } from "./json-object.ts";

/** What a rule leaves for the rules below it in the same resource. */
export type Context = Record<string, unknown>;

/** Says in the other version what both can say; must not change its input. */
export type Rule = (value: Json, context: Context) => Json;

/** By type: `ConceptMap.group`. What a rule leaves in place that the other version doesn't have is carried. */
export type Rules = Record<string, Rule>;

/** What to do with one JSON name of a type. */
type Step = ChildStep | { kind: "carry"; element: Element } | CodeStep;
interface ChildStep {
  kind: "child";
  type: string;
  /** Found at first use; `null`: a type that nothing is known of. */
  plan?: Plan | null;
}
interface CodeStep {
  kind: "code";
  element: Element;
  codes: CodeDifference;
}

interface Plan {
  type: string;
  steps: Map<string, Step>;
  /** Text, numbers and booleans are said alike: only what is within can differ. */
  plain: boolean;
  /** Elements that only the target version has. */
  restorable: Set<string>;
  rule: Rule | undefined;
}

/** A list of more items is converted in turns, where that is asked for. */
const LONG = 1_000;

interface LongList {
  list: readonly unknown[];
  step: ChildStep;
  context: Context;
  depth: number;
}

/** Long lists that have been converted before what they stand in, and those met that have not: these are passed over. */
interface Ahead {
  made: ReadonlyMap<unknown, unknown>;
  met?: LongList[];
}

export interface Converter {
  /** Returns its very input where nothing differs, and never changes it. */
  (resource: Json): Json;
  /** The same; others have their turn between the items of long lists. */
  inTurns(resource: Json): Promise<Json>;
}

/** The extension for this element says more than "this is the R4 value" and is left to its rule. */
const RULED = new Set(["ConceptMap.group.element.target.equivalence"]);

/** Makes the function that converts whole resources. */
export function converter(direction: Direction, rules: Rules): Converter {
  const { from, to } = direction;
  const plans = new Map<string, Plan>();
  let ahead: Ahead | undefined;
  const TWIN: ChildStep = { kind: "child", type: "Element" };

  function planOf(type: string): Plan | undefined {
    let plan = plans.get(type);
    if (!plan && (plan = makePlan(direction, rules, type))) plans.set(type, plan);
    return plan;
  }

  function convertResource(resource: Json, depth: number): Json {
    const type = resource.resourceType;
    const plan = typeof type === "string" ? planOf(type) : undefined;
    return plan ? convert(resource, plan, {}, depth) : resource;
  }

  function convert(input: Json, plan: Plan, context: Context, depth: number): Json {
    if (depth > MAX_DEPTH) throw new TerminologyError(nestedTooDeeply(MAX_DEPTH));
    const { type } = plan;
    let value = input.extension === undefined ? input : restore(input, type, plan);
    if (plan.rule) value = plan.rule(value, context);
    let copy: LazyCopy | undefined;
    let carried: Element[] | undefined;
    for (const key in value) {
      const content = value[key];
      const step = plan.plain && typeof content !== "object" ? undefined : plan.steps.get(key);
      if (step === undefined) copy?.keep(key);
      else if (step.kind === "child") {
        const converted = convertAny(content, step, context, depth);
        if (copy || converted !== content) (copy ??= new LazyCopy(value)).put(key, converted);
      } else if (step.kind === "code")
        codeElement((copy ??= new LazyCopy(value)), value, key, type, step, context, depth);
      else {
        (copy ??= new LazyCopy(value)).start(key);
        carried ??= [];
        if (!carried.includes(step.element)) carried.push(step.element);
      }
    }
    const output = copy?.output ?? value;
    if (!carried) return output;
    const extensions = carried.flatMap((element) => carry(value, type, element, context, depth));
    output.extension = [...objects(output.extension), ...extensions];
    return output;
  }

  function convertAny(value: unknown, step: ChildStep, context: Context, depth: number): unknown {
    if (!Array.isArray(value)) return isObject(value) ? convertOne(value, step, context, depth) : value;
    if (ahead && value.length > LONG) {
      const made = ahead.made.get(value);
      if (made) return made;
      ahead.met?.push({ list: value, step, context, depth });
      if (ahead.met) return value;
    }
    let copy: unknown[] | undefined;
    for (let i = 0; i < value.length; i++) {
      const item: unknown = value[i];
      if (!isObject(item)) continue;
      const converted = convertOne(item, step, context, depth);
      if (converted !== item) (copy ??= [...(value as unknown[])])[i] = converted;
    }
    return copy ?? value;
  }

  function convertOne(value: Json, step: ChildStep, context: Context, depth: number): Json {
    if (step.type === "Resource") return convertResource(value, depth + 1);
    const plan = (step.plan ??= planOf(step.type) ?? null);
    return plan ? convert(value, plan, context, depth + 1) : value;
  }

  /** An element that only `from` has, as extensions. */
  function carry(value: Json, type: string, element: Element, context: Context, depth: number): Json[] {
    const { jsonName, name } = element;
    const content = convertAny(value[jsonName], { kind: "child", type: element.type }, context, depth);
    const twin = convertAny(value[`_${jsonName}`], TWIN, context, depth);
    return encode(direction, extensionUrl(from, type, name), element, content, twin);
  }

  /** A code and its twin `_name`, or lists of both side by side; each of the two keys takes its part of the answer. */
  function codeElement(
    copy: LazyCopy,
    value: Json,
    key: string,
    type: string,
    { element, codes }: CodeStep,
    context: Context,
    depth: number,
  ): void {
    const { jsonName, name, list } = element;
    const twinName = `_${jsonName}`;
    const before = { code: value[jsonName], twin: convertAny(value[twinName], TWIN, context, depth) };
    const convertPair = (pair: Coded) => convertCode(direction, type, name, codes, pair);
    const after = list ? convertCodes(before, convertPair) : convertPair(before);
    copy.put(jsonName, after.code, key);
    copy.put(twinName, after.twin, key);
  }

  /** Makes elements that only `to` has of the extensions that carry them. */
  function restore(value: Json, type: string, { restorable }: Plan): Json {
    if (restorable.size === 0 || !Array.isArray(value.extension)) return value;
    let output = value;
    const rest: unknown[] = [];
    for (const extension of value.extension as unknown[]) {
      const name = isObject(extension) ? carriedElement(to, type, extension.url) : undefined;
      const decoded =
        name !== undefined && restorable.has(name) ? decode(to, type, name, extension as Json) : undefined;
      if (decoded && output === value) output = { ...value };
      if (!decoded || !place(output, decoded)) rest.push(extension);
    }
    if (output === value) return value;
    if (rest.length > 0) output.extension = rest;
    else delete output.extension;
    return output;
  }

  /** First what is in long lists, then the rest. */
  async function convertInTurns(resource: Json): Promise<Json> {
    const turns = new Turns();
    const made = new Map<unknown, unknown>();
    return settled(() => convertResource(resource, 0));

    function settled(convertIt: () => Json): Awaitable<Json> {
      const met: LongList[] = [];
      const found = withAhead({ made, met }, convertIt);
      return met.length === 0 ? found : afterLists(met, convertIt);
    }

    async function afterLists(met: readonly LongList[], convertIt: () => Json): Promise<Json> {
      for (const long of met) made.set(long.list, await convertList(long));
      return withAhead({ made }, convertIt);
    }

    async function convertList({ list, step, context, depth }: LongList): Promise<readonly unknown[]> {
      const converted: unknown[] = [];
      let differs = false;
      for (const item of list) {
        const found = isObject(item) ? settled(() => convertOne(item, step, context, depth)) : item;
        const one: unknown = found instanceof Promise ? await found : found;
        differs ||= one !== item;
        converted.push(one);
        if (turns.isOver) await turns.giveWay();
      }
      return differs ? converted : list;
    }
  }

  function withAhead(what: Ahead, convertIt: () => Json): Json {
    ahead = what;
    try {
      return convertIt();
    } finally {
      ahead = undefined;
    }
  }

  return Object.assign((resource: Json) => convertResource(resource, 0), { inTurns: convertInTurns });
}

/** An object built anew from the first difference on; while there is none, the object itself. */
class LazyCopy {
  output: Json;
  private readonly source: Json;

  constructor(source: Json) {
    this.source = source;
    this.output = source;
  }

  /** From here on the copy differs: what stood before `key` is taken over. */
  start(key: string): void {
    if (this.output !== this.source) return;
    this.output = {};
    for (const earlier in this.source) {
      if (earlier === key) break;
      this.output[earlier] = this.source[earlier];
    }
  }

  keep(key: string): void {
    if (this.output !== this.source && key !== "__proto__") this.output[key] = this.source[key];
  }

  /** Sets what `name` becomes, met while `at` is visited; undefined takes it away. */
  put(name: string, value: unknown, at = name): void {
    if (this.output === this.source && value === this.source[name]) return;
    this.start(at);
    if (value === undefined) delete this.output[name];
    else this.output[name] = value;
  }
}

function makePlan(direction: Direction, rules: Rules, type: string): Plan | undefined {
  const source = elementsOf(direction.from, type);
  const target = elementsOf(direction.to, type);
  if (!source && !target) return undefined;
  const steps = new Map<string, Step>();
  const restorable = new Set<string>();
  for (const element of (target ?? source)!.values()) {
    const path = `${type}.${element.name}`;
    const codes = differingCodes(direction, path);
    const step: Step = codes ? { kind: "code", element, codes } : { kind: "child", type: element.type };
    if (codes || !isPrimitive(element.type)) steps.set(element.jsonName, step);
    if (isPrimitive(element.type))
      steps.set(`_${element.jsonName}`, codes ? step : { kind: "child", type: "Element" });
    if (source && !source.has(element.jsonName) && !RULED.has(path)) restorable.add(element.name);
  }
  for (const element of target ? (source?.values() ?? []) : []) {
    if (target!.has(element.jsonName)) continue;
    steps.set(element.jsonName, { kind: "carry", element });
    if (isPrimitive(element.type)) steps.set(`_${element.jsonName}`, { kind: "carry", element });
  }
  const plain = [...steps.values()].every((step) => step.kind === "child");
  return { type, steps, plain, restorable, rule: rules[type] };
}
