/** A FHIR package: a `.tgz` or an unpacked folder, as npm and FHIR's registries ship them. */
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { dependencyMissing, dependencyNotGiven } from "../../terminology/issues/importing.ts";
import type { ImportRecord } from "../../terminology/store.ts";
import { ImportRefused } from "../import-job.ts";
import type { Importer } from "../importer.ts";
import { InputFile } from "../reading/input-file.ts";
import { jsonDocument } from "../reading/json-items.ts";
import {
  findPackage,
  isArchive,
  libraryFolder,
  type Manifest,
  packageFiles,
  readManifest,
} from "./manifest.ts";
import { type Context, resourceRecords } from "./resource-records.ts";

export const fhirPackage: Importer = {
  name: "fhir-package",
  recognises: (path, head) => isArchive(path) && head.startsWith("\u001f\u008b"),
  recognisesFolder: isPackageFolder,
  read: (file) => packageRecords(file, new Set()),
};

const isPackage = (path: string): boolean => isArchive(path) || isPackageFolder(path);

function isPackageFolder(path: string): boolean {
  const file = join(libraryFolder(path), "package.json");
  return (
    existsSync(file) && /"(fhirVersions|fhir-version-list|fhirVersion)"/.test(readFileSync(file, "utf8"))
  );
}

async function* packageRecords(file: InputFile, seen: Set<string>): AsyncGenerator<ImportRecord> {
  const manifest = await readManifest(file);
  seen.add(manifest.name);
  yield* dependencyRecords(file, manifest, seen);
  const context: Context = { fhirVersion: manifest.fhirVersion, origin: originOf(manifest) };
  for await (const inner of packageFiles(file, manifest)) {
    try {
      // Whole, so that a Bundle that breaks off is not half taken.
      const json = await jsonDocument(inner);
      yield* resourceRecords(json, inner.at(), context, file.job);
    } catch (error) {
      // One broken file is one refusal: the others can still be read.
      if (!(error instanceof ImportRefused)) throw error;
      for (const { location, issue } of error.problems) file.job.refuse(location, issue);
    }
  }
}

async function* dependencyRecords(
  file: InputFile,
  manifest: Manifest,
  seen: Set<string>,
): AsyncGenerator<ImportRecord> {
  const { job } = file;
  const folder = job.options.dependencies;
  for (const [name, version] of Object.entries(manifest.dependencies)) {
    if (seen.has(name)) continue;
    seen.add(name);
    const found = folder === undefined ? undefined : findPackage(folder, name, version, isPackage);
    if (found !== undefined) yield* packageRecords(new InputFile(found, job), seen);
    else if (folder === undefined) job.note(file.at(), dependencyNotGiven(`${name} ${version}`));
    else job.note(file.at(), dependencyMissing(`${name} ${version}`, folder));
  }
}

function originOf({ name, version, license, author, url }: Manifest): Context["origin"] {
  return {
    source: url ?? `${name}#${version}`,
    publisher: author,
    copyright: license === undefined ? undefined : `Licence of the package ${name} ${version}: ${license}`,
  };
}
