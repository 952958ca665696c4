/** Messages of stores: searching, writing, and what can go wrong underneath. */
import { withoutPassword } from "../util/without-password.ts";
import { error, type Issue, quote } from "./issue.ts";

/* ---- searching ---- */

export const unknownSearchParameter = (type: string, name: string, known: readonly string[]): Issue =>
  error(
    "unknown-search-parameter",
    "not-supported",
    `${type} can't be searched by ${quote(name)} here. It can be by: ${known.join(", ")}`,
    { expression: [name] },
  );

/** @param known what can be sorted by */
export const unsortableParameter = (type: string, name: string, known: readonly string[]): Issue =>
  error(
    "unsortable-parameter",
    "not-supported",
    `${type} can't be sorted by ${quote(name)}. It can be by: ${known.join(", ")}`,
    { expression: ["_sort"] },
  );

export const unknownModifier = (name: string, modifier: string, known: readonly string[]): Issue =>
  error(
    "unknown-modifier",
    "not-supported",
    `Search parameter ${name} takes no modifier ${quote(modifier)} here. It takes: ${known.map((m) => `:${m}`).join(", ")}`,
    { expression: [name] },
  );

export const badSearchValue = (name: string, value: string, expected: string): Issue =>
  error("bad-search-value", "value", `${name}: ${quote(value)} can't be searched for; give ${expected}`, {
    expression: [name],
  });

/* ---- writing ---- */

export const alreadyExists = (type: string, id: string): Issue =>
  error(
    "already-exists",
    "duplicate",
    `${type}/${id} exists already; update it, or create the resource under another id`,
    { expression: [`${type}.id`] },
  );

export const duplicateCanonical = (type: string, canonical: string, id: string): Issue =>
  error(
    "duplicate-canonical",
    "duplicate",
    `${type}/${id} has the url and version ${quote(canonical)} already; give the new resource another version, or update that one`,
    { expression: [`${type}.url`, `${type}.version`] },
  );

export const versionConflict = (
  type: string,
  id: string,
  expected: number,
  actual: number | undefined,
): Issue =>
  error(
    "version-conflict",
    "conflict",
    actual === undefined
      ? `${type}/${id} does not exist, but version ${expected} of it was to be changed`
      : `${type}/${id} is at version ${actual}, not at ${expected}: read it again and repeat the change`,
    { expression: ["If-Match"] },
  );

export const nothingToDelete = (type: string, id: string): Issue =>
  error("nothing-to-delete", "not-found", `There is no ${type} with id ${quote(id)} to delete`, {
    expression: ["id"],
  });

export const rowWithoutHeader = (kind: "concept" | "mapping"): Issue =>
  error(
    "row-without-header",
    "structure",
    `The import gives a ${kind} before the ${kind === "concept" ? "code system" : "concept map"} it belongs to`,
  );

/* ---- opening ---- */

export const unknownStore = (address: string): Issue =>
  error(
    "unknown-store",
    "value",
    `Store ${quote(withoutPassword(address))} is unknown; give memory:, sqlite:file.db or postgres://user@host/database`,
  );

export const schemaTooNew = (found: number, known: number): Issue =>
  error(
    "schema-too-new",
    "not-supported",
    `The store has schema ${found}, written by a later version; this version knows schema ${known}. Start the later version, or restore a copy from before it`,
  );

export const schemaTooOld = (found: number, needed: number): Issue =>
  error(
    "schema-too-old",
    "no-store",
    `The store has schema ${found} and must be brought to ${needed}, but it can't be written to. Start once with write access`,
  );

export const storeUnopenable = (what: string, reason: string): Issue =>
  error("store-unopenable", "no-store", `The store ${quote(what)} can't be opened: ${reason}`);

/* ---- faults ---- */

export const storeReadOnly = (reason: string): Issue =>
  error("store-read-only", "not-supported", `Nothing can be written here: ${reason}`);

/** SQLite says the same of both disks. */
export const storeFull = (): Issue =>
  error(
    "store-full",
    "no-store",
    "The disk of the store is full, or that of temporary files (TMPDIR). Nothing was changed; make room and repeat",
  );

/** `reason`: the system's code, such as ENOSPC. */
export const temporaryFilesFailed = (reason: string): Issue =>
  error(
    "temporary-files-failed",
    "no-store",
    `The files that were sent can't be put aside for their import: ${reason} in the folder for temporary files (TMPDIR). Nothing was changed`,
  );

export const storeFailed = (reason: string): Issue =>
  error("store-failed", "no-store", `The store can't be read or written: ${reason}. Nothing was changed`);

export const storeUnreachable = (reason: string): Issue =>
  error(
    "store-unreachable",
    "transient",
    `The database can't be reached (${reason}). Nothing was changed; try again in a moment`,
  );

export const writeInDoubt = (reason: string): Issue =>
  error(
    "write-in-doubt",
    "transient",
    `The database was lost, or did not answer, while a write was being confirmed (${reason}). Read the resource again to see whether it was kept`,
  );

export const storeTookTooLong = (): Issue =>
  error(
    "store-took-too-long",
    "timeout",
    "The database took too long to answer; ask for less at a time, or try again later",
  );

export const writeWaitedTooLong = (waitMs: number): Issue =>
  error(
    "write-waited-too-long",
    "transient",
    `Another write has not ended within ${Math.round(waitMs / 1000)} seconds. Nothing was changed; try again later`,
  );

export const unstorableText = (): Issue =>
  error(
    "unstorable-text",
    "value",
    "A text is too long for an index, or has characters that the database doesn't take. Nothing was changed",
  );
