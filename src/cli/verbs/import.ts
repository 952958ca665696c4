/** `ossicle import`: files, folders and packages into the store, all of it or nothing. */
import { type Command, InvalidArgumentError, Option } from "commander";
import { columnRoles } from "../../importers/column-roles.ts";
import { FORMATS } from "../../importers/formats.ts";
import { wordList } from "../../terminology/util/word-list.ts";
import type { ImportPathsOptions } from "../import-paths.ts";
import type { ExitCode, Io, Verb } from "../io.ts";
import { withCommonOptions } from "../session.ts";

export const importVerb: Verb = (program, io, run) => {
  const command = withCommonOptions(program.command("import"))
    .summary("load files, folders or packages into the store")
    .description(
      "Loads files, folders or packages into the store: all of it or nothing. The format is recognised:\n" +
        Object.entries(FORMATS)
          .map(([name, title]) => `  ${name.padEnd(14)}${title}`)
          .join("\n"),
    )
    .argument("<path...>", "files, folders, packages; - is standard input");
  for (const withOptions of [withRunOptions, withTableOptions, withFileOptions, withHeaderOptions])
    withOptions(command);
  command
    .addHelpText(
      "after",
      `
Examples:
  ossicle import mondo_exactmatch_omim.sssom.tsv --dry-run
  ossicle import node_modules/hl7.terminology.r4 --keep-going
  ossicle import codes.xlsx --url https://example.org/codes --set-version 1.0 --columns code=Id,display=Label
  ossicle import page.md --curation names.sssom.tsv`,
    )
    .action((paths: string[], options: Given) => run(() => importGiven(paths, options, io)));
};

/** What an import does, and how it reads. */
const withRunOptions = (command: Command): Command =>
  command
    .option("-n, --dry-run", "say what a real run would do, and change nothing")
    .option("-k, --keep-going", "list what is refused and keep the rest")
    .option("--merge", "add to the code system or map that is there")
    .option("--replace", "take the place of one that came from another source")
    .option("--licensed", "take over strings of SNOMED CT and MedDRA: you have a licence")
    .addOption(new Option("--format <name>", "do not recognise, read as this").choices(Object.keys(FORMATS)))
    .addOption(
      new Option("--fhir-version <version>", "where FHIR resources don't say it").choices(["r4", "r5"]),
    );

const withTableOptions = (command: Command): Command =>
  command
    .option(
      "--columns <role=name,...>",
      "which column is what, as in code=Id,display=Label,property:grade=Grade; Name#2 is the second of that name, #4 the fourth column",
      roles,
    )
    .option("--sheet <name>", "sheet of a workbook (default: the first)")
    .option("--no-map <words>", 'words in the column of targets that say that there is none, as in "N/A,-"')
    .addOption(
      new Option("--content <content>", "is a table the whole of its code system, or a part of it").choices([
        "complete",
        "fragment",
      ]),
    )
    .option("--source-system <uri>", "system of the source codes of a table")
    .option("--target-system <uri>", "system of the target codes of a table");

/** What stands beside the input. */
const withFileOptions = (command: Command): Command =>
  command
    .option("--dependencies <folder>", "where packages are that packages depend on; never fetched")
    .option("--metadata <file>", "SSSOM metadata (YAML) of a table that has none")
    .option(
      "--curation <file>",
      "SSSOM literal mappings that raise or lower the names of MedlinePlus conditions",
    );

/** What the source does not say of itself. */
const withHeaderOptions = (command: Command): Command =>
  command
    .option("--url <uri>", "url of what is made")
    .option("--set-version <version>", "version of what is made")
    .option("--title <text>", "title of what is made")
    .option("--publisher <name>", "publisher of what is made")
    .option("--copyright <text>", "copyright and licence of what is made")
    .option("--source <uri>", "where it comes from, instead of the file's name");

/** An option `--no-map` is one of `map` to the parser of the command line: true where it is not given. */
type Given = ImportPathsOptions & { setVersion?: string; map?: string | boolean };

async function importGiven(paths: string[], options: Given, io: Io): Promise<ExitCode> {
  // The importers are many; only this verb loads them.
  const { importPaths } = await import("../import-paths.ts");
  const { setVersion: version, map, ...others } = options;
  const noMap = typeof map === "string" ? { noMap: wordList(map) } : {};
  return importPaths(paths, { ...others, ...noMap, ...(version === undefined ? {} : { version }) }, io);
}

function roles(text: string): Record<string, string> {
  const given = columnRoles(text);
  if (!given) throw new InvalidArgumentError("Write role=column, separated by commas.");
  return given;
}
