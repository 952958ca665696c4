/** The command line: its verbs, and how a run ends. */
import { Command, CommanderError } from "commander";
import { software } from "../content/software.ts";
import { TerminologyError } from "../terminology/issues/issue.ts";
import { codeOf, reasonOf } from "../terminology/util/reason.ts";
import { type ExitCode, type Io, processIo, type Run, type Verb } from "./io.ts";
import { harmless, paint } from "./output/style.ts";
import { jsonText } from "./output/text.ts";

/** By name. Only the one that is asked for is loaded, unless all are to be listed. */
export const VERBS: ReadonlyMap<string, () => Promise<Verb>> = new Map([
  ["serve", async () => (await import("./verbs/serve.ts")).serveVerb],
  ["import", async () => (await import("./verbs/import.ts")).importVerb],
  ["export", async () => (await import("./verbs/export.ts")).exportVerb],
  ["list", async () => (await import("./verbs/list.ts")).listVerb],
  ["status", async () => (await import("./verbs/status.ts")).statusVerb],
  ["lookup", async () => (await import("./verbs/lookup.ts")).lookupVerb],
  ["translate", async () => (await import("./verbs/translate.ts")).translateVerb],
  ["validate", async () => (await import("./verbs/validate.ts")).validateVerb],
  ["expand", async () => (await import("./verbs/expand.ts")).expandVerb],
  ["diff", async () => (await import("./verbs/diff.ts")).diffVerb],
  ["delete", async () => (await import("./verbs/delete.ts")).deleteVerb],
  ["completion", async () => (await import("./verbs/completion.ts")).completionVerb],
]);
/** What it prints is made of all. */
const LISTS_ALL = "completion";

/** Runs one command line, as in `["lookup", "OMIM:166350"]`. */
export async function run(args: readonly string[], io: Io = processIo()): Promise<ExitCode> {
  let code: ExitCode = 0;
  const take: Run = async (action) => {
    code = await action();
  };
  try {
    const program = await createProgram(args[0], io, take);
    await program.parseAsync([...args], { from: "user" });
    return code;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
    printError(error, { json: args.includes("--json") }, io);
    return 2;
  }
}

async function createProgram(verb: string | undefined, io: Io, run: Run): Promise<Command> {
  const program = new Command("ossicle")
    .description(
      "Ossicle: a FHIR terminology server, and its tools.\nExit codes: 0 done, 1 done with problems or the answer is no, 2 not done.",
    )
    .version(software.version, "-V, --version")
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
  for (const add of await verbsFor(verb)) add(program, io, run);
  for (const command of program.commands) command.copyInheritedSettings(program);
  return program;
}

function verbsFor(name = ""): Promise<Verb[]> {
  const one = name === LISTS_ALL ? undefined : VERBS.get(name);
  return Promise.all(one ? [one()] : Array.from(VERBS.values(), (load) => load()));
}

/** What went wrong, for a person or for a script; never a stack, unless it is our own fault. */
function printError(error: unknown, { json }: { json: boolean }, io: Io): void {
  const color = paint({ ...io, terminal: io.errTerminal });
  if (error instanceof TerminologyError) {
    if (json) io.out(jsonText({ error: error.issues }));
    else for (const { text } of error.issues) io.err(`${color("red", "Error:")} ${harmless(text)}\n`);
    return;
  }
  const message = reasonOf(error);
  const stack = error instanceof Error ? error.stack : undefined;
  const known = codeOf(error) !== undefined || !io.env.OSSICLE_DEBUG;
  if (json) io.out(jsonText({ error: [{ severity: "fatal", code: "exception", text: message }] }));
  else io.err(`${color("red", "Error:")} ${harmless(known ? message : (stack ?? message))}\n`);
}
