/**
 * Where records wait until all of them are known to be good: a private temporary file, which goes when it is closed.
 * A source may be slow, or break off; meanwhile nobody else has to wait, and memory holds no more than a page.
 */
import { designationsOf } from "../../../terminology/concepts/designations.ts";
import { DatabaseSync, type StatementSync } from "node:sqlite";
import { TerminologyError } from "../../../terminology/issues/issue.ts";
import { rowWithoutHeader } from "../../../terminology/issues/storage.ts";
import type {
  CodeSystem,
  Concept,
  ConceptMap,
  Mapping,
  Resource,
  ResourceType,
} from "../../../terminology/model.ts";
import { recordsOf } from "../../../terminology/resources/resources.ts";
import type { ImportRecord } from "../../../terminology/store.ts";
import type { Parents } from "../../concepts/hierarchy.ts";
import { Fingerprint, unstamped } from "../../resource-identity.ts";
import { deflated } from "../body.ts";
import { Lru } from "../../../terminology/util/lru.ts";
import { translated } from "../engines/sqlite-connection.ts";
import { keyOf } from "../keys.ts";

/** What is known of a resource in the staging; its header and its rows are there. */
export interface Staged {
  number: number;
  type: ResourceType;
  id?: string | undefined;
  url?: string | undefined;
  version?: string | undefined;
  name?: string | undefined;
  fingerprint: string;
  /** Concepts or mappings. */
  rows: number;
  /** Languages of designations. */
  languages: Set<string>;
}

const SCHEMA = `
  PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA cache_size = -16000;
  CREATE TABLE resource (number INTEGER PRIMARY KEY, header TEXT, body BLOB);
  CREATE TABLE concept (resource INTEGER, n INTEGER, code_key TEXT, json TEXT, PRIMARY KEY (resource, n)) WITHOUT ROWID;
  CREATE UNIQUE INDEX concept_key ON concept (resource, code_key);
  CREATE TABLE parent (resource INTEGER, n INTEGER, came INTEGER, parent_n INTEGER, parent_key TEXT,
    PRIMARY KEY (resource, n, came)) WITHOUT ROWID;
  CREATE TABLE property (property TEXT, value TEXT, position INTEGER);
  CREATE TABLE name (hash INTEGER, position INTEGER);
  CREATE TABLE mapping (resource INTEGER, n INTEGER, json TEXT, PRIMARY KEY (resource, n)) WITHOUT ROWID;
`;

/** Codes whose numbers are kept while records come. */
const RECENT = 200_000;

type Header = CodeSystem | ConceptMap | Resource;

interface Open {
  staged: Staged;
  print: Fingerprint;
  key: (code: string) => string;
}

export class Staging {
  private readonly database: DatabaseSync;
  private readonly addConcept: StatementSync;
  private readonly addParent: StatementSync;
  private readonly addMapping: StatementSync;
  private readonly numberOf: StatementSync;
  private readonly addResource: StatementSync;
  private count = 0;
  private edges = 0;
  /** Parents mostly come shortly before their children: those needn't be looked up later. */
  private readonly recent = new Lru<string, number>(RECENT);

  constructor() {
    // "": a temporary file that SQLite removes by itself.
    this.database = new DatabaseSync("");
    this.database.exec(SCHEMA);
    this.addResource = this.database.prepare("INSERT INTO resource VALUES (?, ?, ?)");
    this.addConcept = this.database.prepare("INSERT OR IGNORE INTO concept VALUES (?, ?, ?, ?)");
    this.addParent = this.database.prepare("INSERT INTO parent VALUES (?, ?, ?, ?, ?)");
    this.addMapping = this.database.prepare("INSERT INTO mapping VALUES (?, ?, ?)");
    this.numberOf = this.database.prepare("SELECT n FROM concept WHERE resource = ? AND code_key = ?");
    this.database.exec("BEGIN");
  }

