/** A FHIR package: its package.json, its files in a folder or `.tgz`, and where the packages it needs are. */
import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { basename, join, posix } from "node:path";
import type { FhirVersion } from "../../fhir/version.ts";
import { malformed, noPackageManifest, unknownFhirVersion } from "../../terminology/issues/importing.ts";
import { isNode, type Json } from "../../terminology/util/json-object.ts";
import { reasonOf } from "../../terminology/util/reason.ts";
import { archiveEntries } from "../reading/archive.ts";
import { InputFile } from "../reading/input-file.ts";
import { versionNamed } from "./fhir-version.ts";

export interface Manifest {
  /** Where package.json lies; of an archive, in it. */
  folder: string;
  name: string;
  version: string;
  fhirVersion: FhirVersion;
  license?: string | undefined;
  author?: string | undefined;
  url?: string | undefined;
  dependencies: Record<string, string>;
}

/** By its name. */
export const isArchive = (path: string): boolean => /\.(tgz|tar\.gz)$/i.test(path);

/** @throws ImportRefused: no package.json, or none of a FHIR package. */
export async function readManifest(file: InputFile): Promise<Manifest> {
  const location = file.at(undefined, "package.json");
  const { folder, text: written } = await manifestText(file);
  const json = written === undefined ? undefined : manifestJson(written, file);
  if (json === undefined) file.job.fail(location, noPackageManifest());
  const { fhirVersions, fhirVersion: one, "fhir-version-list": list } = json;
  const said = [fhirVersions, list, one].flat().find((v): v is string => typeof v === "string");
  const named = file.job.options.fhirVersion ?? said ?? file.job.fail(location, noPackageManifest());
  const fhirVersion = versionNamed(named) ?? file.job.fail(location, unknownFhirVersion(named));
  const text = (key: string) => (typeof json[key] === "string" ? json[key] : undefined);
  return {
    folder,
    name: text("name") ?? basename(file.path),
    version: text("version") ?? "",
    fhirVersion,
    license: text("license"),
    author: text("author") ?? text("publisher"),
    url: text("url") ?? text("canonical"),
    dependencies: (json.dependencies ?? {}) as Record<string, string>,
  };
}

async function manifestText(file: InputFile): Promise<{ folder: string; text?: string | undefined }> {
  if (isArchive(file.path)) return manifestInArchive(file);
  const folder = libraryFolder(file.path);
  const manifest = join(folder, "package.json");
  return { folder, text: existsSync(manifest) ? readFileSync(manifest, "utf8") : undefined };
}

/** In `package`, where npm and FHIR's registries have it; else at the root, as `tar` in the folder packs it, or in another. */
async function manifestInArchive(file: InputFile): Promise<{ folder: string; text?: string | undefined }> {
  const found = new Map<string, string>();
  // All of the archive is looked through before anything of it is taken.
  const isManifest = (name: string) => /^([^/]+\/)?package\.json$/.test(name);
  for await (const { name, bytes } of archiveEntries(file, isManifest, MAX_MANIFEST))
    found.set(posix.dirname(name), bytes.toString("utf8"));
  const folder = ["package", ".", ...found.keys()].find((folder) => found.has(folder)) ?? ".";
  return { folder, text: found.get(folder) };
}

/** Bytes. It is parsed in one piece. */
const MAX_MANIFEST = 1_000_000;

function manifestJson(text: string, file: InputFile): Json | undefined {
  try {
    const manifest: unknown = JSON.parse(text.replace(/^\ufeff/, ""));
    return isNode(manifest) ? manifest : undefined;
  } catch (error) {
    return file.job.fail(file.at(undefined, "package.json"), malformed("JSON", reasonOf(error)));
  }
}

/** npm puts the files into the folder itself, the FHIR cache into `package/` below it. */
export function libraryFolder(path: string): string {
  const inner = join(path, "package");
  return existsSync(join(inner, "package.json")) ? inner : path;
}

const isResourceFile = (name: string): boolean =>
  /\.json$/i.test(name) && !name.startsWith(".") && name !== "package.json";

/** The resource files of a package: those beside package.json, not its examples. */
export async function* packageFiles(file: InputFile, { folder }: Manifest): AsyncGenerator<InputFile> {
  if (isArchive(file.path)) {
    const wanted = (name: string) => posix.dirname(name) === folder && isResourceFile(basename(name));
    for await (const { name, bytes } of archiveEntries(file, wanted)) {
      yield new InputFile(`${file.path}/${name}`, file.job, bytes);
    }
    return;
  }
  for (const name of readdirSync(folder).filter(isResourceFile).sort()) {
    const path = join(folder, name);
    if (statSync(path).isFile()) yield new InputFile(path, file.job);
  }
}

/** The package in a local folder; undefined: not there. Never looks anywhere else. */
export function findPackage(
  folder: string,
  name: string,
  version: string,
  isPackage: (path: string) => boolean,
): string | undefined {
  // A name is no path: it must not lead out of the folder.
  if (!/^(@[\w.-]+\/)?[\w-][\w.-]*$/.test(name) || !/^[\w.+-]*$/.test(version)) return undefined;
  return [`${name}#${version}`, `${name}-${version}.tgz`, `${name}#${version}.tgz`, name, `${name}.tgz`]
    .map((candidate) => join(folder, candidate))
    .find((path) => existsSync(path) && isPackage(path));
}
