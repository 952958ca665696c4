/**
 * Puts concepts into code system order (depth first, each below its first parent, siblings as they came), and says
 * what is below what: in that order the tree below a concept is one range of positions, and further parents add
 * a few ranges more (R. Agrawal and others, "Efficient management of transitive relationships", SIGMOD 1989).
 */
import type { LongWork } from "../../terminology/util/in-turns.ts";
import { difference, intersection, type Ranges, union } from "./ranges.ts";

/** The parents of n concepts: those of concept i are `of[start[i]]` to `of[start[i + 1] - 1]`, the first one first. */
export interface Parents {
  start: Int32Array;
  of: Int32Array;
}

export interface Hierarchy {
  /** Position of the i-th concept as it came. */
  position: Int32Array;
  /** By position: the last position of its subtree. */
  last: Int32Array;
  /** Only where a polyhierarchy needs it: what is below and not in the subtree. */
  further: FurtherRanges;
}

interface FurtherRanges {
  /** Empty where there are none. */
  get(position: number): Int32Array;
}

/** Ranges by position, all in one array: a hundred thousand small ones would cost more than what they hold. */
class KeptRanges implements FurtherRanges {
  private readonly start: Int32Array;
  private readonly size: Int32Array;
  private pool = new Int32Array(16);
  private used = 0;

  constructor(count: number) {
    this.start = new Int32Array(count);
    this.size = new Int32Array(count);
  }

  get(position: number): Int32Array {
    return this.pool.subarray(this.start[position], this.start[position]! + this.size[position]!);
  }

  set(position: number, ranges: Ranges): void {
    if (this.used + ranges.length > this.pool.length) {
      const wider = new Int32Array(Math.max(this.pool.length * 2, this.used + ranges.length));
      wider.set(this.pool);
      this.pool = wider;
    }
    this.pool.set(ranges, this.used);
    this.start[position] = this.used;
    this.size[position] = ranges.length;
    this.used += ranges.length;
  }
}

/** Of all that have no hierarchy; it stays empty. */
const NO_RANGES = new Int32Array(0);
const NO_FURTHER: FurtherRanges = { get: () => NO_RANGES };

/** Concepts that are looked at between two steps. */
const STEP = 5_000;

/** The positions of all concepts, by their parents, in steps; linear in concepts and parents. */
export function* arrange(parents: Parents): LongWork<Hierarchy> {
  if (parents.of.length === 0) return flat(parents.start.length - 1);
  const { position, last } = yield* walkTree(parents);
  const further = yield* findFurther(parents, position, last);
  return { position, last, further };
}

/** Without parents all stay as they came, with nothing below any: so are most code systems that come with a request. */
function flat(count: number): Hierarchy {
  const position = new Int32Array(count);
  for (let at = 0; at < count; at++) position[at] = at;
  return { position, last: position, further: NO_FURTHER };
}

/** Those of `among` that are below the concept at `position` or are it: few are found fast in however many ranges. */
export function belowAmong(
  { last, further }: Pick<Hierarchy, "last" | "further">,
  position: number,
  among: Ranges,
): Ranges {
  const inSubtree = intersection([position, last[position]!], among);
  const more = further.get(position);
  if (more.length === 0) return inSubtree;
  // It is read like any list of numbers.
  return union([inSubtree, Array.from(intersection(more as unknown as Ranges, among))]);
}

/** Numbers concepts depth first along their first parents; rings without a root are entered at their first concept. */
function* walkTree(parents: Parents): LongWork<{ position: Int32Array; last: Int32Array }> {
  const n = parents.start.length - 1;
  const firstParent = new Int32Array(n).fill(-1);
  for (let i = 0; i < n; i++)
    if (parents.start[i]! < parents.start[i + 1]!) firstParent[i] = parents.of[parents.start[i]!]!;
  const children = invert(firstParent);
  const position = new Int32Array(n).fill(-1);
  const last = new Int32Array(n);
  const path: number[] = [];
  const next: number[] = [];
  let at = 0;
  const enter = (i: number): void => {
    position[i] = at++;
    path.push(i);
    next.push(children.start[i]!);
  };
  function* roots(): Generator<number> {
    for (let i = 0; i < n; i++) if (firstParent[i] === -1) yield i;
    for (let i = 0; i < n; i++) if (position[i] === -1) yield i;
  }
  let count = 0;
  for (const root of roots()) {
    enter(root);
    while (path.length > 0) {
      if (++count % STEP === 0) yield;
      const i = path.at(-1)!;
      const cursor = next[next.length - 1]!++;
      if (cursor >= children.start[i + 1]!) {
        last[position[i]!] = at - 1;
        path.pop();
        next.pop();
      } else if (position[children.of[cursor]!] === -1) enter(children.of[cursor]!);
    }
  }
  return { position, last };
}