  /**
   * Takes records in, and yields each resource when its last record has come. Throws TerminologyError for a row
   * without header, and what the source throws.
   */
  async *take(records: AsyncIterable<ImportRecord> | Iterable<ImportRecord>): AsyncGenerator<Staged> {
    let open: Open | undefined;
    for await (const record of records) {
      if (record.kind === "concept" || record.kind === "mapping") {
        this.addRow(open, record);
        continue;
      }
      if (open) yield closed(open);
      open = undefined;
      if (record.kind === "resource") yield await this.whole(record.resource);
      else open = this.start(record, record.kind === "codeSystem" ? record.codeSystem : record.conceptMap);
    }
    if (open) yield closed(open);
  }

  /** Takes a resource in that is there as a whole; where rows can't say all of it, it is kept as it is too. */
  async whole(given: Resource): Promise<Staged> {
    const resource = unstamped(given);
    const body =
      resource.resourceType === "CodeSystem" || resource.resourceType === "ConceptMap"
        ? await deflated(resource)
        : null;
    let open: Open | undefined;
    for (const record of recordsOf(resource)) {
      if (record.kind === "concept" || record.kind === "mapping") this.addRow(open, record);
      else if (record.kind === "resource") open = this.start(record, resource);
      else
        open = this.start(record, record.kind === "codeSystem" ? record.codeSystem : record.conceptMap, body);
    }
    return closed(open!);
  }

  private start(record: ImportRecord, given: Header, body: Uint8Array | null = null): Open {
    const header = unstamped(given);
    const number = this.count++;
    this.recent.clear();
    this.addResource.run(number, JSON.stringify(header), body);
    const { resourceType, id, url, version, name } = header as Header & {
      url?: string;
      version?: string;
      name?: string;
    };
    return {
      staged: {
        number,
        type: resourceType as ResourceType,
        id,
        url,
        version,
        name,
        fingerprint: "",
        rows: 0,
        languages: new Set(),
      },
      print: new Fingerprint().add(record),
      key: keyOf(header),
    };
  }

  private addRow(
    open: Open | undefined,
    record: Extract<ImportRecord, { kind: "concept" | "mapping" }>,
  ): void {
    const type = record.kind === "concept" ? "CodeSystem" : "ConceptMap";
    if (open?.staged.type !== type) throw new TerminologyError(rowWithoutHeader(record.kind));
    open.print.add(record);
    if (record.kind === "concept") this.concept(open, record.concept);
    else this.addMapping.run(open.staged.number, open.staged.rows, JSON.stringify(record.mapping));
    open.staged.rows++;
  }

  private concept({ staged, key }: Open, concept: Concept): void {
    const { number, rows, languages } = staged;
    const { changes } = this.addConcept.run(number, rows, key(concept.code), JSON.stringify(concept));
    // A code that comes again is the same concept below further parents.
    const n = changes === 1 ? rows : (this.numberOf.get(number, key(concept.code)) as { n: number }).n;
    if (changes !== 1) this.mergeParents(number, n, concept.parents);
    if (changes === 1) this.recent.set(key(concept.code), n);
    for (const parent of concept.parents) {
      const known = this.recent.get(key(parent));
      this.addParent.run(number, n, this.edges++, known ?? null, known === undefined ? key(parent) : null);
    }
    for (const { language } of designationsOf(concept)) if (language !== undefined) languages.add(language);
  }

  private mergeParents(resource: number, n: number, parents: readonly string[]): void {
    const { json } = this.database
      .prepare("SELECT json FROM concept WHERE resource = ? AND n = ?")
      .get(resource, n) as {
      json: string;
    };
    const concept = JSON.parse(json) as Concept;
    concept.parents = [...new Set([...concept.parents, ...parents])];
    const update = this.database.prepare("UPDATE concept SET json = ? WHERE resource = ? AND n = ?");
    update.run(JSON.stringify(concept), resource, n);
  }

  /** The header, and the deflated whole where it came as one. */
  resource({ number }: Staged): { header: string; body: Uint8Array | null } {
    const row = this.database.prepare("SELECT header, body FROM resource WHERE number = ?").get(number);
    return row as { header: string; body: Uint8Array | null };
  }

