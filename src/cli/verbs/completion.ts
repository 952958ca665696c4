/** `ossicle completion`: a script that teaches a shell the verbs and their options. */
import type { Command } from "commander";
import { unknownShell } from "../../terminology/issues/command-line.ts";
import { TerminologyError } from "../../terminology/issues/issue.ts";
import { own } from "../../terminology/util/own.ts";
import { bash, type CompletionVerb, fish, zsh } from "../completion-scripts.ts";
import type { Verb } from "../io.ts";

const SHELLS = { bash, zsh, fish };

export const completionVerb: Verb = (program, io, run) => {
  program
    .command("completion")
    .summary("print a completion script for a shell")
    .description("Prints a script that lets a shell complete verbs, options and file names.")
    .argument("<shell>", Object.keys(SHELLS).join(", "))
    .addHelpText(
      "after",
      `
Examples:
  source <(ossicle completion bash)
  ossicle completion zsh > "\${fpath[1]}/_ossicle"
  ossicle completion fish > ~/.config/fish/completions/ossicle.fish`,
    )
    .action((shell: string) =>
      run(() => {
        const script = own(SHELLS, shell);
        if (!script) throw new TerminologyError(unknownShell(shell, Object.keys(SHELLS)));
        io.out(script(verbsOf(program)));
        return Promise.resolve(0);
      }),
    );
};

/** From the commands themselves, so that nothing is said twice. */
function verbsOf(program: Command): CompletionVerb[] {
  return program.commands.map((command) => ({
    name: command.name(),
    summary: command.summary(),
    options: [...command.options, ...(command.name() === "help" ? [] : [HELP])].map((option) => ({
      long: option.long ?? "",
      short: option.short ?? undefined,
      description: option.description,
      choices: option.argChoices ?? [],
      takesValue: option.required || option.optional,
    })),
    choices: command.name() === "completion" ? Object.keys(SHELLS) : [],
  }));
}

const HELP = {
  long: "--help",
  short: "-h",
  description: "display help",
  argChoices: [],
  required: false,
  optional: false,
};
