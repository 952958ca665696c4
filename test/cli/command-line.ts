/** Runs command lines in tests, in this process. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll } from "vitest";
import { run } from "../../src/cli/index.ts";
import type { ExitCode, Io } from "../../src/cli/io.ts";

export const folder = mkdtempSync(join(tmpdir(), "ossicle-cli-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

export interface Ran {
  code: ExitCode;
  out: string;
  err: string;
}

/** Runs over a store of its own, or `--store` in the arguments. */
export async function ossicle(args: readonly string[], io: Partial<Io> = {}): Promise<Ran> {
  let out = "";
  let err = "";
  const code = await run(args, {
    out: (text) => void (out += text),
    err: (text) => void (err += text),
    terminal: false,
    errTerminal: false,
    width: 80,
    env: { OSSICLE_STORE: "memory:" },
    ...io,
  });
  return { code, out, err };
}

let stores = 0;
/** `--store` of a new database. */
export const newStore = (): string[] => ["--store", `sqlite:${join(folder, `store-${++stores}.db`)}`];
