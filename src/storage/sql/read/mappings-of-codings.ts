/** What maps have about codings: read by index, and kept. */
import type { Coding, Mapping } from "../../../terminology/model.ts";
import type { Direction } from "../../../terminology/store.ts";
import { askedTogether } from "../../../terminology/util/asked-together.ts";
import type { Awaitable } from "../../../terminology/util/awaitable.ts";
import { yieldToOthers } from "../../../terminology/util/in-turns.ts";
import type { Lru } from "../../../terminology/util/lru.ts";
import type { Database } from "../engines/database.ts";
import { codingKey, valueKey } from "../keys.ts";
import { raw, sql } from "../sql.ts";
import { mappingIn, type MappingRow } from "./mapping-row.ts";
import { firstPosition, lastPosition } from "./positions.ts";

const SLICE = 1000;
/** What a list or a mapping takes besides its texts. */
const BYTES = 400;

/** With the coding that it is found by. */
interface CodedRow extends MappingRow {
  system: string;
  code: string;
}

/** What one map is asked about. */
interface Asked {
  content: number;
  codings: readonly Coding[];
  direction: Direction;
}

interface Sized {
  mapping: Mapping;
  bytes: number;
}

export class MappingsOfCodings {
  private readonly database: Pick<Database, "query" | "dialect">;
  private readonly kept: Lru<string, readonly Mapping[]>;
  /** What one map is asked at the same time is one query. */
  private readonly read = askedTogether((asked: readonly Asked[]) => this.readAll(asked));

  constructor(database: Pick<Database, "query" | "dialect">, kept: Lru<string, readonly Mapping[]>) {
    this.database = database;
    this.kept = kept;
  }

  /**
   * Many maps may have the same code. Rows about value sets have the code ''. In the order of the codings, then of the
   * map. Contents never change, so that what was read lately is still true.
   */
  of(content: number, codings: readonly Coding[], direction: Direction): Awaitable<Mapping[]> {
    if (codings.length === 0) return [];
    const name = `${content} ${direction} ${codings.length === 1 ? codingKey(codings[0]!) : codings.map(codingKey).join(" ")}`;
    const known = this.kept.get(name);
    return known ? [...known] : this.readAndKeep(name, { content, codings, direction });
  }

  private async readAndKeep(name: string, asked: Asked): Promise<Mapping[]> {
    const found = await this.read(asked);
    const mappings = found.map(({ mapping }) => mapping);
    const bytes = found.reduce((sum, one) => sum + one.bytes, BYTES + name.length);
    this.kept.set(name, mappings, bytes);
    return [...mappings];
  }

  private async readAll(asked: readonly Asked[]): Promise<Sized[][]> {
    const found = new Map<Asked, Sized[]>();
    const byMap = Map.groupBy(asked, ({ content, direction }) => `${content} ${direction}`);
    await Promise.all(
      Array.from(byMap.values(), async (ofMap) => {
        const byCoding = await this.byCoding(ofMap);
        for (const one of ofMap)
          found.set(
            one,
            [...keysOf(one.codings)].flatMap((key) => byCoding.get(key) ?? []),
          );
      }),
    );
    return asked.map((one) => found.get(one)!);
  }

  private async byCoding(ofMap: readonly Asked[]): Promise<ReadonlyMap<string, Sized[]>> {
    const { content, direction } = ofMap[0]!;
    const codings = ofMap.flatMap((one) => one.codings);
    const byCoding = new Map(Array.from(keysOf(codings), (key): [string, Sized[]] => [key, []]));
    for await (const rows of this.pagesOf({ content, codings, direction }))
      for (const row of rows)
        byCoding
          .get(keyOf(row.system, row.code))
          ?.push({ mapping: mappingIn(row), bytes: BYTES + 4 * row.json.length });
    return byCoding;
  }

  /** In the order of the map. Others have their turn between the pages: a map may say very much of one code. */
  private async *pagesOf({ content, codings, direction }: Asked): AsyncGenerator<CodedRow[]> {
    const side = direction === "forward" ? "source" : "target";
    const { anyOf } = this.database.dialect;
    const codes = [...new Set(["", ...codings.map(({ code }) => valueKey(code ?? ""))])];
    const systems = [...new Set(codings.map(({ system = "" }) => valueKey(system)))];
    for (let from = firstPosition(content); ;) {
      const rows = await this.database.query<CodedRow>(
        sql`SELECT position, json, ${raw(`${side}_system`)} AS system, ${raw(`${side}_code`)} AS code FROM mapping
          WHERE ${anyOf(raw(`${side}_code`), codes)} AND ${anyOf(raw(`${side}_system`), systems)}
          AND position BETWEEN ${from} AND ${lastPosition(content)} ORDER BY position LIMIT ${SLICE}`,
      );
      yield rows;
      if (rows.length < SLICE) return;
      from = rows.at(-1)!.position + 1;
      await yieldToOthers();
    }
  }
}

const keyOf = (system: string, code: string): string => JSON.stringify([system, code]);

/** Each coding, and value sets of its system. */
function keysOf(codings: readonly Coding[]): Set<string> {
  const keys = new Set<string>();
  for (const { system = "", code = "" } of codings)
    for (const one of [code, ""]) keys.add(keyOf(valueKey(system), valueKey(one)));
  return keys;
}
