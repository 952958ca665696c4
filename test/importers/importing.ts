/** Runs imports in tests: from fixtures or from texts written to a folder that goes away. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll } from "vitest";
import {
  ImportJob,
  type ImportOptions,
  ImportRefused,
  printLocation,
} from "../../src/importers/import-job.ts";
import { importFiles, type ImportRun, type RunOptions } from "../../src/importers/run.ts";
import { MemoryStore } from "../../src/storage/memory/memory-store.ts";
import { systemTable } from "../../src/terminology/resolve/known-systems.ts";
import type { Store } from "../../src/terminology/store.ts";

const folder = mkdtempSync(join(tmpdir(), "ossicle-import-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

export const fixture = (name: string): string => fileURLToPath(new URL(`fixtures/${name}`, import.meta.url));
/** Real files beside the project, where they are there. */
export const shared = (name: string): string =>
  fileURLToPath(new URL(`../../../shared/${name}`, import.meta.url));

export function file(name: string, content: string | Buffer): string {
  const path = join(folder, name);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, content);
  return path;
}

export interface Imported {
  store: Store;
  run: ImportRun;
}

export async function imported(
  paths: string | string[],
  options: ImportOptions = {},
  store: Store = new MemoryStore(),
  run: RunOptions = {},
): Promise<Imported> {
  const job = new ImportJob(systemTable, options);
  return { store, run: await importFiles([paths].flat(), store, job, run) };
}

/** What the import says when it refuses: `file:line path: text`, the folder left off. */
export async function refusal(paths: string | string[], options: ImportOptions = {}): Promise<string[]> {
  const store = new MemoryStore();
  const before = store.generation;
  try {
    await imported(paths, options, store);
  } catch (error) {
    if (!(error instanceof ImportRefused)) throw error;
    if (store.generation !== before) throw new Error("something was loaded all the same", { cause: error });
    return error.problems.map((p) => shown(p));
  }
  return [];
}

export const shown = ({ location, issue }: ImportRun["refused"][number]): string =>
  `${printLocation({ ...location, file: location.file.replace(`${folder}/`, "") })}: ${issue.text}`;

export async function textOf(parts: AsyncIterable<string>): Promise<string> {
  let text = "";
  for await (const part of parts) text += part;
  return text;
}
