/** `ossicle status`: the store at a glance. */
import { statSync } from "node:fs";
import { IMPORTED_TYPES } from "../../terminology/model.ts";
import { withoutPassword } from "../../terminology/util/without-password.ts";
import { headerOf } from "../find-stored.ts";
import type { ExitCode, Io, Verb } from "../io.ts";
import { pairs, table } from "../output/table.ts";
import { jsonText, number } from "../output/text.ts";
import { type CommonOptions, fileOf, storeAddress, withCommonOptions, withStore } from "../session.ts";

export const statusVerb: Verb = (program, io, run) => {
  withCommonOptions(program.command("status"))
    .summary("show the store at a glance")
    .description("Shows where the store is, how much it holds, and from which sources.")
    .addHelpText(
      "after",
      "\nExamples:\n  ossicle status\n  ossicle status --store sqlite:data/ossicle.db --json",
    )
    .action((options: CommonOptions) => run(() => status(options, io)));
};

function status(options: CommonOptions, io: Io): Promise<ExitCode> {
  const address = storeAddress(options, io);
  return withStore(options, io, async (store) => {
    const counts: Record<string, number> = {};
    const sources = new Map<string, number>();
    for (const type of IMPORTED_TYPES) {
      const { total, items } = await store.search(type, { criteria: [] }, { summary: true });
      counts[type] = total;
      for (const item of items) {
        const source = headerOf(item).meta?.source ?? "(none stated)";
        sources.set(source, (sources.get(source) ?? 0) + 1);
      }
    }
    const data = {
      store: withoutPassword(address),
      bytes: fileSize(address),
      readOnly: store.readOnly,
      counts,
      sources: Object.fromEntries([...sources].sort((a, b) => b[1] - a[1])),
    };
    if (options.json) io.out(jsonText(data));
    else show(data, io);
    return 0;
  });
}

interface Status {
  store: string;
  bytes: number | undefined;
  readOnly: string | undefined;
  counts: Record<string, number>;
  sources: Record<string, number>;
}

function show({ store, bytes, readOnly, counts, sources }: Status, io: Io): void {
  io.out(
    pairs(io, [
      ["Store", store],
      ["Size", bytes === undefined ? undefined : `${(bytes / 1e6).toFixed(1)} MB`],
      ["Writing", readOnly ?? "possible"],
    ]),
  );
  const rowsOf = (numbers: Record<string, number>) =>
    Object.entries(numbers).map(([name, n]) => [name, number(n)]);
  io.out(`\n${table(io, ["Type", "Resources"], rowsOf(counts))}`);
  const most = rowsOf(sources).slice(0, 20);
  if (most.length > 0) io.out(`\n${table(io, ["Source", "Resources"], most)}`);
}

function fileSize(address: string): number | undefined {
  const file = fileOf(address);
  if (file === undefined) return undefined;
  const sizes = [file, `${file}-wal`].map((path) => statSync(path, { throwIfNoEntry: false })?.size ?? 0);
  return sizes.reduce((sum, size) => sum + size, 0);
}
