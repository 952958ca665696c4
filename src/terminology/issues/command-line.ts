/** Messages of the command line. */
import { error, type Issue, quote } from "./issue.ts";

export const badOption = (name: string, value: string, expected: string): Issue =>
  error("bad-option", "value", `${name}: ${quote(value)} is not valid; ${expected}`);

export const storeForgets = (): Issue =>
  error(
    "store-forgets",
    "business-rule",
    "The store memory: is forgotten when the command ends. Give --store sqlite:FILE or postgres://..., or --dry-run",
  );

/** Codes without any digit look like names. */
export const systemNeeded = (code: string): Issue => {
  const name = /\d/.test(code) ? "" : ". The name of a condition is for 'ossicle translate --name'";
  return error(
    "system-needed",
    "required",
    `Of which code system is ${quote(code)}? Give --system URI (or its prefix, as in OMIM), or write PREFIX:code${name}`,
  );
};

export const codeOfSeveral = (code: string, systems: readonly string[]): Issue =>
  error(
    "code-of-several",
    "multiple-matches",
    `${quote(code)} is a code of ${systems.join(" and of ")}. Give --system URI`,
  );

export const unknownSystemName = (name: string, known: readonly string[]): Issue =>
  error(
    "unknown-system-name",
    "not-found",
    `--system: ${quote(name)} is neither a uri nor a known prefix. Known prefixes: ${known.join(", ")}`,
  );

export const nothingCalled = (name: string): Issue =>
  error(
    "nothing-called",
    "not-found",
    `There is nothing called ${quote(name)} in the store. 'ossicle list' shows what there is`,
  );

export const severalCalled = (name: string, found: readonly string[]): Issue =>
  error(
    "several-called",
    "multiple-matches",
    `${quote(name)} can be several: ${found.join(", ")}. Give TYPE/ID`,
  );

export const notExportable = (type: string, format: string): Issue =>
  error(
    "not-exportable",
    "not-supported",
    `A ${type} can't be written as ${format}; SSSOM is for concept maps`,
  );

export const needsConfirmation = (): Issue =>
  error(
    "needs-confirmation",
    "business-rule",
    "Nobody is here to confirm it: give --yes to delete, or --dry-run to see what would be deleted",
  );

export const notComparable = (a: string, b: string): Issue =>
  error(
    "not-comparable",
    "not-supported",
    `A ${a} and a ${b} can't be compared; give two code systems or two concept maps`,
  );

export const unknownShell = (shell: string, known: readonly string[]): Issue =>
  error(
    "unknown-shell",
    "value",
    `Completion for ${quote(shell)} is not known; give one of ${known.join(", ")}`,
  );

export const targetMissing = (): Issue =>
  error("target-missing", "required", "Say what to export: a url, url|version or TYPE/ID, or --all");

/** @param reason the system's */
export const outputUnwritable = (path: string, reason: string): Issue =>
  error(
    "output-unwritable",
    "exception",
    `${quote(path)} can't be written: ${reason}. Give --output a file in a folder that is there, with room in it`,
  );

export const outputIsStore = (path: string): Issue =>
  error(
    "output-is-store",
    "business-rule",
    `${quote(path)} is the store itself, which would be lost; give --output another file`,
  );

export const manyNeedFolder = (): Issue =>
  error(
    "many-need-folder",
    "required",
    "Several resources as files need a folder: give --output FOLDER/, or --format ndjson",
  );
