/** A concept map whose mappings are rows. */
import type { Awaitable } from "../../../terminology/util/awaitable.ts";
import type { Coding, ConceptMap, Mapping } from "../../../terminology/model.ts";
import type {
  ConceptMapProvider,
  Direction,
  MappingPage,
  MappingSelection,
} from "../../../terminology/store.ts";
import type { Queries } from "../engines/database.ts";
import { breathe } from "../../../terminology/util/in-turns.ts";
import { codingKey, valueKey } from "../keys.ts";
import type { Lru } from "../../../terminology/util/lru.ts";
import { firstPosition, lastPosition } from "./positions.ts";
import { selectMappings, type MappingDatabase } from "./select-mappings.ts";
import { raw, sql } from "../sql.ts";
import { mappingIn, type MappingRow } from "./mapping-row.ts";

const SLICE = 1000;
/** What a list or a mapping takes besides its texts. */
const BYTES = 400;

/** With the coding that it is found by. */
interface CodedRow extends MappingRow {
  system: string;
  code: string;
}

export class SqlConceptMap implements ConceptMapProvider {
  readonly conceptMap: ConceptMap;
  private readonly database: MappingDatabase;
  private readonly content: number;
  private readonly kept: Lru<string, readonly Mapping[]>;

  constructor(
    database: MappingDatabase,
    conceptMap: ConceptMap,
    content: number,
    kept: Lru<string, readonly Mapping[]>,
  ) {
    this.database = database;
    this.conceptMap = conceptMap;
    this.content = content;
    this.kept = kept;
  }

  /**
   * By index of codes and systems: many maps may have the same code. Rows about value sets have the code ''. In the order
   * of the codings, then of the map. Contents never change, so that what was read lately is still true.
   */
  mappings(codings: readonly Coding[], direction: Direction): Awaitable<Mapping[]> {
    if (codings.length === 0) return [];
    const name = `${this.content} ${direction} ${codings.length === 1 ? codingKey(codings[0]!) : codings.map(codingKey).join(" ")}`;
    const known = this.kept.get(name);
    return known ? [...known] : this.readAndKeep(name, codings, direction);
  }

  private async readAndKeep(
    name: string,
    codings: readonly Coding[],
    direction: Direction,
  ): Promise<Mapping[]> {
    const byCoding = new Map<string, Mapping[]>();
    for (const { system = "", code } of codings)
      for (const c of [code ?? "", ""]) byCoding.set(keyOf(system, c), []);
    let bytes = BYTES + name.length;
    for await (const rows of this.pagesOf(codings, direction))
      for (const row of rows) {
        bytes += BYTES + 4 * row.json.length;
        byCoding.get(JSON.stringify([row.system, row.code]))?.push(mappingIn(row));
      }
    const mappings = [...byCoding.values()].flat();
    this.kept.set(name, mappings, bytes);
    return [...mappings];
  }

  /** In the order of the map. Others have their turn between the pages: a map may say very much of one code. */
  private async *pagesOf(codings: readonly Coding[], direction: Direction): AsyncGenerator<CodedRow[]> {
    const side = direction === "forward" ? "source" : "target";
    const { anyOf } = this.database.dialect;
    const codes = [...new Set(["", ...codings.map(({ code }) => valueKey(code ?? ""))])];
    const systems = [...new Set(codings.map(({ system = "" }) => valueKey(system)))];
    for (let from = firstPosition(this.content); ;) {
      const rows = await this.database.query<CodedRow>(
        sql`SELECT position, json, ${raw(`${side}_system`)} AS system, ${raw(`${side}_code`)} AS code FROM mapping
          WHERE ${anyOf(raw(`${side}_code`), codes)} AND ${anyOf(raw(`${side}_system`), systems)}
          AND position BETWEEN ${from} AND ${lastPosition(this.content)} ORDER BY position LIMIT ${SLICE}`,
      );
      yield rows;
      if (rows.length < SLICE) return;
      from = rows.at(-1)!.position + 1;
      await breathe();
    }
  }

  all(): AsyncIterable<Mapping> {
    return readMappings(this.database, this.content);
  }

  select(selection: MappingSelection): Promise<MappingPage> {
    return selectMappings(this.database, this.content, selection);
  }
}

const keyOf = (system: string, code: string): string => JSON.stringify([valueKey(system), valueKey(code)]);

/** All mappings of a content in their order, a page of rows at a time. */
export async function* readMappings(
  queries: Pick<Queries, "query">,
  content: number,
): AsyncGenerator<Mapping> {
  for (let last = firstPosition(content) - 1; ;) {
    const rows = await queries.query<MappingRow>(
      sql`SELECT position, json FROM mapping WHERE position > ${last} AND position <= ${lastPosition(content)}
        ORDER BY position LIMIT ${SLICE}`,
    );
    for (const row of rows) yield mappingIn(row);
    if (rows.length < SLICE) return;
    last = rows.at(-1)!.position;
    await breathe();
  }
}
