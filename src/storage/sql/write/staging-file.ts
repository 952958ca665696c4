/** The private temporary file of a staging: rows in tables, which goes when it is closed. */
import { DatabaseSync, type StatementSync } from "node:sqlite";
import type { Concept, Mapping } from "../../../terminology/model.ts";
import type { LongWork } from "../../../terminology/util/in-turns.ts";
import { withParents } from "../../concepts/came-concepts.ts";
import type { Parents } from "../../concepts/hierarchy.ts";
import type { StoredText } from "../body.ts";
import { rowOf, rowsOf } from "../engines/typed-rows.ts";
import { DiskSorter, type Sorter } from "./sorter.ts";

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

/** Edges that are read between two steps. */
const STEP = 500;

/** Resources have numbers; so have the concepts and the mappings of each. */
export class StagingFile {
  private readonly database: DatabaseSync;
  private readonly insertConcept: StatementSync;
  private readonly insertParent: StatementSync;
  private readonly insertMapping: StatementSync;
  private edges = 0;
  /** By resource: the numbers of its concepts. */
  private readonly numbers = new Map<number, GrowingInts>();

  constructor() {
    // "": a temporary file that SQLite removes by itself.
    this.database = new DatabaseSync("");
    this.database.exec(SCHEMA);
    this.insertConcept = this.database.prepare("INSERT OR IGNORE INTO concept VALUES (?, ?, ?, ?)");
    this.insertParent = this.database.prepare("INSERT INTO parent VALUES (?, ?, ?, ?, ?)");
    this.insertMapping = this.database.prepare("INSERT INTO mapping VALUES (?, ?, ?)");
    this.database.exec("BEGIN");
  }

  addResource(number: number, { header, body }: StoredText): void {
    this.database.prepare("INSERT INTO resource VALUES (?, ?, ?)").run(number, header, body);
    this.numbers.set(number, new GrowingInts());
  }

  /** Returns the number of the concept: that of an earlier one where its key came before; then that one gets its parents too. */
  addConcept(resource: number, number: number, key: string, concept: Concept): number {
    if (this.insertConcept.run(resource, number, key, JSON.stringify(concept)).changes === 1) {
      this.numbers.get(resource)!.push(number);
      return number;
    }
    const there = this.database.prepare("SELECT n FROM concept WHERE resource = ? AND code_key = ?");
    const { n } = rowOf<{ n: number }>(there, resource, key);
    this.mergeParents(resource, n, concept.parents);
    return n;
  }

  private mergeParents(resource: number, number: number, parents: readonly string[]): void {
    const concept = withParents(this.conceptReader(resource)(number), parents);
    const update = this.database.prepare("UPDATE concept SET json = ? WHERE resource = ? AND n = ?");
    update.run(JSON.stringify(concept), resource, number);
  }

  /** `parent`: its number, where that is known already. */
  addParent(resource: number, child: number, parent: number | undefined, key: string): void {
    const known = parent !== undefined;
    this.insertParent.run(resource, child, this.edges++, known ? parent : null, known ? null : key);
  }

  addMapping(resource: number, number: number, mapping: Mapping): void {
    this.insertMapping.run(resource, number, JSON.stringify(mapping));
  }

  resource(number: number): StoredText {
    return rowOf(this.database.prepare("SELECT header, body FROM resource WHERE number = ?"), number);
  }

  /** The numbers of a resource's concepts (gaps where a code came again), and their parents as indexes into them. */
  *hierarchy(resource: number): LongWork<{ numbers: Int32Array; parents: Parents }> {
    const numbers = this.numbers.get(resource)!.all();
    const indexOf = (n: number): number => (numbers[n] === n ? n : search(numbers, n));
    const start = new Int32Array(numbers.length + 1);
    const of = new GrowingInts();
    let edges = 0;
    for (const { child, parent } of this.edgesOf(resource)) {
      if (++edges % STEP === 0) yield;
      if (parent === null || parent === child) continue;
      const at = indexOf(child);
      const known = of.values.subarray(of.length - start[at + 1]!, of.length);
      if (known.includes(indexOf(parent))) continue;
      of.push(indexOf(parent));
      start[at + 1]!++;
    }
    for (let k = 0; k < numbers.length; k++) start[k + 1]! += start[k]!;
    return { numbers, parents: { start, of: of.all() } };
  }

  private edgesOf(resource: number): Iterable<{ child: number; parent: number | null }> {
    const edges = this.database.prepare(
      `SELECT p.n AS child, coalesce(p.parent_n,
         (SELECT c.n FROM concept c WHERE c.resource = p.resource AND c.code_key = p.parent_key)) AS parent
       FROM parent p WHERE p.resource = ? ORDER BY p.n, p.came`,
    );
    return rowsOf(edges, resource);
  }

  /** One concept, by its number. */
  conceptReader(resource: number): (number: number) => Concept {
    const get = this.database.prepare("SELECT json FROM concept WHERE resource = ? AND n = ?");
    return (number) => JSON.parse(rowOf<{ json: string }>(get, resource, number).json) as Concept;
  }

  *mappings(resource: number): Generator<Mapping> {
    const rows = this.database.prepare("SELECT json FROM mapping WHERE resource = ? ORDER BY n");
    for (const { json } of rowsOf<{ json: string }>(rows, resource)) yield JSON.parse(json) as Mapping;
  }

  /** One at a time for each table. */
  sorter(table: "property" | "name"): Sorter {
    return new DiskSorter(this.database, table);
  }

  close(): void {
    this.database.close();
  }
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
  values = new Int32Array(16);
  length = 0;

  all(): Int32Array {
    return this.values.subarray(0, this.length);
  }

  push(value: number): void {
    if (this.length === this.values.length) {
      const wider = new Int32Array(this.length * 2);
      wider.set(this.values);
      this.values = wider;
    }
    this.values[this.length++] = value;
  }
}
