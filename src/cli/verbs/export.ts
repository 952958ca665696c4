/** `ossicle export`: what is in the store, as files. */
import { statSync } from "node:fs";
import { Option } from "commander";
import type { FhirVersion } from "../../fhir/version.ts";
import {
  manyNeedFolder,
  notExportable,
  outputIsStore,
  targetMissing,
} from "../../terminology/issues/command-line.ts";
import { TerminologyError } from "../../terminology/issues/issue.ts";
import { IMPORTED_TYPES } from "../../terminology/model.ts";
import type { Store, StoredResource } from "../../terminology/store.ts";
import { findOne } from "../find-stored.ts";
import type { ExitCode, Io, Verb } from "../io.ts";
import { Sink } from "../output/sink.ts";
import { counted, number } from "../output/text.ts";
import {
  type CommonOptions,
  isOfStore,
  knownSystems,
  storeAddress,
  withCommonOptions,
  withStore,
} from "../session.ts";

type Format = "json" | "xml" | "ndjson" | "sssom";

interface Options extends CommonOptions {
  output?: string;
  format?: Format;
  fhirVersion: FhirVersion;
  all?: boolean;
}

const ENDINGS: Record<Format, string> = {
  json: ".json",
  xml: ".xml",
  ndjson: ".ndjson",
  sssom: ".sssom.tsv",
};

export const exportVerb: Verb = (program, io, run) => {
  withCommonOptions(program.command("export"))
    .summary("give resources of the store back as files")
    .description(
      "Gives resources of the store back: as FHIR, or concept maps as SSSOM with a list of what it can't carry.",
    )
    .argument("[name...]", "url, url|version or TYPE/ID")
    .option("-a, --all", "everything in the store")
    .option("-o, --output <path>", "file, or folder/ with one file a resource (default: standard output)")
    .addOption(
      new Option("-f, --format <format>", "default: json, for several ndjson").choices(Object.keys(ENDINGS)),
    )
    .addOption(
      new Option("--fhir-version <version>", "FHIR version to write").choices(["r4", "r5"]).default("r5"),
    )
    .addHelpText(
      "after",
      `
Examples:
  ossicle export http://purl.obolibrary.org/obo/mondo/mappings/mondo_exactmatch_omim.sssom.tsv --format sssom -o omim.sssom.tsv
  ossicle export ConceptMap/names-to-condition --fhir-version r4
  ossicle export --all -o backup.ndjson`,
    )
    .action((names: string[], options: Options) => run(() => exportResources(names, options, io)));
};

function exportResources(names: readonly string[], options: Options, io: Io): Promise<ExitCode> {
  if (names.length === 0 && !options.all) throw new TerminologyError(targetMissing());
  const { output } = options;
  if (output !== undefined && isOfStore(output, storeAddress(options, io)))
    throw new TerminologyError(outputIsStore(output));
  return withStore(options, io, async (store) => {
    const many = options.all || names.length > 1;
    const folder = output !== undefined && isFolder(output) ? output : undefined;
    const format = options.format ?? (many && folder === undefined ? "ndjson" : "json");
    if (many && format !== "ndjson" && folder === undefined) throw new TerminologyError(manyNeedFolder());
    const sink = new Sink(output, folder, ENDINGS[format], io);
    const write = await writer(store, format, options.fhirVersion, many && folder === undefined);
    let lost = 0;
    let count = 0;
    for await (const stored of wanted(store, names, options)) {
      lost += await write(stored, (text) => sink.write(stored, text), io);
      count++;
    }
    await sink.end();
    if (output !== undefined) io.err(`Wrote ${counted(count, "resource")} to ${output}\n`);
    return lost > 0 ? 1 : 0;
  });
}

async function* wanted(
  store: Store,
  names: readonly string[],
  { all }: Options,
): AsyncGenerator<StoredResource> {
  for (const name of names) {
    const { type, id } = await findOne(store, name);
    yield (await store.read(type, id))!;
  }
  if (!all) return;
  for (const type of IMPORTED_TYPES) {
    const { items } = await store.search(type, { criteria: [], sort: ["_id"] }, { summary: true });
    for (const { id } of items) yield (await store.read(type, id))!;
  }
}

/** Writes one resource; the answer is how much of it could not be carried. */
type Write = (stored: StoredResource, out: (text: string) => Promise<void>, io: Io) => Promise<number>;

async function writer(store: Store, format: Format, version: FhirVersion, oneLine: boolean): Promise<Write> {
  if (format === "sssom") {
    const { exportSssom } = await import("../../importers/sssom/export.ts");
    const systems = await knownSystems(store);
    return async ({ type, id }, out, io) => {
      if (type !== "ConceptMap") throw new TerminologyError(notExportable(type, format));
      const [map] = await store.conceptMaps({ id });
      const { text, lost } = await exportSssom(map!.conceptMap, () => map!.all(), systems);
      for await (const part of text) await out(part);
      for (const [what, count] of lost) io.err(`${id}: SSSOM can't carry ${what} (${number(count)})\n`);
      return lost.size;
    };
  }
  const { versions } = await import("../../fhir/versions.ts");
  const { formatXml } = await import("../../fhir/xml/xml.ts");
  return async ({ resource }, out) => {
    const own = versions[version].resourceOut(portable(resource!));
    if (format === "xml") await out(`${formatXml(own, version, { pretty: true })}\n`);
    else await out(`${JSON.stringify(own, null, format === "ndjson" || oneLine ? undefined : 2)}\n`);
    return 0;
  };
}

/** Without what only this store says: its version number and time. */
function portable(resource: object): object {
  const { resourceType, id, meta, ...rest } = resource as {
    resourceType: string;
    id?: string;
    meta?: { versionId?: string; lastUpdated?: string };
  };
  const { versionId: _versionId, lastUpdated: _lastUpdated, ...kept } = meta ?? {};
  return { resourceType, id, ...(Object.keys(kept).length > 0 ? { meta: kept } : {}), ...rest };
}

const isFolder = (path: string): boolean =>
  path.endsWith("/") || (statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false);
