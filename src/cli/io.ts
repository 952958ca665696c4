/** Where the command line reads and writes, and what a verb is. */
import type { Command } from "commander";

/** Tests give their own. */
export interface Io {
  /** Results. */
  out(text: string): void;
  /** Notes, progress, errors. */
  err(text: string): void;
  /** Results go to a terminal: colours, and tables cut to its width. */
  terminal: boolean;
  /** Progress can be shown. */
  errTerminal: boolean;
  width: number;
  env: Record<string, string | undefined>;
  /** Standard input; undefined: there is none. */
  input?: AsyncIterable<Uint8Array> | undefined;
  /** Asks the person at the terminal; undefined: nobody is there. */
  confirm?: ((question: string) => Promise<boolean>) | undefined;
}

/** 0: done. 1: done with problems, or the answer is no. 2: not done. */
export type ExitCode = 0 | 1 | 2;

/** Carries the exit code of a verb out. */
export type Run = (action: () => Promise<ExitCode>) => Promise<void>;
/** Adds its command to the program. */
export type Verb = (program: Command, io: Io, run: Run) => void;

/** Of this process. */
export function processIo(): Io {
  const { stdout, stderr, stdin, env } = process;
  return {
    out: (text) => void stdout.write(text),
    err: (text) => void stderr.write(text),
    terminal: stdout.isTTY === true,
    errTerminal: stderr.isTTY === true,
    width: stdout.columns ?? 80,
    env,
    input: stdin,
    confirm: stdin.isTTY && stderr.isTTY ? confirm : undefined,
  };
}

async function confirm(question: string): Promise<boolean> {
  const { createInterface } = await import("node:readline/promises");
  const lines = createInterface({ input: process.stdin, output: process.stderr });
  try {
    return /^y(es)?$/i.test((await lines.question(`${question} [y/N] `)).trim());
  } finally {
    lines.close();
  }
}
