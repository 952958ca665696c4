/** Which maps speak of a coding? Found by its key, so that the number of maps does not matter. */
import type { Coding } from "../../terminology/model.ts";
import type { Direction } from "../../terminology/store.ts";
import { keysAbout, type MemoryConceptMap } from "./memory-concept-map.ts";

export class ConceptMapIndex {
  private readonly byKey: Record<Direction, Map<string, number[]>> = {
    forward: new Map(),
    reverse: new Map(),
  };
  private readonly maps: readonly MemoryConceptMap[];

  constructor(maps: Iterable<MemoryConceptMap>) {
    this.maps = [...maps];
    for (const [at, map] of this.maps.entries()) {
      this.put("forward", map, at);
      this.put("reverse", map, at);
    }
  }

  private put(direction: Direction, map: MemoryConceptMap, at: number): void {
    const index = this.byKey[direction];
    for (const key of map.keys(direction)) {
      const known = index.get(key);
      if (known) known.push(at);
      else index.set(key, [at]);
    }
  }

  /** Each once, in the order in which they came. */
  about(codings: readonly Coding[], direction: Direction): MemoryConceptMap[] {
    const index = this.byKey[direction];
    const found = new Set(codings.flatMap(keysAbout).flatMap((key) => index.get(key) ?? []));
    return [...found].sort((a, b) => a - b).map((at) => this.maps[at]!);
  }
}
