/** A concept map held in memory, indexed by source code and by target code. */
import { parseCanonical } from "../../terminology/canonical.ts";
import type { Coding, ConceptMap, Mapping } from "../../terminology/model.ts";
import { hasTarget } from "../has-target.ts";
import type { ConceptMapProvider, ConceptMapQuery, Direction } from "../../terminology/store.ts";

const key = (coding: Coding): string => `${coding.system ?? ""}|${coding.code ?? ""}`;
/** A group of this source system says what is to be done with codes that are not mapped. */
const unmappedKey = (system: string | undefined): string => `unmapped ${system ?? ""}`;

/** The keys under which a map may speak of a coding: of itself, of a value set of its system, of codes not mapped. */
export const keysAbout = ({ system, code }: Coding): string[] => [
  key({ system, code }),
  key({ system }),
  unmappedKey(system),
];

export class MemoryConceptMap implements ConceptMapProvider {
  readonly conceptMap: ConceptMap;
  private readonly rows: Mapping[];
  private readonly index: Record<Direction, Map<string, Mapping[]>> = {
    forward: new Map(),
    reverse: new Map(),
  };

  private readonly unmapped: Record<Direction, ReadonlySet<string>>;

  constructor(conceptMap: ConceptMap, rows: Iterable<Mapping>) {
    this.conceptMap = conceptMap;
    this.rows = [...rows];
    const groups = (conceptMap.group ?? []).filter((g) => g.unmapped && g.source !== undefined);
    const forward = new Set(groups.map((g) => unmappedKey(parseCanonical(g.source!).url)));
    this.unmapped = { forward, reverse: new Set() };
    for (const row of this.rows) {
      this.put("forward", row.source, row);
      if (row.target && hasTarget(row)) this.put("reverse", row.target, row);
    }
  }

  private put(direction: Direction, coding: Coding, row: Mapping): void {
    const at = this.index[direction].get(key(coding));
    if (at) at.push(row);
    else this.index[direction].set(key(coding), [row]);
  }

  mappings(codings: readonly Coding[], direction: Direction): Promise<Mapping[]> {
    const keys = new Set(codings.flatMap(({ system, code }) => [key({ system, code }), key({ system })]));
    return Promise.resolve([...keys].flatMap((at) => this.index[direction].get(at) ?? []));
  }

  /** Is this a map that the query asks for? Ids are the store's. */
  fits(query: ConceptMapQuery): boolean {
    const { conceptMap } = this;
    const direction = query.direction ?? "forward";
    if (query.url !== undefined && conceptMap.url !== query.url) return false;
    if (query.sourceScope !== undefined && scopeOf(conceptMap, "source") !== query.sourceScope) return false;
    if (query.targetScope !== undefined && scopeOf(conceptMap, "target") !== query.targetScope) return false;
    if (query.codings && !query.codings.some((coding) => this.concerns(coding, direction))) return false;
    if (query.targetSystem === undefined) return true;
    const far = direction === "forward" ? "target" : "source";
    return (conceptMap.group ?? []).some((g) => g[far]?.split("|")[0] === query.targetSystem);
  }

  /** Has a row about this coding, or says what to do with codes of its system that are not mapped. */
  private concerns(coding: Coding, direction: Direction): boolean {
    return keysAbout(coding).some((k) => this.index[direction].has(k) || this.unmapped[direction].has(k));
  }

  /** All keys by which it is found. */
  *keys(direction: Direction): Generator<string> {
    yield* this.index[direction].keys();
    yield* this.unmapped[direction];
  }

  all(): Iterable<Mapping> {
    return this.rows;
  }
}

/** ConceptMap.sourceScope[x] or targetScope[x]. */
export function scopeOf(conceptMap: ConceptMap, side: "source" | "target"): string | undefined {
  return side === "source"
    ? (conceptMap.sourceScopeUri ?? conceptMap.sourceScopeCanonical)
    : (conceptMap.targetScopeUri ?? conceptMap.targetScopeCanonical);
}
