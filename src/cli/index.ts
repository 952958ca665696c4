/** The command line: its verbs, and how a run ends. */
import { readFileSync } from "node:fs";
import { Command, CommanderError } from "commander";
import { TerminologyError } from "../terminology/issues/issue.ts";
import { processIo, type ExitCode, type Io } from "./io.ts";
import { harmless, paint } from "./output/style.ts";
import type { Run, Verb } from "./verb.ts";
import { completionVerb } from "./verbs/completion.ts";
import { deleteVerb } from "./verbs/delete.ts";
import { diffVerb } from "./verbs/diff.ts";
import { expandVerb } from "./verbs/expand.ts";
import { exportVerb } from "./verbs/export.ts";
import { importVerb } from "./verbs/import.ts";
import { listVerb } from "./verbs/list.ts";
import { lookupVerb } from "./verbs/lookup.ts";
import { serveVerb } from "./verbs/serve.ts";
import { statusVerb } from "./verbs/status.ts";
import { translateVerb } from "./verbs/translate.ts";
import { validateVerb } from "./verbs/validate.ts";

export const VERBS: readonly Verb[] = [
  serveVerb,
  importVerb,
  exportVerb,
  listVerb,
  statusVerb,
  lookupVerb,
  translateVerb,
  validateVerb,
  expandVerb,
  diffVerb,
  deleteVerb,
  completionVerb,
];

/** Runs one command line, as in `["lookup", "OMIM:166350"]`. */
export async function run(args: readonly string[], io: Io = processIo()): Promise<ExitCode> {
  let code: ExitCode = 0;
  const take: Run = async (action) => {
    code = await action();
  };
  const program = createProgram(io, take);
  try {
    await program.parseAsync([...args], { from: "user" });
    return code;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
    tell(error, args.includes("--json"), io);
    return 2;
  }
}

export function createProgram(io: Io, run: Run): Command {
  const program = new Command("ossicle")
    .description(
      "Ossicle: a FHIR terminology server, and its tools.\nExit codes: 0 done, 1 done with problems or the answer is no, 2 not done.",
    )
    .version(packageVersion(), "-V, --version")
    .showHelpAfterError("(--help says more)")
    .showSuggestionAfterError()
    .exitOverride()
    .configureOutput({
      writeOut: (text) => io.out(text),
      writeErr: (text) => io.err(text),
      getOutHelpWidth: () => io.width,
      getErrHelpWidth: () => io.width,
      getOutHasColors: () => io.terminal,
      getErrHasColors: () => io.errTerminal,
    });
  for (const verb of VERBS) verb(program, io, run);
  for (const command of program.commands) command.copyInheritedSettings(program);
  return program;
}

function packageVersion(): string {
  const file = new URL("../../package.json", import.meta.url);
  return (JSON.parse(readFileSync(file, "utf8")) as { version: string }).version;
}

/** What went wrong, for a person or for a script; never a stack, unless it is our own fault. */
function tell(error: unknown, json: boolean, io: Io): void {
  const color = paint({ ...io, terminal: io.errTerminal });
  if (error instanceof TerminologyError) {
    if (json) io.out(`${JSON.stringify({ error: error.issues }, null, 2)}\n`);
    else for (const { text } of error.issues) io.err(`${color("red", "Error:")} ${harmless(text)}\n`);
    return;
  }
  const { message, stack } = error as Error;
  const known = (error as NodeJS.ErrnoException).code !== undefined || !io.env.OSSICLE_DEBUG;
  if (json)
    io.out(
      `${JSON.stringify({ error: [{ severity: "fatal", code: "exception", text: message }] }, null, 2)}\n`,
    );
  else io.err(`${color("red", "Error:")} ${harmless(known ? message : (stack ?? message))}\n`);
}
