/**
 * Converts a resource from one version to the other, driven by the element tables: what the other version has too is
 * kept, what it doesn't have becomes a cross-version extension, and such extensions become elements again.
 * Where the versions say the same thing differently, a rule of the type is asked first.
 */
import { TerminologyError } from "../../terminology/issues/issue.ts";
import { nestedTooDeeply } from "../../terminology/issues/resource.ts";
import { isList, isObject, type Json, objects } from "../../terminology/util/json-object.ts";
import { MAX_DEPTH } from "../depth.ts";
import { type Coded, convertCode, convertCodes } from "./codes.ts";
import {
  type CarryStep,
  type ChildStep,
  type CodeStep,
  type Context,
  makePlan,
  type Plan,
  type Rules,
} from "./conversion-plan.ts";
import {
  carriedElement,
  type Carrier,
  decode,
  type Direction,
  encode,
  place,
} from "./cross-version-extension.ts";

/** A list of more items is converted in turns, where that is asked for. */
const LONG = 50;

export interface LongList {
  list: readonly unknown[];
  step: ChildStep;
  context: Context;
  depth: number;
  /** Its items become extensions, which carry them. */
  carrier?: Carrier;
}

/**
 * Long lists that have been converted before what they stand in, and those met that have not: these are passed over. A
 * resource is met several times; what its rules have found is kept.
 */
interface Ahead {
  made: ReadonlyMap<unknown, unknown>;
  contexts: Map<object, Context>;
  met?: LongList[];
}

/** The twin of a primitive: its id and extensions. */
const TWIN: ChildStep = { kind: "child", type: "Element" };

export class Converter {
  private readonly direction: Direction;
  private readonly rules: Rules;
  private readonly plans = new Map<string, Plan>();
  private ahead: Ahead | undefined;

  constructor(direction: Direction, rules: Rules) {
    this.direction = direction;
    this.rules = rules;
  }

  /** Returns its very input where nothing differs, and never changes it. */
  convert(resource: object): object {
    return this.resource(resource as Json, 0);
  }

  /** `convertIt` with what has been made of long lists before. */
  withAhead<T>(ahead: Ahead, convertIt: () => T): T {
    this.ahead = ahead;
    try {
      return convertIt();
    } finally {
      this.ahead = undefined;
    }
  }

  /** An object that `step` leads to. */
  convertOne(value: Json, step: ChildStep, context: Context, depth: number): Json {
    if (step.type === "Resource") return this.resource(value, depth + 1);
    const plan = (step.plan ??= this.planOf(step.type) ?? null);
    return plan ? this.planned(value, plan, context, depth + 1) : value;
  }

  private resource(resource: Json, depth: number): Json {
    const type = resource.resourceType;
    const plan = typeof type === "string" ? this.planOf(type) : undefined;
    return plan ? this.planned(resource, plan, this.contextOf(resource, plan), depth) : resource;
  }

  private contextOf(resource: Json, { rule }: Plan): Context {
    if (!this.ahead || !rule) return {};
    const known = this.ahead.contexts.get(resource);
    if (known) return known;
    const context: Context = {};
    this.ahead.contexts.set(resource, context);
    return context;
  }

  private planOf(type: string): Plan | undefined {
    let plan = this.plans.get(type);
    if (!plan && (plan = makePlan(this.direction, this.rules, type))) this.plans.set(type, plan);
    return plan;
  }

  private planned(input: Json, plan: Plan, context: Context, depth: number): Json {
    if (depth > MAX_DEPTH) throw new TerminologyError(nestedTooDeeply(MAX_DEPTH));
    const { type } = plan;
    let value = input.extension === undefined ? input : this.restore(input, type, plan);
    if (plan.rule) value = plan.rule(value, context);
    let copy: LazyCopy | undefined;
    let carried: CarryStep[] | undefined;
    for (const key in value) {
      const content = value[key];
      const step = plan.plain && typeof content !== "object" ? undefined : plan.steps.get(key);
      if (step === undefined) copy?.keep(key);
      else if (step.kind === "child") {
        const converted = this.convertAny(content, step, context, depth);
        if (copy || converted !== content) (copy ??= new LazyCopy(value)).put(key, converted);
      } else if (step.kind === "code")
        this.putCode((copy ??= new LazyCopy(value)), key, step, this.codeOf(value, step, context, depth));
      else {
        (copy ??= new LazyCopy(value)).start(key);
        carried ??= [];
        if (!carried.includes(step)) carried.push(step);
      }
    }
    const output = copy?.output ?? value;
    if (!carried) return output;
    const extensions = objects(output.extension);
    for (const step of carried)
      for (const extension of this.carried(value, step, context, depth)) extensions.push(extension);
    output.extension = extensions;
    return output;
  }

  private convertAny(value: unknown, step: ChildStep, context: Context, depth: number): unknown {
    if (!isList(value)) return isObject(value) ? this.convertOne(value, step, context, depth) : value;
    if (this.ahead && value.length > LONG) {
      const made = this.ahead.made.get(value);
      if (made) return made;
      this.ahead.met?.push({ list: value, step, context, depth });
      if (this.ahead.met) return value;
    }
    let copy: unknown[] | undefined;
    for (let i = 0; i < value.length; i++) {
      const item = value[i];
      if (!isObject(item)) continue;
      const converted = this.convertOne(item, step, context, depth);
      if (converted !== item) (copy ??= [...value])[i] = converted;
    }
    return copy ?? value;
  }

  /** An element that only `from` has, as extensions. */
  private carried(value: Json, step: CarryStep, context: Context, depth: number): Json[] {
    const list = value[step.element.jsonName];
    if (this.ahead && isList(list) && list.length > LONG && value[step.element.twinName] === undefined) {
      const made = this.ahead.made.get(list);
      if (made) return made as Json[];
      this.ahead.met?.push({ list, step: step.content, context, depth, carrier: step.carrier });
      if (this.ahead.met) return [];
    }
    const content = this.convertAny(value[step.element.jsonName], step.content, context, depth);
    const twin = this.convertAny(value[step.element.twinName], TWIN, context, depth);
    return encode(step.carrier, content, twin);
  }

  /** A code and its twin `_name`, or lists of both side by side. */
  private codeOf(value: Json, { element }: CodeStep, context: Context, depth: number): Coded {
    const twin = this.convertAny(value[element.twinName], TWIN, context, depth);
    return { code: value[element.jsonName], twin };
  }

  /** Each of the two keys takes its part of the answer. */
  private putCode(copy: LazyCopy, key: string, { element, codes }: CodeStep, before: Coded): void {
    const convertPair = (pair: Coded) => convertCode(this.direction, codes, pair);
    const after = element.list ? convertCodes(before, convertPair) : convertPair(before);
    copy.put(element.jsonName, after.code, key);
    copy.put(element.twinName, after.twin, key);
  }

  /** Makes elements that only `to` has of the extensions that carry them. */
  private restore(value: Json, type: string, { restorable }: Plan): Json {
    const { to } = this.direction;
    if (restorable.size === 0 || !isList(value.extension)) return value;
    let output = value;
    const rest: unknown[] = [];
    for (const extension of value.extension) {
      const name = isObject(extension) ? carriedElement(to, type, extension.url) : undefined;
      const isRestorable = isObject(extension) && name !== undefined && restorable.has(name);
      const decoded = isRestorable ? decode(to, type, name, extension) : undefined;
      if (decoded && output === value) output = { ...value };
      if (!decoded || !place(output, decoded)) rest.push(extension);
    }
    if (output === value) return value;
    if (rest.length > 0) output.extension = rest;
    else delete output.extension;
    return output;
  }
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