  /** The numbers of a resource's concepts (gaps where a code came again), and their parents as indexes into them. */
  hierarchy({ number }: Staged): { numbers: Int32Array; parents: Parents } {
    const count = this.database
      .prepare("SELECT count(*) AS n FROM concept WHERE resource = ?")
      .get(number) as { n: number };
    const numbers = new Int32Array(count.n);
    let i = 0;
    for (const row of this.database
      .prepare("SELECT n FROM concept WHERE resource = ? ORDER BY n")
      .iterate(number))
      numbers[i++] = (row as { n: number }).n;
    const indexOf = (n: number): number => (numbers[n] === n ? n : search(numbers, n));
    const edges = this.database.prepare(
      `SELECT p.n AS child, coalesce(p.parent_n,
         (SELECT c.n FROM concept c WHERE c.resource = p.resource AND c.code_key = p.parent_key)) AS parent
       FROM parent p WHERE p.resource = ? ORDER BY p.n, p.came`,
    );
    const start = new Int32Array(numbers.length + 1);
    const of = new GrowingInts();
    for (const row of edges.iterate(number)) {
      const { child, parent } = row as { child: number; parent: number | null };
      if (parent === null || parent === child) continue;
      const at = indexOf(child);
      const known = of.values.subarray(of.length - start[at + 1]!, of.length);
      if (known.includes(indexOf(parent))) continue;
      of.push(indexOf(parent));
      start[at + 1]!++;
    }
    for (let k = 0; k < numbers.length; k++) start[k + 1]! += start[k]!;
    return { numbers, parents: { start, of: of.values.slice(0, of.length) } };
  }

  /** One concept, by its number. */
  readConcept({ number }: Staged): (n: number) => Concept {
    const get = this.database.prepare("SELECT json FROM concept WHERE resource = ? AND n = ?");
    return (n) => JSON.parse((get.get(number, n) as { json: string }).json) as Concept;
  }

  *mappings({ number }: Staged): Generator<Mapping> {
    const rows = this.database
      .prepare("SELECT json FROM mapping WHERE resource = ? ORDER BY n")
      .iterate(number);
    for (const row of rows) yield JSON.parse((row as { json: string }).json) as Mapping;
  }

  /** Rows that are to be written in the order of their keys: a table grows by its end much faster than all over. */
  sorter(table: "property" | "name"): Sorter {
    return new Sorter(this.database, table);
  }

  close(): void {
    this.database.close();
  }
}

/** Runs `work` with a staging of its own, which may run out of room as any file. */
export async function withStaging<T>(work: (staging: Staging) => Promise<T>): Promise<T> {
  const staging = new Staging();
  try {
    return await work(staging);
  } catch (cause) {
    throw translated(cause);
  } finally {
    staging.close();
  }
}

function closed({ staged, print }: Open): Staged {
  return { ...staged, fingerprint: print.digest() };
}

function search(sorted: Int32Array, wanted: number): number {
  let low = 0;
  let high = sorted.length - 1;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (sorted[middle]! < wanted) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** An Int32Array that grows. */
class GrowingInts {
  values = new Int32Array(1024);
  length = 0;

  push(value: number): void {
    if (this.length === this.values.length) {
      const wider = new Int32Array(this.length * 2);
      wider.set(this.values);
      this.values = wider;
    }
    this.values[this.length++] = value;
  }
}

/** Takes rows in any order and gives them back in the order of their columns; sorts on disk. */
export class Sorter {
  private readonly database: DatabaseSync;
  private readonly table: string;
  private readonly columns: string;
  private readonly add: StatementSync;

  constructor(database: DatabaseSync, table: "property" | "name") {
    this.database = database;
    this.table = table;
    this.columns = table === "property" ? "property, value, position" : "hash, position";
    database.exec(`DELETE FROM ${table}`);
    this.add = database.prepare(`INSERT INTO ${table} VALUES (${this.columns.replace(/\w+/g, "?")})`);
  }

  push(...row: (string | number)[]): void {
    this.add.run(...row);
  }

  /** Each row once. */
  *sorted(): Generator<readonly (string | number)[]> {
    const all = this.database.prepare(`SELECT ${this.columns} FROM ${this.table} ORDER BY ${this.columns}`);
    all.setReturnArrays(true);
    let last: readonly (string | number)[] = [];
    for (const row of all.iterate() as Iterable<unknown> as Iterable<readonly (string | number)[]>) {
      if (!row.every((value, i) => value === last[i])) yield row;
      last = row;
    }
  }
}
