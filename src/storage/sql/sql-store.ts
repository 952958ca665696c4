/** A store in a SQL database: what resources there are, and how they are changed. The engine is SQLite or PostgreSQL. */
import { after, mapAll, type Awaitable } from "../../terminology/util/awaitable.ts";
import { compareVersions, parseCanonical, pickVersion, type Canonical } from "../../terminology/canonical.ts";
import type { Page } from "../../terminology/concepts/concept-condition.ts";
import type {
  CodeSystem,
  ConceptMap,
  Mapping,
  NamingSystem,
  ResourceType,
  ValueSet,
} from "../../terminology/model.ts";
import type {
  CodeSystemProvider,
  ConceptMapProvider,
  ConceptMapQuery,
  ImportRecord,
  ImportReport,
  SearchQuery,
  StoredResource,
  Store,
  Write,
} from "../../terminology/store.ts";
import type { Ranges } from "../concepts/ranges.ts";
import { codeSystemsOf, namingSystemOf, valueSetOfId } from "../by-search.ts";
import { emptyReport, reportWritten } from "../import-report.ts";
import { Catalog, type Entry } from "./read/catalog.ts";
import { conceptMapsToSql, nameOf } from "./read/find-concept-maps.ts";
import type { Database } from "./engines/database.ts";
import { KeptConcepts } from "./read/kept-concepts.ts";
import { Latest } from "../latest.ts";
import { Lru } from "../../terminology/util/lru.ts";
import { ConceptPositions } from "./read/concept-positions.ts";
import { purge } from "./write/purge.ts";
import { RESOURCE_COLUMNS, storedResource, SUMMARY_COLUMNS, type ResourceRow } from "./read/resource-row.ts";
import { keyOf, withStaging, type Staged } from "./write/staging.ts";
import { raw, sql } from "./sql.ts";
import { SqlCodeSystem } from "./read/sql-code-system.ts";
import { SqlConceptMap } from "./read/sql-concept-map.ts";
import { readHistory, readVersion, searchResources } from "./read/sql-search.ts";
import { applyWrite, importResource } from "./write/write-resource.ts";

/** Numbers of kept sets of concepts, bytes of mappings, and characters of kept questions about totals. */
const KEPT_RANGES = 1_000_000;
const KEPT_MAPPINGS = 12_000_000;
const KEPT_TOTALS = 4_000_000;
/** Rows of an import after which the database is tidied. */
const MUCH = 20_000;
const PURGE_EVERY_MS = 60_000;

/** Thrown to undo a transaction on purpose. */
class DryRun extends Error {}

export class SqlStore implements Store {
  private readonly database: Database;
  private readonly catalog: Catalog;
  private readonly ranges = new Lru<string, Ranges>(KEPT_RANGES);
  private readonly kept = new KeptConcepts();
  private readonly mappings = new Lru<string, readonly Mapping[]>(KEPT_MAPPINGS);
  private readonly totals = new Lru<string, number>(KEPT_TOTALS);
  /** By url; null: there is none. */
  private readonly latest = new Latest<SqlCodeSystem | null>();
  private readonly timer: NodeJS.Timeout;
  private purging: Promise<void> = Promise.resolve();
  private closed = false;

  constructor(database: Database) {
    this.database = database;
    this.catalog = new Catalog(database);
    this.timer = setInterval(() => this.purge(), PURGE_EVERY_MS).unref();
  }

  get readOnly(): string | undefined {
    return this.database.readOnly;
  }

  get generation(): number {
    return this.database.generation;
  }

  refresh(): Awaitable<number> {
    return this.database.refresh(true);
  }

  codeSystem({ url, version }: Canonical): Awaitable<CodeSystemProvider | undefined> {
    const { current } = this.database;
    if (version !== undefined || current === undefined) return this.findCodeSystem(url, version);
    const { latest } = this;
    const known = latest.get(url, current);
    if (known !== undefined) return known ?? undefined;
    return after(this.findCodeSystem(url), (found) => {
      if (this.database.generation === current) latest.set(url, current, found ?? null);
      return found;
    });
  }

  private findCodeSystem(url: string, version?: string): Awaitable<SqlCodeSystem | undefined> {
    return after(this.catalog.versionsOf("CodeSystem", url), (entries) => {
      const own = entries.some(isSupplement) ? entries.filter((entry) => !entry.isSupplement) : entries;
      return this.provider(pickVersion(own, (entry) => entry.version, version));
    });
  }

  private provider(entry: Entry | undefined): Awaitable<SqlCodeSystem | undefined> {
    if (!entry) return undefined;
    return this.catalog.header(entry.content, (header) => {
      const codeSystem = header as CodeSystem;
      const key = keyOf(codeSystem);
      const positions = new ConceptPositions(this.database, entry.content, entry.rowCount, key, this.ranges);
      return new SqlCodeSystem(
        this.database,
        codeSystem,
        positions,
        key,
        this.kept.of(entry.content),
        this.totals,
      );
    });
  }

  valueSet(ref: Canonical | { id: string }): Awaitable<ValueSet | undefined> {
    if ("id" in ref) return valueSetOfId(this, ref.id);
    const { url, version } = ref;
    return after(this.catalog.versionsOf("ValueSet", url), (entries) => {
      const entry = pickVersion(entries, (e) => e.version, version);
      return entry && this.catalog.header(entry.content, (header) => header as ValueSet);
    });
  }

