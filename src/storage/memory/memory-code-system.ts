/** A code system held in memory, in code system order, indexed by code. */
import { conditionSize } from "../../terminology/concepts/algebra.ts";
import { codeKey } from "../../terminology/concepts/code-key.ts";
import {
  type ConceptCondition,
  mentionsText,
  type Page,
  type Selection,
  wholeCondition,
} from "../../terminology/concepts/concept-condition.ts";
import type { CodeSystem, Concept } from "../../terminology/model.ts";
import type { CodeSystemProvider } from "../../terminology/store.ts";
import { after, type Awaitable } from "../../terminology/util/awaitable.ts";
import type { LongWork } from "../../terminology/util/in-turns.ts";
import { Lru } from "../../terminology/util/lru.ts";
import type { WorkBudget } from "../../terminology/util/work-budget.ts";
import { conceptTest, type Positioned } from "../concepts/concept-test.ts";
import { belowAmong, type Hierarchy } from "../concepts/hierarchy.ts";
import {
  difference,
  eachPosition,
  intersection,
  NOTHING,
  range,
  type Ranges,
  rangesOf,
  size,
  slice,
} from "../concepts/ranges.ts";
import {
  LARGE,
  type PositionCondition,
  resolveCondition,
  type Resolved,
} from "../concepts/resolve-condition.ts";
import { arrangeConcepts, type Arranged } from "./arrange-concepts.ts";
import { MemoryContents } from "./memory-contents.ts";

/** Concepts that are looked at one by one rather than by an index. */
const FEW = 200;
/** Of pages up to this size it is kept what is on them, unless the question is long; characters of questions and bytes of pages. */
const PAGE = 100;
const KEPT_PAGES = 4_000_000;

/** What follows from a code system. Of the many that come with a request most are asked nothing: each of these takes room. */
class WorkedOut {
  readonly contents: MemoryContents;
  readonly lists = new WeakMap<readonly string[], Ranges>();
  /** What has been resolved, for as long as somebody holds the condition: by what is left to be tested. */
  readonly resolved = {
    tested: new WeakMap<ConceptCondition, Resolved>(),
    indexed: new WeakMap<ConceptCondition, Resolved>(),
  };
  /** Pages of what texts found: typing comes back to the same beginnings. */
  readonly pages = new Lru<string, Page<Concept>>("pages", KEPT_PAGES);

  constructor(positioned: readonly Positioned[]) {
    this.contents = new MemoryContents(positioned);
  }
}

export class MemoryCodeSystem implements CodeSystemProvider {
  readonly codeSystem: CodeSystem;
  private readonly positioned: readonly Positioned[];
  private readonly byKey: ReadonlyMap<string, number>;
  private readonly children: readonly (readonly number[])[];
  private readonly parents: readonly (readonly number[])[];
  private readonly hierarchy: Hierarchy;
  private readonly key: (code: string) => string;
  private made: WorkedOut | undefined;

  /** `concepts`: as they come. */
  static *of(codeSystem: CodeSystem, concepts: Iterable<Concept>): LongWork<MemoryCodeSystem> {
    return new MemoryCodeSystem(codeSystem, yield* arrangeConcepts(codeSystem, concepts));
  }

  private constructor(codeSystem: CodeSystem, all: Arranged) {
    this.codeSystem = codeSystem;
    this.key = codeKey(codeSystem);
    this.positioned = all.positioned;
    this.byKey = all.byKey;
    this.children = all.children;
    this.parents = all.parents;
    this.hierarchy = all.hierarchy;
  }

  private get workedOut(): WorkedOut {
    return (this.made ??= new WorkedOut(this.positioned));
  }

  get rowCount(): number {
    return this.positioned.length;
  }

  get concepts(): Iterable<Concept> {
    return this.positioned.map(({ concept }) => concept);
  }

  locate(codes: readonly string[]): (Concept | undefined)[] {
    return codes.map((code) => {
      const at = this.byKey.get(this.key(code));
      return at === undefined ? undefined : this.positioned[at]!.concept;
    });
  }

