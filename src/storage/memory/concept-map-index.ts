/** Which maps speak of a coding? Found by its system and code, so that the number of maps does not matter. */
import type { Coding } from "../../terminology/model.ts";
import type { Direction } from "../../terminology/store.ts";
import { addTo } from "../../terminology/util/grouping.ts";
import type { LongWork } from "../../terminology/util/in-turns.ts";
import type { MemoryConceptMap } from "./memory-concept-map.ts";

/** Numbers of the maps that speak of a system, ascending. */
interface SystemMaps {
  byCode: Map<string, number[]>;
  /** Those with something to say about every code: rows about a value set, or what to do where nothing is mapped. */
  anyCode: number[];
}

type BySystem = ReadonlyMap<string, SystemMaps>;

/** Codes that are put in between two steps, and maps: the codes of each are looked up first. */
const STEP = 1_000;
const MAPS = 50;

export class ConceptMapIndex {
  private readonly maps: readonly MemoryConceptMap[];
  private readonly bySystem: Readonly<Record<Direction, BySystem>>;

  private constructor(maps: readonly MemoryConceptMap[], bySystem: Readonly<Record<Direction, BySystem>>) {
    this.maps = maps;
    this.bySystem = bySystem;
  }

  static *of(maps: readonly MemoryConceptMap[]): LongWork<ConceptMapIndex> {
    const forward = yield* indexed(maps, "forward");
    const reverse = yield* indexed(maps, "reverse");
    return new ConceptMapIndex(maps, { forward, reverse });
  }

  /** Each once, in the order in which they came. */
  about(codings: readonly Coding[], direction: Direction): MemoryConceptMap[] {
    const lists: (readonly number[])[] = [];
    for (const { system = "", code = "" } of codings) {
      const known = this.bySystem[direction].get(system);
      const own = known?.byCode.get(code);
      if (own) lists.push(own);
      if (known && known.anyCode.length > 0) lists.push(known.anyCode);
    }
    const numbers = lists.length === 1 ? lists[0]! : [...new Set(lists.flat())].sort((a, b) => a - b);
    return numbers.map((at) => this.maps[at]!);
  }
}

function* indexed(maps: readonly MemoryConceptMap[], direction: Direction): LongWork<BySystem> {
  const bySystem = new Map<string, SystemMaps>();
  let codes = 0;
  for (const [at, map] of maps.entries()) {
    if ((at + 1) % MAPS === 0) yield;
    for (const [system, { byCode, anyCode, unmapped }] of map.index[direction]) {
      const known = bySystem.get(system) ?? { byCode: new Map<string, number[]>(), anyCode: [] };
      bySystem.set(system, known);
      if (unmapped || anyCode.length > 0) known.anyCode.push(at);
      for (const code of byCode.keys()) {
        if (++codes % STEP === 0) yield;
        addTo(known.byCode, code, at);
      }
    }
  }
  return bySystem;
}
