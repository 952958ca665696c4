/** What resources there are under a url in one generation, and their headers, which belong to a content and never change. */
import type { Awaitable } from "../../../terminology/util/awaitable.ts";
import type { Resource, ResourceType } from "../../../terminology/model.ts";
import { SUMMARY_BODY, type ResourceRow } from "./resource-row.ts";
import { textOf, type StoredText } from "../body.ts";
import { resourceOf } from "../json-lines.ts";
import type { Database } from "../engines/database.ts";
import { breathe } from "../../../terminology/util/in-turns.ts";
import { Lru } from "../../../terminology/util/lru.ts";
import { countsAt } from "../generations.ts";
import { raw, sql, type Sql } from "../sql.ts";

/** A resource without its rows. */
export interface Entry {
  id: string;
  content: number;
  version: string | undefined;
  isSupplement: boolean;
  rowCount: number;
}

type EntryRow = {
  id: string;
  content: number;
  version: string | null;
  supplements: string | null;
  row_count: number;
};

const ENTRY_COLUMNS = "r.id, r.content, r.version, r.supplements, r.row_count";
const KEPT_ENTRIES = 30_000;
/** Urls that one query reads: some milliseconds. */
const URLS = 5_000;

export class Catalog {
  private readonly database: Database;
  private readonly generation: number;
  /** By type and url, and by the name of another question. */
  private readonly byUrl = new Map<ResourceType, Lru<string, Entry[]>>();
  private readonly byName = new Lru<string, Entry[]>("catalog", KEPT_ENTRIES);
  private readonly headers: Lru<number, unknown>;

  constructor(database: Database, generation: number, headers: Lru<number, unknown>) {
    this.database = database;
    this.generation = generation;
    this.headers = headers;
  }

  /** All versions of a url. */
  versionsOf(type: ResourceType, url: string): Awaitable<Entry[]> {
    let kept = this.byUrl.get(type);
    if (!kept) this.byUrl.set(type, (kept = new Lru("catalog", KEPT_ENTRIES)));
    const where = (): Sql => sql`r.type = ${type} AND r.url = ${url} AND r.method <> 'delete'`;
    return kept.get(url) ?? this.ask(kept, url, where(), "resource_canonical");
  }

  /** Each url of this type once; not those of supplements, which an index knows: rows are wide. */
  async urls(type: ResourceType): Promise<string[]> {
    const all: string[] = [];
    for (;;) {
      const rows = await this.database.query<{ url: string }>(
        sql`SELECT DISTINCT r.url FROM resource r WHERE r.type = ${type} AND r.url > ${all.at(-1) ?? ""}
          AND r.method <> 'delete' AND ${countsAt(this.generation)} AND r.content NOT IN
            (SELECT s.content FROM resource s WHERE s.supplements IS NOT NULL)
          ORDER BY r.url LIMIT ${URLS}`,
      );
      for (const { url } of rows) all.push(url);
      if (rows.length < URLS) return all;
      await breathe();
    }
  }

  /** Those for which a condition on `resource r` holds, kept under `name`. */
  found(name: string, where: () => Sql): Awaitable<Entry[]> {
    return this.byName.get(name) ?? this.ask(this.byName, name, where());
  }

  /** `index`: the one to read them by, where it is clear. */
  private async ask(keep: Lru<string, Entry[]>, name: string, where: Sql, index?: string): Promise<Entry[]> {
    const found = await this.find(where, index);
    keep.set(name, found, 1 + found.length + name.length / 100);
    return found;
  }

  private async find(where: Sql, index?: string): Promise<Entry[]> {
    const by = index === undefined ? raw("") : this.database.dialect.by(index);
    const rows = await this.database.query<EntryRow>(
      sql`SELECT ${raw(ENTRY_COLUMNS)} FROM resource r ${by}
        WHERE ${where} AND ${countsAt(this.generation)} ORDER BY r.content`,
    );
    return rows.map((row) => ({
      id: row.id,
      content: row.content,
      version: row.version ?? undefined,
      isSupplement: row.supplements !== null,
      rowCount: row.row_count,
    }));
  }

  /**
   * The header of a content, made into what is kept of it; without its narrative, which is large and which no operation
   * needs. Undefined: the content is no longer there.
   */
  header<T>(content: number, make: (header: Resource) => T): Awaitable<T | undefined> {
    return (this.headers.get(content) as T | undefined) ?? this.readHeader(content, make);
  }

  private async readHeader<T>(content: number, make: (header: Resource) => T): Promise<T | undefined> {
    const [row] = await this.database.query<Pick<ResourceRow, "type" | "header" | "body">>(
      sql`SELECT r.type, r.header, ${raw(SUMMARY_BODY)} FROM resource r WHERE r.content = ${content}`,
    );
    if (!row || row.header === null) return undefined;
    const json = await textOf(row.type, row as StoredText);
    const { text, ...header } = (await resourceOf(json)) as Resource & { text?: { div?: string } };
    // Of several that have read it meanwhile one is kept, for all.
    const kept = this.headers.get(content) as T | undefined;
    if (kept !== undefined) return kept;
    const value = make(header);
    this.headers.set(content, value, json.length - (text?.div?.length ?? 0));
    return value;
  }
}
