/**
 * Splits a condition into what the hierarchy answers with ranges of positions, and the rest, for which a concept
 * has to be looked at. Pure set algebra where there is no rest: counting and paging then cost nothing.
 */
import { type ConceptCondition, namesCode } from "../../terminology/concepts/concept-condition.ts";
import { after, type Awaitable, mapAll } from "../../terminology/util/awaitable.ts";
import { flow, found, type Steps } from "../../terminology/util/flow.ts";
import type { WorkBudget } from "../../terminology/util/work-budget.ts";
import { difference, intersection, type Ranges, union } from "./ranges.ts";

type OfKind<K extends ConceptCondition["kind"]> = Extract<ConceptCondition, { kind: K }>;

/** Conditions that name codes: answered by an index of codes and the hierarchy. */
export type PositionCondition = OfKind<"codes" | "descendantOf" | "ancestorOf" | "childOf" | "parentOf">;
/** Conditions on what a concept says of itself. */
export type ContentCondition = OfKind<
  "leaf" | "root" | "active" | "selectable" | "property" | "element" | "designation" | "text" | "name"
>;

/** What remains of a condition when positions are known. */
export type Rest =
  | ContentCondition
  | { kind: "ranges"; ranges: Ranges }
  | { kind: "all" | "any"; of: Rest[] }
  | { kind: "not"; of: Rest };

/** Conditions with more parts are large: what they share with others is worth keeping. */
export const LARGE = 40;

/** The concepts at `within` for which `rest`, if there is one, holds. */
export interface Resolved {
  within: Ranges;
  rest?: Rest | undefined;
}

export interface Positions {
  /** The positions of all concepts. */
  everything: Ranges;
  ranges(condition: PositionCondition): Awaitable<Ranges>;
  /** What a concept says of itself as ranges too, where that is to be; undefined: it stays a rest. */
  contents?(condition: ContentCondition): Awaitable<Ranges | undefined>;
  /** What has been resolved: conditions that several others share are resolved once. */
  kept?: WeakMap<ConceptCondition, Resolved> | undefined;
  work?: WorkBudget | undefined;
}

/** As far as positions decide it; what is left has to be tested concept by concept. */
export function resolveCondition(condition: ConceptCondition, positions: Positions): Awaitable<Resolved> {
  const { kept } = positions;
  if (!kept) return resolveAnew(condition, positions);
  const known = kept.get(condition);
  if (known) return known;
  return after(resolveAnew(condition, positions), (resolved) => {
    kept.set(condition, resolved);
    return resolved;
  });
}

function resolveAnew(condition: ConceptCondition, positions: Positions): Awaitable<Resolved> {
  const { everything } = positions;
  switch (condition.kind) {
    case "all":
      return resolveAll(condition.of, positions);
    case "any":
      return resolveAny(condition.of, positions);
    case "not":
      return resolveAll([condition], positions);
    case "codes":
    case "descendantOf":
    case "ancestorOf":
    case "childOf":
    case "parentOf":
      return after(positions.ranges(condition), (ranges) => ({ within: intersection(ranges, everything) }));
    default:
      return after(positions.contents?.(condition), (known) =>
        known ? { within: intersection(known, everything) } : { within: everything, rest: condition },
      );
  }
}

const resolveAny = flow(function* (of: readonly ConceptCondition[], positions: Positions): Steps<Resolved> {
  const parts: Resolved[] = [];
  for (const group of askedTogether(of)) {
    const resolved = yield* found(mapAll(group, (part) => resolveCondition(part, positions)));
    for (const one of resolved) {
      yield* found(count(one.within, positions));
      parts.push(one);
    }
  }
  return anyOf(parts);
});

/** Parts that are asked for together: many of those that name codes are one question to a database. */
const TOGETHER = 100;

function* askedTogether(of: readonly ConceptCondition[]): Generator<readonly ConceptCondition[]> {
  for (let at = 0; at < of.length;) {
    let end = at + 1;
    if (namesCode(of[at]!)) while (end < of.length && end < at + TOGETHER && namesCode(of[end]!)) end++;
    yield of.slice(at, end);
    at = end;
  }
}

/** What has to hold first, then what must not: little is left by then, and however much is excluded, only that is looked for. */
const resolveAll = flow(function* (of: readonly ConceptCondition[], positions: Positions): Steps<Resolved> {
  const { everything } = positions;
  const rests: Rest[] = [];
  let within = everything;
  for (const part of of) {
    if (part.kind === "not") continue;
    const { within: own, rest } = yield* found(resolveCondition(part, positions));
    within = intersection(within, own);
    if (rest) rests.push(...(rest.kind === "all" ? rest.of : [rest]));
    yield* found(count(within, positions));
  }
  for (const part of of.flatMap(excluded)) {
    if (within.length === 0) return { within };
    const resolved = yield* found(resolveCondition(part, positions));
    const { rest } = resolved;
    if (!rest) within = difference(within, resolved.within);
    else rests.push({ kind: "not", of: whole(resolved.within, rest, everything) });
    yield* found(count(within, positions));
  }
  if (within.length === 0 || rests.length === 0) return { within };
  const rest: Rest = rests.length === 1 ? rests[0]! : { kind: "all", of: rests };
  return { within, rest };
});

/** None of a union is none of each of its parts. */
function excluded(condition: ConceptCondition): ConceptCondition[] {
  if (condition.kind !== "not") return [];
  return condition.of.kind === "any" ? condition.of.of : [condition.of];
}

/** Numbers of ranges that are put together in a microsecond. */
const RANGES_A_UNIT = 20;

/** Between two parts others may have their turn. */
function count(ranges: Ranges, { work }: Positions): Awaitable<void> {
  work?.concepts(Math.ceil((1 + ranges.length) / RANGES_A_UNIT));
  return work?.giveWay();
}

function anyOf(of: readonly Resolved[]): Resolved {
  const within = union(of.map((part) => part.within));
  if (of.every((part) => !part.rest)) return { within };
  const known = union(of.filter((part) => !part.rest).map((part) => part.within));
  const open = of.filter((part) => part.rest).map((part) => whole(part.within, part.rest!, within));
  return {
    within,
    rest: { kind: "any", of: known.length === 0 ? open : [{ kind: "ranges", ranges: known }, ...open] },
  };
}

/** A part inside a larger tree carries its ranges with it, unless they say nothing there. */
function whole(within: Ranges, rest: Rest, everything: Ranges): Rest {
  const same = within.length === everything.length && within.every((at, i) => at === everything[i]);
  return same ? rest : { kind: "all", of: [{ kind: "ranges", ranges: within }, rest] };
}
