/** A concept map held in memory, indexed by source code and by target code. */
import { parseCanonical } from "../../terminology/canonical.ts";
import { type Coding, type ConceptMap, type Mapping, scopeOf } from "../../terminology/model.ts";
import { countRelations, selectMappings } from "../../terminology/resources/select-mappings.ts";
import type {
  ConceptMapProvider,
  ConceptMapQuery,
  Direction,
  MappingPage,
  MappingSelection,
} from "../../terminology/store.ts";
import { addTo } from "../../terminology/util/grouping.ts";
import type { LongWork } from "../../terminology/util/in-turns.ts";
import { hasTarget } from "../has-target.ts";

/** What a map says about the codes of one system. */
interface MappingsOfSystem {
  byCode: Map<string, Mapping[]>;
  /** Mappings of a value set of the system: they name no code. */
  anyCode: Mapping[];
  /** A group says what is to be done with codes that are not mapped. */
  unmapped: boolean;
}

interface Indexed {
  inOrder: Mapping[];
  /** By system. */
  index: Readonly<Record<Direction, ReadonlyMap<string, MappingsOfSystem>>>;
}

/** Mappings that are put in between two steps. */
const STEP = 1_000;

const NONE: readonly Mapping[] = [];

/** A concept map whose mappings are in memory; `select` answers from all, `mappings` by index. */
export class MemoryConceptMap implements ConceptMapProvider {
  readonly conceptMap: ConceptMap;
  readonly index: Indexed["index"];
  private readonly inOrder: Mapping[];
  /** Counted when somebody looks. */
  private relations: ReadonlyMap<string, number> | undefined;

  /** `mappings`: as they come. */
  static *of(conceptMap: ConceptMap, mappings: Iterable<Mapping>): LongWork<MemoryConceptMap> {
    return new MemoryConceptMap(conceptMap, yield* indexMappings(conceptMap, mappings));
  }

  private constructor(conceptMap: ConceptMap, all: Indexed) {
    this.conceptMap = conceptMap;
    this.inOrder = all.inOrder;
    this.index = all.index;
  }

  get rowCount(): number {
    return this.inOrder.length;
  }

  mappings(codings: readonly Coding[], direction: Direction): Mapping[] {
    const found: Mapping[] = [];
    for (const { system = "", code = "" } of codings) {
      const known = this.index[direction].get(system);
      if (!known) continue;
      for (const mapping of known.byCode.get(code) ?? NONE) found.push(mapping);
      for (const mapping of known.anyCode) found.push(mapping);
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

  /** Has a mapping of one of these, or says what to do with codes of its system that are not mapped. */
  concerns(codings: readonly Coding[], direction: Direction): boolean {
    return codings.some(({ system = "", code = "" }) => {
      const known = this.index[direction].get(system);
      return known !== undefined && (known.unmapped || known.anyCode.length > 0 || known.byCode.has(code));
    });
  }

  all(): Iterable<Mapping> {
    return this.inOrder;
  }

  select(selection: MappingSelection): MappingPage {
    this.relations ??= countRelations(this.inOrder);
    return selectMappings(this.inOrder, selection, this.relations);
  }
}

/** Puts the mappings into both indexes, in steps. */
function* indexMappings(conceptMap: ConceptMap, came: Iterable<Mapping>): LongWork<Indexed> {
  const inOrder: Mapping[] = [];
  const forward = new Map<string, MappingsOfSystem>();
  const reverse = new Map<string, MappingsOfSystem>();
  for (const mapping of came) {
    if (inOrder.push(mapping) % STEP === 0) yield;
    put(forward, mapping.source, mapping);
    if (mapping.target && hasTarget(mapping)) put(reverse, mapping.target, mapping);
  }
  for (const { unmapped, source } of conceptMap.group ?? [])
    if (unmapped && source !== undefined) ofSystem(forward, parseCanonical(source).url).unmapped = true;
  return { inOrder, index: { forward, reverse } };
}

function put(
  index: Map<string, MappingsOfSystem>,
  { system = "", code = "" }: Coding,
  mapping: Mapping,
): void {
  const { byCode, anyCode } = ofSystem(index, system);
  if (code === "") anyCode.push(mapping);
  else addTo(byCode, code, mapping);
}

function ofSystem(index: Map<string, MappingsOfSystem>, system: string): MappingsOfSystem {
  let known = index.get(system);
  if (!known) index.set(system, (known = { byCode: new Map(), anyCode: [], unmapped: false }));
  return known;
}
