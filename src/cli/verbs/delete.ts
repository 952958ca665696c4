/** `ossicle delete`: resources out of the store, their history kept. */
import { needsConfirmation } from "../../terminology/issues/command-line.ts";
import { TerminologyError } from "../../terminology/issues/issue.ts";
import type { StoredResource } from "../../terminology/store.ts";
import { findStored, headerOf } from "../find-stored.ts";
import type { ExitCode, Io, Verb } from "../io.ts";
import { table } from "../output/table.ts";
import { jsonText } from "../output/text.ts";
import { type CommonOptions, withCommonOptions, withStore } from "../session.ts";

interface Options extends CommonOptions {
  yes?: boolean;
  dryRun?: boolean;
}

export const deleteVerb: Verb = (program, io, run) => {
  withCommonOptions(program.command("delete"))
    .summary("take resources out of the store")
    .description(
      "Takes resources out of the store, all of them or none. A url without version means every version of it.",
    )
    .argument("<name...>", "url, url|version or TYPE/ID")
    .option("-y, --yes", "do not ask")
    .option("-n, --dry-run", "say what would be deleted")
    .addHelpText(
      "after",
      "\nExamples:\n  ossicle delete 'https://example.org/codes|1.0'\n  ossicle delete CodeSystem/codes --yes --json",
    )
    .action((names: string[], options: Options) => run(() => deleteResources(names, options, io)));
};

function deleteResources(names: readonly string[], options: Options, io: Io): Promise<ExitCode> {
  return withStore(
    options,
    io,
    async (store) => {
      const found = new Map<string, StoredResource>();
      for (const name of names)
        for (const item of await findStored(store, name)) found.set(`${item.type}/${item.id}`, item);
      const items = [...found.values()];
      if (!options.json) show(items, io);
      if (!options.dryRun) {
        if (!options.yes && !(await confirmed(items.length, io))) return 2;
        await store.commit(items.map(({ type, id }) => ({ method: "delete", type, id })));
      }
      if (options.json) io.out(jsonText({ deleted: !options.dryRun, resources: items.map(asData) }));
      else
        io.out(options.dryRun ? "Nothing was deleted: this was a dry run.\n" : `Deleted ${items.length}.\n`);
      return 0;
    },
    { writes: options.dryRun !== true },
  );
}

function asData(item: StoredResource): object {
  const { url, version } = headerOf(item);
  return { type: item.type, id: item.id, url, version };
}

function show(items: readonly StoredResource[], io: Io): void {
  const rows = items.map((item) => {
    const { title = "", version = "", url = "" } = headerOf(item);
    return [`${item.type}/${item.id}`, title, version, url];
  });
  io.out(`${table(io, ["Resource", "Title", "Version", "Url"], rows)}\n`);
}

async function confirmed(count: number, io: Io): Promise<boolean> {
  if (!io.confirm) throw new TerminologyError(needsConfirmation());
  return io.confirm(`Delete ${count === 1 ? "this resource" : `these ${count} resources`}?`);
}
