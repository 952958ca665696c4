/** Messages of stores: searching, writing, and what can go wrong underneath. */
import { quote, type Issue, type IssueCode } from "./issue.ts";

const error = (code: IssueCode, text: string, rest: Partial<Issue> = {}): Issue => ({
  severity: "error",
  code,
  text,
  ...rest,
});

/* ---- searching ---- */

export const unknownSearchParameter = (type: string, name: string, known: readonly string[]): Issue =>
  error("not-supported", `${type} has no search parameter ${quote(name)}. It has: ${known.join(", ")}`, {
    expression: [name],
  });

export const unknownModifier = (name: string, modifier: string, known: readonly string[]): Issue =>
  error(
    "not-supported",
    `Search parameter ${name} has no modifier ${quote(modifier)}. It has: ${known.map((m) => `:${m}`).join(", ")}`,
    { expression: [name] },
  );

export const badSearchValue = (name: string, value: string, expected: string): Issue =>
  error("value", `${name}: ${quote(value)} can't be searched for; give ${expected}`, { expression: [name] });

/* ---- writing ---- */

export const alreadyExists = (type: string, id: string): Issue =>
  error("duplicate", `${type}/${id} exists already; update it, or create the resource under another id`, {
    expression: [`${type}.id`],
  });

export const duplicateCanonical = (type: string, canonical: string, id: string): Issue =>
  error(
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
    "conflict",
    actual === undefined
      ? `${type}/${id} does not exist, but version ${expected} of it was to be changed`
      : `${type}/${id} is at version ${actual}, not at ${expected}: read it again and repeat the change`,
    { expression: ["If-Match"] },
  );

export const nothingToDelete = (type: string, id: string): Issue =>
  error("not-found", `There is no ${type} with id ${quote(id)} to delete`, { expression: ["id"] });

export const rowWithoutHeader = (kind: "concept" | "mapping"): Issue =>
  error(
    "structure",
    `The import gives a ${kind} before the ${kind === "concept" ? "code system" : "concept map"} it belongs to`,
  );

/* ---- opening ---- */

export const unknownStore = (address: string): Issue =>
  error(
    "value",
    `Store ${quote(address.replace(/\/\/[^@/]*@/, "//...@"))} is unknown; give memory:, sqlite:file.db or postgres://user@host/database`,
  );

export const schemaTooNew = (found: number, known: number): Issue =>
  error(
    "not-supported",
    `The store has schema ${found}, written by a later version; this version knows schema ${known}. Start the later version, or restore a copy from before it`,
  );

export const schemaTooOld = (found: number, needed: number): Issue =>
  error(
    "no-store",
    `The store has schema ${found} and must be brought to ${needed}, but it can't be written to. Start once with write access`,
  );

export const storeUnopenable = (what: string, reason: string): Issue =>
  error("no-store", `The store ${quote(what)} can't be opened: ${reason}`);

/* ---- faults ---- */

export const storeReadOnly = (reason: string): Issue =>
  error("not-supported", `Nothing can be written here: ${reason}`);

export const storeFull = (): Issue =>
  error("no-store", "The disk of the store is full. Nothing was changed; make room and repeat");

export const storeFailed = (reason: string): Issue =>
  error("no-store", `The store can't be read or written: ${reason}. Nothing was changed`);

export const storeUnreachable = (reason: string): Issue =>
  error("transient", `The database can't be reached (${reason}). Nothing was changed; try again in a moment`);

export const writeInDoubt = (reason: string): Issue =>
  error(
    "transient",
    `The database was lost while a write was being confirmed (${reason}). Read the resource again to see whether it was kept`,
  );

export const storeTookTooLong = (): Issue =>
  error("timeout", "The database took too long to answer; ask for less at a time, or try again later");

export const writeWaitedTooLong = (waitMs: number): Issue =>
  error(
    "transient",
    `Another write has not ended within ${Math.round(waitMs / 1000)} seconds. Nothing was changed; try again later`,
  );

export const unstorableText = (): Issue =>
  error(
    "value",
    "A text is too long for an index, or has characters that the database doesn't take. Nothing was changed",
  );
