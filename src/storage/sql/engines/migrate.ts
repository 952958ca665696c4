/** Brings a database to this version's schema: numbered files, each applied once, under a lock. */
import { readdirSync, readFileSync } from "node:fs";
import { TerminologyError } from "../../../terminology/issues/issue.ts";
import { schemaTooNew, schemaTooOld } from "../../../terminology/issues/storage.ts";

const FOLDER = new URL("../../../../resources/sql/", import.meta.url);

interface Migration {
  number: number;
  name: string;
  sql: string;
}

/** The schema files of an engine, in order. */
export function migrations(engine: "sqlite" | "postgres"): Migration[] {
  const folder = new URL(`${engine}/`, FOLDER);
  return readdirSync(folder)
    .filter((name) => /^\d{3}-.*\.sql$/.test(name))
    .sort()
    .map((name) => ({
      number: Number(name.slice(0, 3)),
      name,
      sql: readFileSync(new URL(name, folder), "utf8"),
    }));
}

/**
 * What is still to be applied.
 * @throws TerminologyError for a database that a later version has written
 */
export function pending(all: readonly Migration[], applied: number): Migration[] {
  const latest = all.at(-1)?.number ?? 0;
  if (applied > latest) throw new TerminologyError(schemaTooNew(applied, latest));
  return all.filter(({ number }) => number > applied);
}

/** For a database that can't be changed: throws TerminologyError unless nothing is pending. */
export function requireCurrent(all: readonly Migration[], applied: number): void {
  const [next] = pending(all, applied);
  if (next) throw new TerminologyError(schemaTooOld(applied, all.at(-1)!.number));
}