  conceptMaps(query: ConceptMapQuery): Awaitable<ConceptMapProvider[]> {
    const { url } = query;
    const found =
      url !== undefined && isByUrlAlone(query)
        ? this.catalog.versionsOf("ConceptMap", url)
        : this.catalog.found(nameOf(query), () => conceptMapsToSql(query));
    return after(found, (entries) => {
      const one = url === undefined ? undefined : pickVersion(entries, (e) => e.version, query.version);
      const wanted = url === undefined ? entries : one ? [one] : [];
      return this.each(wanted, ({ content }) =>
        this.catalog.header(
          content,
          (header) => new SqlConceptMap(this.database, header as ConceptMap, content, this.mappings),
        ),
      );
    });
  }

  async versions(
    type: "CodeSystem" | "ValueSet" | "ConceptMap",
    url: string,
  ): Promise<(string | undefined)[]> {
    const entries = (await this.catalog.versionsOf(type, url)).filter((entry) => !entry.isSupplement);
    return [...new Set(entries.map((entry) => entry.version))].sort(compareVersions);
  }

  async supplements(ref: Canonical | { supplements: string }): Promise<CodeSystemProvider[]> {
    if ("url" in ref) {
      const entries = (await this.catalog.versionsOf("CodeSystem", ref.url)).filter(
        (entry) => entry.isSupplement,
      );
      const one = await this.provider(pickVersion(entries, (entry) => entry.version, ref.version));
      return one ? [one] : [];
    }
    const { url } = parseCanonical(ref.supplements);
    const entries = await this.catalog.found(`supplements of ${url}`, () => sql`r.supplements = ${url}`);
    return this.each(entries, (entry) => this.provider(entry));
  }

  private each<T>(
    entries: readonly Entry[],
    read: (entry: Entry) => Awaitable<T | undefined>,
  ): Awaitable<T[]> {
    return after(mapAll(entries, read), (found) => found.filter((one) => one !== undefined));
  }

  namingSystem(value: string): Awaitable<NamingSystem | undefined> {
    return namingSystemOf(this, value);
  }

  codeSystems(): Awaitable<CodeSystem[]> {
    return codeSystemsOf(this);
  }

  async read(type: ResourceType, id: string, { summary = false } = {}): Promise<StoredResource | undefined> {
    const columns = raw(summary ? SUMMARY_COLUMNS : RESOURCE_COLUMNS);
    const [row] = await this.database.query<ResourceRow>(
      sql`SELECT ${columns} FROM resource r WHERE r.type = ${type} AND r.id = ${id}`,
    );
    return row && storedResource(this.database, row, summary);
  }

  async search(
    type: ResourceType,
    query: SearchQuery,
    { summary = false } = {},
  ): Promise<Page<StoredResource>> {
    return searchResources(this.database, type, query, summary);
  }

  vread(type: ResourceType, id: string, versionId: number): Promise<StoredResource | undefined> {
    return readVersion(this.database, type, id, versionId);
  }

  history(
    type: ResourceType,
    id: string | undefined,
    page: { offset: number; count: number },
  ): Promise<Page<StoredResource>> {
    return readHistory(this.database, type, id, page);
  }

  async commit(writes: readonly Write[]): Promise<StoredResource[]> {
    return withStaging(async (staging) => {
      const staged: (Staged | undefined)[] = [];
      for (const write of writes)
        staged.push(write.method === "delete" ? undefined : await staging.whole(write.resource));
      return this.database.transaction(async (tx) => {
        const done: StoredResource[] = [];
        let changed = false;
        for (const [i, write] of writes.entries()) {
          const one = await applyWrite(tx, staging, write, staged[i]);
          done.push(one.stored);
          changed ||= one.changed;
        }
        return { result: done, changed };
      });
    });
  }

  async write(
    records: AsyncIterable<ImportRecord> | Iterable<ImportRecord>,
    { dryRun = false }: { dryRun?: boolean | undefined } = {},
  ): Promise<ImportReport> {
    const report = emptyReport();
    return withStaging(async (staging) => {
      const all: Staged[] = [];
      for await (const staged of staging.take(records)) all.push(staged);
      try {
        await this.database.transaction(async (tx) => {
          for (const staged of all) {
            if (await importResource(tx, staging, staged)) reportWritten(report, staged.type, staged.rows);
            else report.unchanged++;
          }
          if (dryRun) throw new DryRun();
          return { result: report, changed: report.unchanged < all.length };
        });
      } catch (cause) {
        if (!(cause instanceof DryRun)) throw cause;
      }
      // Only speed depends on it.
      if (report.concepts + report.mappings > MUCH) await this.database.tidy().catch(() => undefined);
      return report;
    });
  }

  /** Removes what nobody reads any more; what fails is tried again the next time. */
  private purge(): void {
    if (this.readOnly !== undefined) return;
    this.purging = this.purging.then(() => purge(this.database, () => this.closed)).catch(() => undefined);
  }

  async close(): Promise<void> {
    if (this.closed) return;
    this.closed = true;
    clearInterval(this.timer);
    await this.purging;
    await this.database.close();
  }
}

const isSupplement = (entry: Entry): boolean => entry.isSupplement;

const isByUrlAlone = ({ id, codings, sourceScope, targetScope, targetSystem }: ConceptMapQuery): boolean =>
  (id ?? codings ?? sourceScope ?? targetScope ?? targetSystem) === undefined;
