/** Concepts of one content as they are read: by code or by position, from what is kept as far as it goes. */
import { bareConcept } from "../../../terminology/concepts/bare-concept.ts";
import type { Concept } from "../../../terminology/model.ts";
import { askedTogether } from "../../../terminology/util/asked-together.ts";
import type { Awaitable } from "../../../terminology/util/awaitable.ts";
import type { WorkBudget } from "../../../terminology/util/work-budget.ts";
import type { Positioned } from "../../concepts/concept-test.ts";
import { eachPosition, type Ranges, size, slice, union } from "../../concepts/ranges.ts";
import type { Database } from "../engines/database.ts";
import { raw, type Sql, sql } from "../sql.ts";
import { CONCEPT_COLUMNS, type ConceptRow, readConcept } from "./concept-row.ts";
import type { KeptOfContent } from "./kept-concepts.ts";

/** Rows that one statement fetches by position. */
const FETCH = 500;
/** More than are kept: to keep these would only take what others asked for away. */
const MANY = 20_000;
/** Codes that one statement fetches by position, and that cost as much as one concept. */
const CODES = 2_000;
const CODES_A_UNIT = 4;
/** So few are read together with what others ask for at the same time. */
const FEW = 25;
const LOCATE = `SELECT ${CONCEPT_COLUMNS} FROM concept c WHERE c.content = ? AND c.code_key = ?`;

const CODE_COLUMNS = "c.position, c.code, c.inactive, c.abstract";
type CodeRow = Pick<ConceptRow, "position" | "code" | "inactive" | "abstract">;

function bareOf({ code, inactive, abstract }: Omit<CodeRow, "position">): Concept {
  const concept = bareConcept(code);
  concept.inactive = inactive === 1;
  concept.abstract = abstract === 1;
  return concept;
}

function inOrder<Row extends CodeRow>(rows: readonly Row[], activeOnly: boolean | undefined): Row[] {
  const wanted = activeOnly ? rows.filter(({ inactive }) => inactive === 0) : [...rows];
  return wanted.sort((a, b) => a.position - b.position);
}

export class ConceptRows {
  readonly database: Database;
  readonly content: number;
  readonly key: (code: string) => string;
  private readonly kept: KeptOfContent;
  /** Many that are asked for at the same time are one query. */
  private readonly readOne = askedTogether((keys: readonly string[]) => this.readKeys(keys));
  private readonly readFew = askedTogether((asked: readonly Ranges[]) => this.readEach(asked));

  /** `key`: of a code, by which it is found. */
  constructor(database: Database, content: number, key: (code: string) => string, kept: KeptOfContent) {
    this.database = database;
    this.content = content;
    this.key = key;
    this.kept = kept;
  }

  /** Aligned with the codes. */
  ofCodes(codes: readonly string[]): Awaitable<(Positioned | undefined)[]> {
    const keys = codes.map(this.key);
    const found = keys.map((key) => this.kept.ofKey(key));
    return found.includes(undefined) ? this.readMissing(keys, found) : found;
  }

  private async readMissing(
    keys: readonly string[],
    found: readonly (Positioned | undefined)[],
  ): Promise<(Positioned | undefined)[]> {
    if (keys.length <= FEW) return Promise.all(found.map((one, i) => one ?? this.readOne(keys[i]!)));
    const missing = keys.filter((_, i) => found[i] === undefined);
    const read = (await this.readKeys(missing)).values();
    return found.map((one) => one ?? read.next().value);
  }

  /** Aligned with the keys. */
  private async readKeys(keys: readonly string[]): Promise<(Positioned | undefined)[]> {
    const read = new Map<string, Positioned>();
    const rows =
      keys.length === 1
        ? await this.database.query<ConceptRow>({ text: LOCATE, params: [this.content, keys[0]!] })
        : await this.rowsOf<ConceptRow>(keys, CONCEPT_COLUMNS);
    for (const row of rows) read.set(this.key(row.code), this.keep(row));
    return keys.map((key) => read.get(key));
  }

