/** Folders for tests, gone when the test file is done. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll } from "vitest";

/** A fresh path, `name` in a folder of its own. */
export function temporaryPath(name: string): string {
  const folder = mkdtempSync(join(tmpdir(), "ossicle-"));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  return join(folder, name);
}

/** The same inside a running test, where hooks can't be added: the caller removes it. */
export function temporaryFolder(): { path: string; remove(): void } {
  const path = mkdtempSync(join(tmpdir(), "ossicle-"));
  return { path, remove: () => rmSync(path, { recursive: true, force: true }) };
}
