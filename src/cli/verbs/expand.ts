/** `ossicle expand`: the codes of a value set. */
import { InvalidArgumentError } from "commander";
import type * as r5 from "fhir/r5";
import { saidBesides } from "../../terminology/expand/said-besides.ts";
import { ask } from "../ask.ts";
import { isIdOf } from "../find-stored.ts";
import type { ExitCode, Io, Verb } from "../io.ts";
import { harmless } from "../output/style.ts";
import { table } from "../output/table.ts";
import { jsonText, number } from "../output/text.ts";
import { type CommonOptions, withCommonOptions, withStore } from "../session.ts";

interface Options extends CommonOptions {
  filter?: string;
  count?: number;
  offset?: number;
  active?: boolean;
  language?: string;
}

export const expandVerb: Verb = (program, io, run) => {
  withCommonOptions(program.command("expand"))
    .summary("list the codes of a value set")
    .description("Lists the codes of a value set.")
    .argument("<name>", "url, url|version or TYPE/ID of the value set")
    .option("-f, --filter <text>", "only codes with a name that has these words, or their beginnings")
    .option("-c, --count <n>", "at most so many", whole)
    .option("-o, --offset <n>", "from here on", whole)
    .option("--active", "only codes that are in use")
    .option("-l, --language <tag>", "language of the displays")
    .addHelpText(
      "after",
      `
Examples:
  ossicle expand https://w3id.org/ossicle/ValueSet/poh-names --filter cut
  ossicle expand http://hl7.org/fhir/ValueSet/administrative-gender --json`,
    )
    .action((name: string, options: Options) => run(() => expand(name, options, io)));
};

function whole(text: string): number {
  if (!/^\d{1,9}$/.test(text)) throw new InvalidArgumentError("Give a whole number.");
  return Number(text);
}

const LIMIT = 1_000_000;

function expand(name: string, options: Options, io: Io): Promise<ExitCode> {
  const hasId = isIdOf("ValueSet", name);
  const [url, version] = hasId ? [] : name.split("|");
  return withStore(options, io, async (store) => {
    const query = [
      ["url", url],
      ["valueSetVersion", version],
      ["filter", options.filter],
      ["count", options.count],
      ["offset", options.offset],
      ["activeOnly", options.active],
      ["displayLanguage", options.language],
    ] as const;
    const { resource } = await ask(store, `${hasId ? name : "ValueSet"}/$expand`, query, {
      expansionLimit: LIMIT,
    });
    if (options.json) io.out(jsonText(resource));
    else show((resource as r5.ValueSet).expansion!, io);
    return 0;
  });
}

function show(expansion: r5.ValueSetExpansion, io: Io): void {
  const { contains = [], total } = expansion;
  const rows: string[][] = [];
  const visit = (entries: readonly r5.ValueSetExpansionContains[], depth: number): void => {
    for (const { code, display, system, inactive, abstract, contains } of entries) {
      const marks = [inactive ? "inactive" : "", abstract ? "abstract" : ""].filter((mark) => mark !== "");
      rows.push([`${"  ".repeat(depth)}${code ?? ""}`, display ?? "", system ?? "", marks.join(", ")]);
      if (contains) visit(contains, depth + 1);
    }
  };
  visit(contains, 0);
  if (rows.length > 0) io.out(table(io, ["Code", "Display", "System", ""], rows));
  const shown = number(rows.length);
  io.out(
    `${shown}${total !== undefined && total !== rows.length ? ` of ${number(total)}` : ""} ${rows.length === 1 ? "code" : "codes"}\n`,
  );
  const { isPart, sentences } = saidBesides(expansion);
  const notes = isPart ? ["There may be more codes.", ...sentences] : sentences;
  for (const note of notes) io.out(`Note: ${harmless(note)}\n`);
}
