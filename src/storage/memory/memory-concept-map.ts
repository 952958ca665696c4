/** A concept map held in memory, indexed by source code and by target code. */
import { parseCanonical } from "../../terminology/canonical.ts";
import type { Coding, ConceptMap, Mapping } from "../../terminology/model.ts";
import { atOnce, type Steps } from "../../terminology/util/in-turns.ts";
import { hasTarget } from "../has-target.ts";
import { countRelations, selectMappings } from "../../terminology/resources/select-mappings.ts";
import type {
  ConceptMapProvider,
  ConceptMapQuery,
  Direction,
  MappingPage,
  MappingSelection,
} from "../../terminology/store.ts";

/** What a map says about the codes of one system. */
interface SystemRows {
  byCode: Map<string, Mapping[]>;
  /** Rows about a value set of the system: they name no code. */
  anyCode: Mapping[];
  /** A group says what is to be done with codes that are not mapped. */
  unmapped: boolean;
}

interface Indexed {
  rows: Mapping[];
  /** By system. */
  index: Readonly<Record<Direction, ReadonlyMap<string, SystemRows>>>;
}

/** Rows that are put in between two steps. */
const STEP = 1_000;

const NONE: readonly Mapping[] = [];

/** A concept map whose mappings are in memory; `select` answers from all, `mappings` by index. */
export class MemoryConceptMap implements ConceptMapProvider {
  readonly conceptMap: ConceptMap;
  readonly index: Indexed["index"];
  private readonly rows: Mapping[];
  /** Counted when somebody looks. */
  private relations: ReadonlyMap<string, number> | undefined;

  /** `rows`: as they come, or indexed already. */
  constructor(conceptMap: ConceptMap, rows: Iterable<Mapping> | Indexed) {
    const all = "index" in rows ? rows : atOnce(indexMappings(conceptMap, rows));
    this.conceptMap = conceptMap;
    this.rows = all.rows;
    this.index = all.index;
  }

  get rowCount(): number {
    return this.rows.length;
  }

  mappings(codings: readonly Coding[], direction: Direction): Mapping[] {
    const found: Mapping[] = [];
    for (const { system = "", code = "" } of codings) {
      const known = this.index[direction].get(system);
      if (!known) continue;
      for (const row of known.byCode.get(code) ?? NONE) found.push(row);
      for (const row of known.anyCode) found.push(row);
    }
    return codings.length === 1 || found.length < 2 ? found : [...new Set(found)];
  }

  /** Does its header say what the query asks for? */
  fits({ url, sourceScope, targetScope, targetSystem, direction = "forward" }: ConceptMapQuery): boolean {
    const { conceptMap } = this;
    if (url !== undefined && conceptMap.url !== url) return false;
    if (sourceScope !== undefined && scopeOf(conceptMap, "source") !== sourceScope) return false;
    if (targetScope !== undefined && scopeOf(conceptMap, "target") !== targetScope) return false;
    if (targetSystem === undefined) return true;
    const side = direction === "forward" ? "target" : "source";
    return (conceptMap.group ?? []).some((g) => g[side]?.split("|")[0] === targetSystem);
  }

  /** Has a row about one of these, or says what to do with codes of its system that are not mapped. */
  concerns(codings: readonly Coding[], direction: Direction): boolean {
    return codings.some(({ system = "", code = "" }) => {
      const known = this.index[direction].get(system);
      return known !== undefined && (known.unmapped || known.anyCode.length > 0 || known.byCode.has(code));
    });
  }

  all(): Iterable<Mapping> {
    return this.rows;
  }

  select(selection: MappingSelection): MappingPage {
    this.relations ??= countRelations(this.rows);
    return selectMappings(this.rows, selection, this.relations);
  }
}

/** Puts the rows into both indexes, in steps. */
export function* indexMappings(conceptMap: ConceptMap, came: Iterable<Mapping>): Steps<Indexed> {
  const rows: Mapping[] = [];
  const forward = new Map<string, SystemRows>();
  const reverse = new Map<string, SystemRows>();
  for (const row of came) {
    if (rows.push(row) % STEP === 0) yield;
    put(forward, row.source, row);
    if (row.target && hasTarget(row)) put(reverse, row.target, row);
  }
  for (const { unmapped, source } of conceptMap.group ?? [])
    if (unmapped && source !== undefined) rowsOf(forward, parseCanonical(source).url).unmapped = true;
  return { rows, index: { forward, reverse } };
}

function put(index: Map<string, SystemRows>, { system = "", code = "" }: Coding, row: Mapping): void {
  const { byCode, anyCode } = rowsOf(index, system);
  const known = code === "" ? anyCode : byCode.get(code);
  if (known) known.push(row);
  else byCode.set(code, [row]);
}

function rowsOf(index: Map<string, SystemRows>, system: string): SystemRows {
  let known = index.get(system);
  if (!known) index.set(system, (known = { byCode: new Map(), anyCode: [], unmapped: false }));
  return known;
}

/** ConceptMap.sourceScope[x] or targetScope[x]. */
function scopeOf(conceptMap: ConceptMap, side: "source" | "target"): string | undefined {
  return side === "source"
    ? (conceptMap.sourceScopeUri ?? conceptMap.sourceScopeCanonical)
    : (conceptMap.targetScopeUri ?? conceptMap.targetScopeCanonical);
}
