/** What resources there are under a url in one generation, and their headers, which belong to a content and never change. */
import type { Resource, ResourceType } from "../../../terminology/model.ts";
import type { ConceptMapQuery } from "../../../terminology/store.ts";
import { askedTogether } from "../../../terminology/util/asked-together.ts";
import type { Awaitable } from "../../../terminology/util/awaitable.ts";
import { yieldToOthers } from "../../../terminology/util/in-turns.ts";
import { Lru } from "../../../terminology/util/lru.ts";
import { type StoredText, textOf } from "../body.ts";
import type { Database } from "../engines/database.ts";
import { countsAt } from "../generations.ts";
import { resourceOf } from "../json-lines.ts";
import { and, raw, type Sql, sql } from "../sql.ts";
import {
  type AboutCodings,
  aboutCodings,
  conceptMapsToSql,
  contentsAbout,
  nameOf,
} from "./find-concept-maps.ts";
import { type ResourceRow, SUMMARY_BODY } from "./resource-row.ts";

/** A resource without its rows. */
export interface Entry {
  url: string | null;
  content: number;
  version: string | undefined;
  isSupplement: boolean;
  rowCount: number;
}

type EntryRow = {
  url: string | null;
  content: number;
  version: string | null;
  supplements: string | null;
  row_count: number;
};

/** Where the row stands in the index of urls. */
type Place = { since: number; until: number; id: string };

const entryOf = (row: EntryRow): Entry => ({
  url: row.url,
  content: row.content,
  version: row.version ?? undefined,
  isSupplement: row.supplements !== null,
  rowCount: row.row_count,
});

const ENTRY_COLUMNS = "r.url, r.content, r.version, r.supplements, r.row_count";
const KEPT_ENTRIES = 30_000;
/** hl7.terminology has 1,282; so many are read in some milliseconds. */
const UNIQUE_IDS = 5_000;
/** Urls that one query reads: some milliseconds. */
const URLS = 5_000;
/** Codings that are looked for one by one; SQLite takes 500 such questions in one statement. */
const CODINGS = 100;

interface UrlsOfType {
  kept: Lru<string, Entry[]>;
  /** Many that are asked for at the same time are one query. */
  read(url: string): Promise<Entry[]>;
}

type NamedQuery = AboutCodings & { name: string };

/** Versions of a url that one query reads: some milliseconds. */
const VERSIONS = 2_000;

/** A list is kept however long it is: to read it again takes longer, the longer it is. A long name is a caller's, and is not. */
const weightOf = (found: readonly Entry[], name: string): number =>
  1 + Math.min(found.length, KEPT_ENTRIES / 4) + name.length / 100;

export class Catalog {
  private readonly database: Database;
  private readonly generation: number;
  private readonly byUrl = new Map<ResourceType, UrlsOfType>();
  /** By the name of another question. */
  private readonly byName = new Lru<string, Entry[]>("catalog", KEPT_ENTRIES);
  private readonly headers: Lru<number, unknown>;
  /** Headers on their way: one that is long is read and made once for all who ask meanwhile. */
  private readonly reading = new Map<number, Promise<unknown>>();
  /** Many that are asked for at the same time are one query. */
  private readonly mapsAbout = askedTogether((queries: readonly NamedQuery[]) => this.readMapsAbout(queries));

  constructor(database: Database, generation: number, headers: Lru<number, unknown>) {
    this.database = database;
    this.generation = generation;
    this.headers = headers;
  }

  /** All versions of a url. */
  versionsOf(type: ResourceType, url: string): Awaitable<Entry[]> {
    let urls = this.byUrl.get(type);
    if (!urls) this.byUrl.set(type, (urls = this.urlsOf(type)));
    return urls.kept.get(url) ?? urls.read(url);
  }

  private urlsOf(type: ResourceType): UrlsOfType {
    const kept = new Lru<string, Entry[]>("catalog", KEPT_ENTRIES);
    const read = askedTogether(async (urls: readonly string[]) => {
      const byUrl = await this.entriesOf(type, urls);
      return urls.map((url) => {
        const found = byUrl.get(url) ?? [];
        kept.set(url, found, weightOf(found, url));
        return found;
      });
    });
    return { kept, read };
  }

  private async entriesOf(type: ResourceType, urls: readonly string[]): Promise<Map<string, Entry[]>> {
    const [only] = urls;
    if (only !== undefined && urls.length === 1)
      return new Map([[only, await this.entriesOfUrl(type, only)]]);
    const ofUrls = this.database.dialect.anyOf(raw("r.url"), urls);
    const where = sql`r.type = ${type} AND ${ofUrls} AND r.method <> 'delete'`;
    return Map.groupBy(await this.find(where, "resource_canonical"), ({ url }) => url!);
  }

