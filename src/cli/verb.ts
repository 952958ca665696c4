/** A verb: adds its command to the program. `run` carries its exit code out. */
import type { Command } from "commander";
import type { ExitCode, Io } from "./io.ts";

export type Run = (action: () => Promise<ExitCode>) => Promise<void>;
export type Verb = (program: Command, io: Io, run: Run) => void;
