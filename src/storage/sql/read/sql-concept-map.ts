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

const SLICE = 1000;
/** What a list or a mapping takes besides its texts. */
const BYTES = 400;

interface MappingRow {
  position: number;
  json: string;
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
    const rows = await this.read(codings, direction);
    const bytes = rows.reduce((sum, { json }) => sum + BYTES + 4 * json.length, BYTES + name.length);
    const mappings = rows.map(({ json }) => JSON.parse(json) as Mapping);
    this.kept.set(name, mappings, bytes);
    return [...mappings];
  }

  private async read(codings: readonly Coding[], direction: Direction): Promise<MappingRow[]> {
    const side = direction === "forward" ? "source" : "target";
    const { anyOf } = this.database.dialect;
    const keys = new Map<string, MappingRow[]>();
    for (const { system = "", code } of codings)
      for (const c of [code ?? "", ""]) keys.set(keyOf(system, c), []);
    const codes = [...new Set(["", ...codings.map(({ code }) => valueKey(code ?? ""))])];
    const systems = [...new Set(codings.map(({ system = "" }) => valueKey(system)))];
    const rows = await this.database.query<MappingRow & { system: string; code: string }>(
      sql`SELECT position, json, ${raw(`${side}_system`)} AS system, ${raw(`${side}_code`)} AS code FROM mapping
        WHERE ${anyOf(raw(`${side}_code`), codes)} AND ${anyOf(raw(`${side}_system`), systems)}
        AND position BETWEEN ${firstPosition(this.content)} AND ${lastPosition(this.content)} ORDER BY position`,
    );
    for (const row of rows) keys.get(JSON.stringify([row.system, row.code]))?.push(row);
    return [...keys.values()].flat();
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
    for (const { json } of rows) yield JSON.parse(json) as Mapping;
    if (rows.length < SLICE) return;
    last = rows.at(-1)!.position;
    await breathe();
  }
}
