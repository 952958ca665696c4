/** A concept map whose mappings are rows. */
import type { Coding, ConceptMap, Mapping } from "../../../terminology/model.ts";
import type {
  ConceptMapProvider,
  Direction,
  MappingPage,
  MappingSelection,
} from "../../../terminology/store.ts";
import type { Awaitable } from "../../../terminology/util/awaitable.ts";
import { yieldToOthers } from "../../../terminology/util/in-turns.ts";
import type { Queries } from "../engines/database.ts";
import type { Sql } from "../sql.ts";
import { MAPPINGS, rowsAsStored } from "./layout.ts";
import { mappingIn, type MappingRow } from "./mapping-row.ts";
import type { MappingsOfCodings } from "./mappings-of-codings.ts";
import { type MappingDatabase, selectMappings } from "./select-mappings.ts";

const SLICE = 1000;

export class SqlConceptMap implements ConceptMapProvider {
  readonly conceptMap: ConceptMap;
  private readonly database: MappingDatabase;
  private readonly content: number;
  private readonly found: MappingsOfCodings;

  constructor(database: MappingDatabase, conceptMap: ConceptMap, content: number, found: MappingsOfCodings) {
    this.database = database;
    this.conceptMap = conceptMap;
    this.content = content;
    this.found = found;
  }

  mappings(codings: readonly Coding[], direction: Direction): Awaitable<Mapping[]> {
    return this.found.of(this.content, codings, direction);
  }

  all(): AsyncIterable<Mapping> {
    return readMappings(this.database, this.content);
  }

  select(selection: MappingSelection): Promise<MappingPage> {
    return selectMappings(this.database, this.content, selection);
  }
}

/** All mappings of a content in their order, a page of rows at a time. */
export async function* readMappings(
  queries: Pick<Queries, "query">,
  content: number,
): AsyncGenerator<Mapping> {
  const ask = (statement: Sql): Promise<MappingRow[]> => queries.query(statement);
  for await (const rows of rowsAsStored(ask, MAPPINGS, content, SLICE)) {
    for (const row of rows) yield mappingIn(row);
    // A short one is no matter where memory is scarce.
    if (rows.length === SLICE) await yieldToOthers();
  }
}
