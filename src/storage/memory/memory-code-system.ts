/** A code system held in memory, indexed by code and by parent. */
import { RE2JS } from "re2js";
import type { ConceptCondition, Page, Selection, ValueTest } from "../../terminology/concept-condition.ts";
import type { CodeSystem, Concept, Property } from "../../terminology/model.ts";
import type { CodeSystemProvider } from "../../terminology/store.ts";
import { nameKey, textMatches, words } from "../../terminology/text-match.ts";

type Test = (concept: Concept) => boolean;

export class MemoryCodeSystem implements CodeSystemProvider {
  readonly codeSystem: CodeSystem;
  private readonly byCode = new Map<string, Concept>();
  private readonly children = new Map<string, string[]>();
  private readonly fold: (code: string) => string;
  /** Concepts by the `nameKey` of each of their names; made at the first question that needs it. */
  private byName: Map<string, Concept[]> | undefined;

  constructor(codeSystem: CodeSystem, concepts: Iterable<Concept>) {
    this.codeSystem = codeSystem;
    this.fold = codeSystem.caseSensitive === false ? (code) => code.toLowerCase() : (code) => code;
    for (const concept of concepts) this.add(concept);
  }

  private add(concept: Concept): void {
    this.byCode.set(this.fold(concept.code), concept);
    for (const parent of concept.parents) {
      const siblings = this.children.get(parent);
      if (siblings) siblings.push(concept.code);
      else this.children.set(parent, [concept.code]);
    }
  }

  get concepts(): Iterable<Concept> {
    return this.byCode.values();
  }

  locate(codes: readonly string[]): Promise<(Concept | undefined)[]> {
    return Promise.resolve(codes.map((code) => this.byCode.get(this.fold(code))));
  }

  select(selection: Selection): Promise<Page<Concept>> {
    const test = this.compile(selection.condition);
    const offset = selection.offset ?? 0;
    const end = selection.count === undefined ? Infinity : offset + selection.count;
    const items: Concept[] = [];
    let total = 0;
    for (const concept of this.candidates(selection)) {
      if ((selection.activeOnly && concept.inactive) || !test(concept)) continue;
      if (total >= offset && total < end) items.push(concept);
      total++;
    }
    return Promise.resolve({ total, items });
  }

  private candidates({ codes, condition }: Selection): Iterable<Concept> {
    if (!codes) return condition.kind === "name" ? this.named(condition.keys) : this.byCode.values();
    return codes.map((code) => this.byCode.get(this.fold(code))).filter((c) => c !== undefined);
  }

  /** Those of one key are in code system order; several keys are one key after the other. */
  private named(keys: readonly string[]): Set<Concept> {
    this.byName ??= indexByName(this.byCode.values());
    return new Set(keys.flatMap((key) => this.byName!.get(key) ?? []));
  }

  /** Turns a condition into a function, walking the hierarchy once per condition and not once per concept. */
  private compile(condition: ConceptCondition): Test {
    switch (condition.kind) {
      case "all": {
        const tests = condition.of.map((c) => this.compile(c));
        return (concept) => tests.every((test) => test(concept));
      }
      case "any": {
        const tests = condition.of.map((c) => this.compile(c));
        return (concept) => tests.some((test) => test(concept));
      }
      case "not": {
        const test = this.compile(condition.of);
        return (concept) => !test(concept);
      }
      case "codes": {
        const codes = new Set(condition.codes.map(this.fold));
        return (concept) => codes.has(this.fold(concept.code));
      }
      case "descendantOf":
        return this.reachable(condition, (code) => this.children.get(code) ?? []);
      case "ancestorOf":
        return this.reachable(condition, (code) => this.byCode.get(this.fold(code))?.parents ?? []);
      case "childOf": {
        const parent = this.fold(condition.code);
        return (concept) => concept.parents.some((p) => this.fold(p) === parent);
      }
      case "parentOf": {
        const parents = new Set((this.byCode.get(this.fold(condition.code))?.parents ?? []).map(this.fold));
        return (concept) => parents.has(this.fold(concept.code));
      }
      case "leaf":
        return (concept) => !this.children.has(concept.code);
      case "active":
        return (concept) => !concept.inactive;
      case "selectable":
        return (concept) => !concept.abstract;
      case "property": {
        const test = valueTest(condition.test);
        return (concept) =>
          concept.properties.some((p) => p.code === condition.property && test(printed(p.value)));
      }
      case "element": {
        const test = valueTest(condition.test);
        const { element } = condition;
        return (concept) => concept[element] !== undefined && test(concept[element]);
      }
      case "designation": {
        const test = valueTest(condition.test);
        return (concept) => concept.designations.some((d) => test(d.value));
      }
      case "text": {
        const query = words(condition.text);
        return (concept) => matchesText(concept, query);
      }
      case "name": {
        const named = this.named(condition.keys);
        return (concept) => named.has(concept);
      }
      default:
        return condition satisfies never;
    }
  }

  private reachable(
    { code, self }: { code: string; self: boolean },
    next: (code: string) => readonly string[],
  ): Test {
    const start = this.byCode.get(this.fold(code))?.code ?? code;
    const found = new Set<string>();
    const queue = [...next(start)];
    while (queue.length > 0) {
      const at = queue.pop()!;
      if (found.has(at)) continue;
      found.add(at);
      queue.push(...next(at));
    }
    if (self) found.add(start);
    else found.delete(start);
    return (concept) => found.has(concept.code);
  }
}

function indexByName(concepts: Iterable<Concept>): Map<string, Concept[]> {
  const index = new Map<string, Concept[]>();
  for (const concept of concepts) {
    const names = [
      concept.code,
      concept.display ?? concept.code,
      ...concept.designations.map((d) => d.value),
    ];
    for (const key of new Set(names.map(nameKey))) {
      const at = index.get(key);
      if (at) at.push(concept);
      else index.set(key, [concept]);
    }
  }
  return index;
}

function matchesText(concept: Concept, query: readonly string[]): boolean {
  return (
    textMatches(concept.code, query) ||
    (concept.display !== undefined && textMatches(concept.display, query)) ||
    concept.designations.some((d) => textMatches(d.value, query))
  );
}

function valueTest(test: ValueTest): (value: string) => boolean {
  switch (test.op) {
    case "in": {
      const values = new Set(test.values);
      return (value) => values.has(value);
    }
    case "regex": {
      const pattern = RE2JS.compile(test.pattern);
      return (value) => pattern.matches(value);
    }
    case "exists":
      return () => true;
    default:
      return test satisfies never;
  }
}

function printed(value: Property["value"]): string {
  return typeof value === "object" ? (value.code ?? "") : String(value);
}