  keep(row: ConceptRow): Positioned {
    return this.kept.keep(this.key(row.code), row);
  }

  /** Those of the codes that are there, in order of position, as concepts without anything else; nothing of it is kept. */
  async codesAmong(codes: readonly string[], activeOnly: boolean | undefined): Promise<Concept[]> {
    const rows = await this.rowsOf<CodeRow>(codes.map(this.key), CODE_COLUMNS);
    return inOrder(rows, activeOnly).map(bareOf);
  }

  /** The same, as whole concepts; nothing of it is kept either. */
  async among(codes: readonly string[], activeOnly: boolean | undefined): Promise<Concept[]> {
    const rows = await this.rowsOf<ConceptRow>(codes.map(this.key), CONCEPT_COLUMNS);
    return inOrder(rows, activeOnly).map(readConcept);
  }

  private rowsOf<Row extends object>(keys: readonly string[], columns: string): Promise<Row[]> {
    const { database, content } = this;
    const among = database.dialect.anyOf(raw("c.code_key"), keys);
    return database.query(
      sql`SELECT ${raw(columns)} FROM concept c WHERE c.content = ${content} AND ${among}`,
    );
  }

  /** In order of position. */
  at(ranges: Ranges, work: WorkBudget | undefined): Awaitable<Concept[]> {
    return this.kept.at(ranges) ?? this.read(ranges, work);
  }

  /** The same, as concepts without anything else; nothing of it is kept. */
  async codesAt(ranges: Ranges, work: WorkBudget | undefined): Promise<Concept[]> {
    work?.concepts(Math.ceil(size(ranges) / CODES_A_UNIT));
    const items: Concept[] = [];
    for (let left = ranges; left.length > 0; left = slice(left, CODES, Infinity)) {
      const rows = await this.database.query<Omit<CodeRow, "position">>(
        sql`SELECT c.code, c.inactive, c.abstract FROM concept c
          WHERE ${this.here(slice(left, 0, CODES))} ORDER BY c.position`,
      );
      for (const row of rows) items.push(bareOf(row));
      await work?.giveWay();
    }
    return items;
  }

  private async read(ranges: Ranges, work: WorkBudget | undefined): Promise<Concept[]> {
    const count = size(ranges);
    work?.concepts(count);
    if (count <= FEW) return this.readFew(ranges);
    const items: Concept[] = [];
    const conceptOf = count > MANY ? readConcept : (row: ConceptRow) => this.keep(row).concept;
    for (let left = ranges; left.length > 0; left = slice(left, FETCH, Infinity)) {
      const part = slice(left, 0, FETCH);
      const known = this.kept.at(part);
      if (known) {
        items.push(...known);
        continue;
      }
      for (const row of await this.rowsAt(part)) items.push(conceptOf(row));
      await work?.giveWay();
    }
    return items;
  }

  private async readEach(asked: readonly Ranges[]): Promise<Concept[][]> {
    const read = new Map<number, Concept>();
    for (const row of await this.rowsAt(union(asked))) read.set(row.position, this.keep(row).concept);
    return asked.map((ranges) =>
      Array.from(eachPosition(ranges), (at) => read.get(at)).filter((one) => one !== undefined),
    );
  }

  private rowsAt(ranges: Ranges): Promise<ConceptRow[]> {
    return this.database.query(
      sql`SELECT ${raw(CONCEPT_COLUMNS)} FROM concept c WHERE ${this.here(ranges)} ORDER BY c.position`,
    );
  }

  /** One kind of condition only: of ranges joined by OR, SQLite would read everything between. */
  private here(ranges: Ranges): Sql {
    return ranges.length === 2
      ? sql`c.position BETWEEN ${ranges[0]!} AND ${ranges[1]!}`
      : this.database.dialect.anyOf(raw("c.position"), [...eachPosition(ranges)]);
  }
}
