/** What there is under the urls and ids of resources that are about to be written, asked for all of them at once. */
import type { ResourceType } from "../../../terminology/model.ts";
import { idCandidates } from "../../resource-identity.ts";
import type { WrittenBy } from "../../written-by.ts";
import type { Dialect, Queries } from "../engines/database.ts";
import { IS_PRESENT } from "../generations.ts";
import { raw, type Sql, sql } from "../sql.ts";
import type { Staged } from "./staged.ts";

/** The present row of a resource, also of a deleted one, without what is long. */
export interface PresentRow {
  type: ResourceType;
  id: string;
  since: number;
  version_id: number;
  method: WrittenBy;
  url: string | null;
  version: string | null;
  fingerprint: string | null;
}

const COLUMNS = raw("r.type, r.id, r.since, r.version_id, r.method, r.url, r.version, r.fingerprint");

interface Named {
  type: ResourceType;
  url?: string | null | undefined;
  version?: string | null | undefined;
}

export class PresentRows {
  private readonly queries: Queries;
  private readonly dialect: Dialect;
  private readonly byName = new Map<string, PresentRow>();
  /** null: there is none. */
  private readonly byId = new Map<string, PresentRow | null>();

  private constructor(queries: Queries, dialect: Dialect) {
    this.queries = queries;
    this.dialect = dialect;
  }

  static async of(queries: Queries, dialect: Dialect, all: readonly Staged[]): Promise<PresentRows> {
    const present = new PresentRows(queries, dialect);
    for (const type of new Set(all.map((staged) => staged.type))) {
      const some = all.filter((staged) => staged.type === type);
      const urls = some.flatMap(({ url }) => (url === undefined ? [] : [url]));
      await present.take(type, "resource_named", dialect.anyOf(raw("r.url"), [...new Set(urls)]));
      const ids = new Set(some.flatMap((staged) => firstTwo(idCandidates(staged))));
      for (const id of ids) present.byId.set(idKey({ type, id }), null);
      await present.take(type, "resource_one", dialect.anyOf(raw("r.id"), [...ids]));
    }
    return present;
  }

  private async take(type: ResourceType, index: string, those: Sql): Promise<void> {
    const rows = await this.queries.query<PresentRow>(
      sql`SELECT ${COLUMNS} FROM resource r ${this.dialect.by(index)} WHERE r.type = ${type} AND ${those} AND ${IS_PRESENT}`,
    );
    for (const row of rows) this.put(row);
  }

  /** Of the resources that were given: what has its url and version. */
  named(staged: Named): PresentRow | undefined {
    return staged.url === undefined ? undefined : this.byName.get(nameKey(staged));
  }

  async withId(type: ResourceType, id: string): Promise<PresentRow | undefined> {
    const known = this.byId.get(idKey({ type, id }));
    if (known !== undefined) return known ?? undefined;
    await this.take(type, "resource_one", sql`r.id = ${id}`);
    return this.byId.get(idKey({ type, id })) ?? undefined;
  }

  /** What is there from now on. */
  put(row: PresentRow): void {
    this.byId.set(idKey(row), row);
    if (row.url !== null) this.byName.set(nameKey(row), row);
  }
}

/** What follows is asked for when it is needed. */
const firstTwo = <T>(all: Iterator<T, never>): T[] => [all.next().value, all.next().value];

export const idKey = ({ type, id }: { type: ResourceType; id: string }): string => `${type}/${id}`;

/** Of what has a url. */
export const nameKey = ({ type, url, version }: Named): string => JSON.stringify([type, url, version ?? ""]);
