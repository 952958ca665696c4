/** `ossicle list`: what there is in the store. */
import { Option } from "commander";
import { normalise } from "../../terminology/concepts/text-match.ts";
import { IMPORTED_TYPES, type ResourceType } from "../../terminology/model.ts";
import { capitalised } from "../../terminology/util/capitalised.ts";
import { headerOf } from "../find-stored.ts";
import type { ExitCode, Io, Verb } from "../io.ts";
import { pairs, table } from "../output/table.ts";
import { counted, jsonText } from "../output/text.ts";
import { type CommonOptions, withCommonOptions, withStore } from "../session.ts";

interface Options extends CommonOptions {
  type?: ResourceType[];
  long?: boolean;
  wide?: boolean;
}

const USUAL: readonly ResourceType[] = ["CodeSystem", "ValueSet", "ConceptMap"];

export const listVerb: Verb = (program, io, run) => {
  withCommonOptions(program.command("list"))
    .summary("list what is in the store")
    .description("Lists the code systems, value sets and concept maps of the store.")
    .argument("[word...]", "only those with these words in url, title or name")
    .addOption(new Option("-t, --type <type...>", "only these types").choices([...IMPORTED_TYPES]))
    .option("-L, --long", "with source and licence")
    .option("-w, --wide", "every column, whatever the width of the terminal")
    .addHelpText(
      "after",
      "\nExamples:\n  ossicle list\n  ossicle list mondo --long\n  ossicle list --type NamingSystem --json",
    )
    .action((words: string[], options: Options) => run(() => list(words, options, io)));
};

function list(given: readonly string[], options: Options, io: Io): Promise<ExitCode> {
  return withStore(options, io, async (store) => {
    const wanted = normalise(given.join(" ")).split(" ");
    const entries: Record<string, string | undefined>[] = [];
    for (const type of options.type ?? USUAL) {
      const query = { criteria: [], sort: ["url", "version"] };
      const { items } = await store.search(type, query, { summary: true });
      for (const item of items) {
        const { url, version, title, name, status, date, meta, copyright } = headerOf(item);
        const words = normalise(`${url ?? ""} ${title ?? ""} ${name ?? ""} ${item.id}`);
        if (!wanted.every((word) => words.includes(word))) continue;
        entries.push({
          type,
          id: item.id,
          url,
          version,
          title: title ?? name,
          status,
          date,
          source: meta?.source,
          copyright,
        });
      }
    }
    if (options.json) io.out(jsonText(entries));
    else show(entries, options, io);
    return 0;
  });
}

const COLUMNS = ["type", "title", "version", "status", "url"] as const;

function show(entries: readonly Record<string, string | undefined>[], options: Options, io: Io): void {
  if (options.long) {
    const names = [...COLUMNS, "date", "source", "copyright"];
    for (const entry of entries) {
      const named = names.map((name) => [capitalised(name), firstLine(entry[name] ?? "")] as const);
      io.out(`${pairs(io, named)}\n`);
    }
  } else if (entries.length > 0) {
    const rows = entries.map((entry) => [
      `${entry.type ?? ""}/${entry.id ?? ""}`,
      ...COLUMNS.slice(1).map((name) => firstLine(entry[name] ?? "")),
    ]);
    // Each resource is one line, by the name that other verbs take.
    const everything = { ...io, terminal: io.terminal && options.wide !== true };
    io.out(
      table(everything, ["Resource", ...COLUMNS.slice(1).map(capitalised)], rows, {
        spare: ["Title", "Status", "Version", "Url"],
      }),
    );
  }
  io.out(`${counted(entries.length, "resource")}\n`);
}

const firstLine = (text: string): string => text.split("\n")[0]!.slice(0, 200);