/** Children by parent, as they came, where each concept has one parent at most. */
function invert(firstParent: Int32Array): Parents {
  const n = firstParent.length;
  const start = new Int32Array(n + 1);
  for (const parent of firstParent) if (parent >= 0) start[parent + 1]!++;
  for (let i = 0; i < n; i++) start[i + 1]! += start[i]!;
  const of = new Int32Array(start[n]!);
  const cursor = start.slice();
  for (let i = 0; i < n; i++) if (firstParent[i]! >= 0) of[cursor[firstParent[i]!]!++] = i;
  return { start, of };
}

/** All children by position of the parent, as positions. */
function childrenByPosition(parents: Parents, position: Int32Array): Parents {
  const n = position.length;
  const start = new Int32Array(n + 1);
  for (const parent of parents.of) start[position[parent]! + 1]!++;
  for (let i = 0; i < n; i++) start[i + 1]! += start[i]!;
  const of = new Int32Array(start[n]!);
  const cursor = start.slice();
  for (let i = 0; i < n; i++)
    for (let k = parents.start[i]!; k < parents.start[i + 1]!; k++)
      of[cursor[position[parents.of[k]!]!]!++] = position[i]!;
  return { start, of };
}

/**
 * Carries the ranges of further children upwards. Strongly connected components (Tarjan) come out with everything
 * below them done; a ring, which no hierarchy should have, is one component whose concepts are all below each other.
 */
function* findFurther(parents: Parents, position: Int32Array, last: Int32Array): LongWork<FurtherRanges> {
  const children = childrenByPosition(parents, position);
  const further = new KeptRanges(position.length);
  const found = new PackedRanges();
  let count = 0;
  for (const component of components(children)) {
    if (++count % STEP === 0) yield;
    found.clear();
    for (const at of component) {
      if (component.length > 1) found.add(at, last[at]!);
      for (let k = children.start[at]!; k < children.start[at + 1]!; k++) {
        const child = children.of[k]!;
        if (child <= at || child > last[at]!) found.add(child, last[child]!);
        const more = further.get(child);
        for (let i = 0; i < more.length; i += 2) found.add(more[i]!, more[i + 1]!);
      }
    }
    if (found.length === 0) continue;
    const all = found.merged();
    for (const at of component) {
      const rest = difference(all, [at, last[at]!]);
      if (rest.length > 0) further.set(at, rest);
    }
  }
  return further;
}

/** Ranges of positions as single numbers, low end first: sorting millions of them leaves no garbage. */
class PackedRanges {
  private static readonly SPAN = 2 ** 26;
  private packed = new Float64Array(64);
  length = 0;

  clear(): void {
    this.length = 0;
  }

  add(low: number, high: number): void {
    if (this.length === this.packed.length) {
      const wider = new Float64Array(this.length * 2);
      wider.set(this.packed);
      this.packed = wider;
    }
    this.packed[this.length++] = low * PackedRanges.SPAN + high;
  }

  merged(): Ranges {
    const sorted = this.packed.subarray(0, this.length).sort();
    const out: number[] = [];
    for (const both of sorted) {
      const low = Math.floor(both / PackedRanges.SPAN);
      const high = both % PackedRanges.SPAN;
      const end = out.length - 1;
      if (end > 0 && low <= out[end]! + 1) out[end] = Math.max(out[end]!, high);
      else out.push(low, high);
    }
    return out;
  }
}

/** Tarjan's strongly connected components, without recursion; children before their parents. */
function* components(children: Parents): Generator<readonly number[]> {
  const n = children.start.length - 1;
  const index = new Int32Array(n).fill(-1);
  const low = new Int32Array(n);
  const open = new Uint8Array(n);
  const cursor = children.start.slice();
  const stack: number[] = [];
  const path: number[] = [];
  let count = 0;
  const enter = (at: number): void => {
    index[at] = low[at] = count++;
    open[at] = 1;
    stack.push(at);
    path.push(at);
  };
  for (let root = 0; root < n; root++) {
    if (index[root] !== -1) continue;
    enter(root);
    while (path.length > 0) {
      const at = path.at(-1)!;
      if (cursor[at]! < children.start[at + 1]!) {
        const child = children.of[cursor[at]!++]!;
        if (index[child] === -1) enter(child);
        else if (open[child]) low[at] = Math.min(low[at]!, index[child]!);
        continue;
      }
      path.pop();
      const parent = path.at(-1);
      if (parent !== undefined) low[parent] = Math.min(low[parent]!, low[at]!);
      if (low[at] !== index[at]) continue;
      const component = stack.splice(stack.lastIndexOf(at));
      for (const member of component) open[member] = 0;
      yield component;
    }
  }
}
