/** A FHIR package: a `.tgz` or an unpacked folder, as npm and FHIR's registries ship them. */
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { dependencyMissing, dependencyNotGiven } from "../../terminology/issues/importing.ts";
import type { ImportRecord } from "../../terminology/store.ts";
import {
  findPackage,
  isArchive,
  libraryFolder,
  packageFiles,
  readManifest,
  type Manifest,
} from "./manifest.ts";
import { resourceRecords, type Context } from "./resource-records.ts";
import { jsonDocument } from "../reading/json-items.ts";
import { FORMATS } from "../formats.ts";
import { ImportRefused, type Importer, type ImportJob } from "../importer.ts";

export const fhirPackage: Importer = {
  name: "fhir-package",
  title: FORMATS["fhir-package"],
  recognises: (path, head) => isArchive(path) && head.startsWith("\u001f\u008b"),
  recognisesFolder: isPackageFolder,
  read: (path, job) => packageRecords(path, job, new Set()),
};

const isPackage = (path: string): boolean => isArchive(path) || isPackageFolder(path);

function isPackageFolder(path: string): boolean {
  const file = join(libraryFolder(path), "package.json");
  return (
    existsSync(file) && /"(fhirVersions|fhir-version-list|fhirVersion)"/.test(readFileSync(file, "utf8"))
  );
}

async function* packageRecords(
  path: string,
  job: ImportJob,
  seen: Set<string>,
): AsyncGenerator<ImportRecord> {
  const manifest = await readManifest(path, job);
  seen.add(manifest.name);
  yield* dependencyRecords(path, manifest, job, seen);
  const context: Context = { fhirVersion: manifest.fhirVersion, origin: originOf(manifest) };
  for await (const source of packageFiles(path, job)) {
    try {
      // Whole, so that a Bundle that breaks off is not half taken.
      const json = await jsonDocument(source, job);
      yield* resourceRecords(json, { file: source.file }, context, job);
    } catch (error) {
      // One broken file is one refusal: the others can still be read.
      if (!(error instanceof ImportRefused)) throw error;
      for (const { location, issue } of error.problems) job.refuse(location, issue);
    }
  }
}

async function* dependencyRecords(
  path: string,
  manifest: Manifest,
  job: ImportJob,
  seen: Set<string>,
): AsyncGenerator<ImportRecord> {
  const folder = job.options.dependencies;
  for (const [name, version] of Object.entries(manifest.dependencies)) {
    if (seen.has(name)) continue;
    seen.add(name);
    const location = { file: path };
    const found = folder === undefined ? undefined : findPackage(folder, name, version, isPackage);
    if (found !== undefined) yield* packageRecords(found, job, seen);
    else if (folder === undefined) job.note(location, dependencyNotGiven(`${name} ${version}`));
    else job.note(location, dependencyMissing(`${name} ${version}`, folder));
  }
}

function originOf({ name, version, license, author, url }: Manifest): Context["origin"] {
  return {
    source: url ?? `${name}#${version}`,
    publisher: author,
    copyright: license === undefined ? undefined : `Licence of the package ${name} ${version}: ${license}`,
  };
}
