/**
 * Splits a condition into what the hierarchy answers with ranges of positions, and the rest, for which a concept
 * has to be looked at. Pure set algebra where there is no rest: counting and paging then cost nothing.
 */
import { after, mapAll, type Awaitable } from "../../terminology/util/awaitable.ts";
import type { ConceptCondition } from "../../terminology/concepts/concept-condition.ts";
import { difference, intersection, NOTHING, union, type Ranges } from "./ranges.ts";

type OfKind<K extends ConceptCondition["kind"]> = Extract<ConceptCondition, { kind: K }>;

/** Conditions that name codes: answered by an index of codes and the hierarchy. */
export type PositionCondition = OfKind<"codes" | "descendantOf" | "ancestorOf" | "childOf" | "parentOf">;
/** Conditions on what a concept says of itself. */
export type ContentCondition = OfKind<
  "leaf" | "active" | "selectable" | "property" | "element" | "designation" | "text" | "name"
>;

/** What remains of a condition when positions are known. */
export type Rest =
  | ContentCondition
  | { kind: "ranges"; ranges: Ranges }
  | { kind: "all" | "any"; of: Rest[] }
  | { kind: "not"; of: Rest };

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
}

export function resolveCondition(condition: ConceptCondition, positions: Positions): Awaitable<Resolved> {
  const { everything } = positions;
  switch (condition.kind) {
    case "all":
      return after(parts(condition.of, positions), (of) => allOf(of, everything));
    case "any":
      return after(parts(condition.of, positions), anyOf);
    case "not":
      return after(resolveCondition(condition.of, positions), ({ within, rest }) => {
        if (!rest) return { within: difference(everything, within) };
        return { within: everything, rest: { kind: "not", of: whole(within, rest, everything) } };
      });
    case "codes":
    case "descendantOf":
    case "ancestorOf":
    case "childOf":
    case "parentOf":
      return after(positions.ranges(condition), (found) => ({ within: intersection(found, everything) }));
    default:
      return after(positions.contents?.(condition), (known) =>
        known ? { within: intersection(known, everything) } : { within: everything, rest: condition },
      );
  }
}

function parts(of: readonly ConceptCondition[], positions: Positions): Awaitable<Resolved[]> {
  return mapAll(of, (part) => resolveCondition(part, positions));
}

function allOf(of: readonly Resolved[], everything: Ranges): Resolved {
  const within = of.reduce((ranges: Ranges, part) => intersection(ranges, part.within), everything);
  const rests = of.flatMap(({ rest }) => (!rest ? [] : rest.kind === "all" ? rest.of : [rest]));
  if (within.length === 0 || rests.length === 0) return { within };
  return { within, rest: rests.length === 1 ? rests[0]! : { kind: "all", of: rests } };
}

function anyOf(of: readonly Resolved[]): Resolved {
  const within = of.length === 0 ? NOTHING : union(...of.map((part) => part.within));
  if (of.every((part) => !part.rest)) return { within };
  const known = union(...of.filter((part) => !part.rest).map((part) => part.within));
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
