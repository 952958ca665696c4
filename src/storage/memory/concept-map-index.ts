/** Which maps speak of a coding? Found by its system and code, so that the number of maps does not matter. */
import type { Coding } from "../../terminology/model.ts";
import type { Direction } from "../../terminology/store.ts";
import type { MemoryConceptMap } from "./memory-concept-map.ts";

/** Numbers of the maps that speak of a system, ascending. */
interface SystemMaps {
  byCode: Map<string, number[]>;
  /** Those with something to say about every code: rows about a value set, or what to do where nothing is mapped. */
  anyCode: number[];
}

export class ConceptMapIndex {
  private readonly maps: readonly MemoryConceptMap[];
  private readonly bySystem: Record<Direction, Map<string, SystemMaps>>;

  constructor(maps: Iterable<MemoryConceptMap>) {
    this.maps = [...maps];
    this.bySystem = { forward: this.indexed("forward"), reverse: this.indexed("reverse") };
  }

  private indexed(direction: Direction): Map<string, SystemMaps> {
    const bySystem = new Map<string, SystemMaps>();
    for (const [at, map] of this.maps.entries()) {
      for (const [system, { byCode, anyCode, unmapped }] of map.index[direction]) {
        const known = bySystem.get(system) ?? { byCode: new Map<string, number[]>(), anyCode: [] };
        bySystem.set(system, known);
        if (unmapped || anyCode.length > 0) known.anyCode.push(at);
        for (const code of byCode.keys()) {
          const numbers = known.byCode.get(code);
          if (numbers) numbers.push(at);
          else known.byCode.set(code, [at]);
        }
      }
    }
    return bySystem;
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