  /** A url may have tens of thousands of versions: they are read in the order of the index, others have their turn between. */
  private async entriesOfUrl(type: ResourceType, url: string): Promise<Entry[]> {
    const all: Entry[] = [];
    const by = this.database.dialect.by("resource_canonical");
    let after = raw("TRUE");
    for (;;) {
      const rows = await this.database.query<EntryRow & Place>(
        sql`SELECT ${raw(ENTRY_COLUMNS)}, r.since, r.until, r.id FROM resource r ${by}
          WHERE r.type = ${type} AND r.url = ${url} AND r.method <> 'delete' AND ${countsAt(this.generation)}
          AND ${after} ORDER BY r.since, r.until, r.id, r.content LIMIT ${VERSIONS}`,
      );
      for (const row of rows) all.push(entryOf(row));
      if (rows.length < VERSIONS) return all.sort((a, b) => a.content - b.content);
      const { since, until, id, content } = rows.at(-1)!;
      after = sql`(r.since, r.until, r.id, r.content) > (${since}, ${until}, ${id}, ${content})`;
      await yieldToOthers();
    }
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
      await yieldToOthers();
    }
  }

  /** Of all naming systems; undefined: there are too many to be kept. */
  async uniqueIds(): Promise<ReadonlySet<string> | undefined> {
    const rows = await this.database.query<{ value: string }>(
      sql`SELECT s.value FROM search_value s WHERE s.name = 'value' AND s.content IN
          (SELECT r.content FROM resource r WHERE r.type = 'NamingSystem' AND r.method <> 'delete'
            AND ${countsAt(this.generation)})
        LIMIT ${UNIQUE_IDS + 1}`,
    );
    return rows.length > UNIQUE_IDS ? undefined : new Set(rows.map(({ value }) => value));
  }

  /** The maps that a query finds, kept under `name`. */
  maps(query: ConceptMapQuery): Awaitable<Entry[]> {
    const name = nameOf(query);
    const known = this.byName.get(name);
    if (known) return known;
    const about = aboutCodings(query);
    return about ? this.mapsAbout({ ...about, name }) : this.askMaps(name, query);
  }

  /** Of many codings it is first asked which maps have rows about them. */
  private async askMaps(name: string, query: ConceptMapQuery): Promise<Entry[]> {
    const { codings = [], ...others } = query;
    if (codings.length <= CODINGS) return this.ask(name, conceptMapsToSql(query));
    const { direction = "forward" } = query;
    const [contents] = await contentsAbout(this.database, [{ codings, direction }]);
    return this.ask(name, and([conceptMapsToSql(others), this.amongContents([...contents!])]));
  }

  private async readMapsAbout(queries: readonly NamedQuery[]): Promise<Entry[][]> {
    const [only] = queries;
    if (only && queries.length === 1) return [await this.askMaps(only.name, only)];
    const contents = await contentsAbout(this.database, queries);
    const among = this.amongContents([...new Set(contents.flatMap((one) => [...one]))]);
    const maps = await this.find(sql`r.type = 'ConceptMap' AND r.method <> 'delete' AND ${among}`);
    return queries.map(({ name }, i) => {
      const found = maps.filter(({ content }) => contents[i]!.has(content));
      this.byName.set(name, found, weightOf(found, name));
      return found;
    });
  }

  private amongContents(contents: readonly number[]): Sql {
    return this.database.dialect.anyOf(raw("r.content"), contents);
  }

  /** Those for which a condition on `resource r` holds, kept under `name`. */
  found(name: string, where: () => Sql): Awaitable<Entry[]> {
    return this.byName.get(name) ?? this.ask(name, where());
  }

  private async ask(name: string, where: Sql): Promise<Entry[]> {
    const found = await this.find(where);
    this.byName.set(name, found, weightOf(found, name));
    return found;
  }

  /** `index`: the one to read them by, where it is clear. */
  private async find(where: Sql, index?: string): Promise<Entry[]> {
    const by = index === undefined ? raw("") : this.database.dialect.by(index);
    const rows = await this.database.query<EntryRow>(
      sql`SELECT ${raw(ENTRY_COLUMNS)} FROM resource r ${by}
        WHERE ${where} AND ${countsAt(this.generation)} ORDER BY r.content`,
    );
    return rows.map(entryOf);
  }

  /**
   * The header of a content, made into what is kept of it; without its narrative, which is large and which no operation
   * needs. Undefined: the content is no longer there.
   */
  header<T>(content: number, make: (header: Resource) => T): Awaitable<T | undefined> {
    const known = (this.headers.get(content) ?? this.reading.get(content)) as Awaitable<T> | undefined;
    if (known !== undefined) return known;
    const reading = this.readHeader(content, make).finally(() => this.reading.delete(content));
    this.reading.set(content, reading);
    return reading;
  }

  private async readHeader<T>(content: number, make: (header: Resource) => T): Promise<T | undefined> {
    const [row] = await this.database.query<Pick<ResourceRow, "type" | "header" | "body">>(
      sql`SELECT r.type, r.header, ${raw(SUMMARY_BODY)} FROM resource r WHERE r.content = ${content}`,
    );
    if (!row || row.header === null) return undefined;
    const json = await textOf(row.type, row as StoredText);
    const { text, ...header } = (await resourceOf(json)) as Resource & { text?: { div?: string } };
    // Of several states that have read it meanwhile one is kept, for all.
    const kept = this.headers.get(content) as T | undefined;
    if (kept !== undefined) return kept;
    const value = make(header);
    this.headers.set(content, value, json.length - (text?.div?.length ?? 0));
    return value;
  }
}