  select(selection: Selection): Awaitable<Page<Concept>> {
    const { condition, codes, count = Infinity } = selection;
    const isShort = conditionSize(condition) <= LARGE && count <= PAGE;
    if (codes || !isShort || !mentionsText(condition)) return this.find(selection);
    const { work: _work, ...question } = selection;
    const name = JSON.stringify(question);
    const { pages } = this.workedOut;
    const known = pages.get(name);
    return after(known ?? this.find(selection), (page) => {
      if (!known) pages.set(name, page, name.length + 10 * page.items.length);
      return { ...page, items: [...page.items] };
    });
  }

  childrenOf(codes: readonly string[], work?: WorkBudget): string[][] {
    return codes.map((code) => {
      const children = this.positionsBelow(code);
      work?.concepts(children.length);
      return children.map((at) => this.positioned[at]!.concept.code);
    });
  }

  private find(selection: Selection): Awaitable<Page<Concept>> {
    const { condition, codes, activeOnly, offset = 0, count = Infinity, whole, work } = selection;
    if (condition.kind === "childOf" && !codes && !activeOnly)
      return this.page(this.positionsBelow(condition.code), offset, count);
    const all = range(0, this.positioned.length - 1);
    const among = codes ? this.at(codes) : all;
    const few = size(among) <= FEW;
    // Of a large condition the parts that it shares with others are worth more than few codes are.
    const everything = conditionSize(condition) > LARGE ? all : among;
    const resolving = resolveCondition(wholeCondition(selection), {
      everything,
      ranges: (c) => this.ranges(c, everything),
      contents: (c) => (few ? undefined : this.workedOut.contents.ranges(c, work)),
      kept: everything === all ? this.workedOut.resolved[few ? "tested" : "indexed"] : undefined,
      work,
    });
    return after(resolving, ({ within, rest }) => {
      const found = this.filter({ within: intersection(within, among), rest }, work);
      const items: Concept[] = [];
      const page = whole && size(found) > count ? NOTHING : slice(found, offset, count);
      for (let i = 0; i < page.length; i += 2)
        for (let at = page[i]!; at <= page[i + 1]!; at++) items.push(this.positioned[at]!.concept);
      return { total: size(found), items };
    });
  }

  private page(all: readonly number[], offset: number, count: number): Page<Concept> {
    const items = all.slice(offset, offset + count).map((at) => this.positioned[at]!.concept);
    return { total: all.length, items };
  }

  private positionsBelow(code: string): readonly number[] {
    const at = this.byKey.get(this.key(code));
    return at === undefined ? [] : this.children[at]!;
  }

  private filter({ within, rest }: Resolved, work: WorkBudget | undefined): Ranges {
    if (!rest) return within;
    const test = conceptTest(rest, work);
    const found: number[] = [];
    for (const at of eachPosition(within)) if (test(this.positioned[at]!)) found.push(at);
    return rangesOf(found);
  }

  /** Lists of codes are those of value sets, which are kept: each is looked up once. */
  private listed(codes: readonly string[]): Ranges {
    const { lists } = this.workedOut;
    let found = lists.get(codes);
    if (!found) lists.set(codes, (found = this.at(codes)));
    return found;
  }

  private at(codes: readonly string[]): Ranges {
    const found: number[] = [];
    for (const code of codes) {
      const at = this.byKey.get(this.key(code));
      if (at !== undefined) found.push(at);
    }
    return found.length === 1 ? range(found[0]!, found[0]!) : rangesOf(found);
  }

  /** What is right for the positions `among`. */
  private ranges(condition: PositionCondition, among: Ranges): Ranges {
    if (condition.kind === "codes") return this.listed(condition.codes);
    const at = this.byKey.get(this.key(condition.code));
    if (at === undefined) return [];
    switch (condition.kind) {
      case "descendantOf":
        return without(belowAmong(this.hierarchy, at, among), at, condition.self);
      case "ancestorOf":
        return without(rangesOf([at, ...this.above(at)]), at, condition.self);
      case "childOf":
        return rangesOf(this.positionsBelow(condition.code));
      case "parentOf":
        return rangesOf(this.parents[at]!);
    }
  }

  private above(at: number): Set<number> {
    const found = new Set<number>();
    const queue = [...this.parents[at]!];
    for (let next = queue.pop(); next !== undefined; next = queue.pop()) {
      if (found.has(next)) continue;
      found.add(next);
      queue.push(...this.parents[next]!);
    }
    return found;
  }
}

const without = (ranges: Ranges, at: number, self: boolean): Ranges =>
  self ? ranges : difference(ranges, range(at, at));
