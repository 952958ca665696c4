/** Paths that a user names -> files with the importer that reads each. */
import { existsSync, readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import {
  emptyFile,
  noRegularFile,
  noSuchFile,
  nothingToImport,
  unknownFormat,
  unknownFormatName,
} from "../terminology/issues/importing.ts";
import type { Issue } from "../terminology/issues/issue.ts";
import { eachInTurn } from "../terminology/util/in-turns.ts";
import { FORMATS } from "./formats.ts";
import type { ImportJob } from "./import-job.ts";
import type { Importer } from "./importer.ts";
import { importers } from "./index.ts";
import { otherKind } from "./reading/file-kinds.ts";
import { headOf } from "./reading/head.ts";
import { unpackedName } from "./reading/input-file.ts";
import { unreadFormat } from "./unread-formats.ts";

export interface Input {
  path: string;
  importer: Importer;
  bytes: number;
}

/**
 * Finds the importer of each path; a folder that is no package stands for the files in it. Others have their turn
 * between the paths, which may be many.
 * @throws ImportRefused: no such file, an empty one, or one that nobody recognises.
 */
export async function recogniseInputs(paths: readonly string[], job: ImportJob): Promise<Input[]> {
  const inputs: Input[] = [];
  for await (const path of eachInTurn(paths)) inputs.push(...inputsAt(path, job));
  return inputs;
}

function inputsAt(path: string, job: ImportJob): Input[] {
  if (!existsSync(path)) job.fail({ file: path }, noSuchFile(path));
  const found = statSync(path);
  if (!found.isDirectory() && !found.isFile()) job.fail({ file: path }, noRegularFile());
  if (found.isFile()) return [recogniseFile(path, job)];
  const whole = importers.find((importer) => importer.recognisesFolder?.(path));
  return whole ? [{ path, importer: whole, bytes: folderSize(path) }] : filesOf(path, job);
}

function recogniseFile(path: string, job: ImportJob): Input {
  const { importer, bytes, other } = lookAt(path, job);
  if (importer) return { path, importer, bytes };
  return job.fail({ file: path }, other ?? unknownFormat(importers.map(({ name }) => FORMATS[name])));
}

interface Looked {
  importer: Importer | undefined;
  bytes: number;
  /** What kind of file it is instead, where nobody reads it. */
  other?: Issue | undefined;
}

/** @throws ImportRefused: it is empty, in another encoding, or of another kind than its name says. */
function lookAt(path: string, job: ImportJob): Looked {
  const bytes = statSync(path).size;
  const { format } = job.options;
  if (bytes === 0) job.fail({ file: path }, emptyFile());
  const head = headOf(path);
  const other = otherKind(path, head);
  if (format !== undefined) {
    const importer = importers.find((i) => i.name === format);
    const names = importers.map((i) => i.name);
    if (!importer) job.fail({ file: path }, unknownFormatName(format, names));
    if (other) job.fail({ file: path }, other);
    return { importer, bytes };
  }
  const name = unpackedName(path);
  const unread = unreadFormat(name, head);
  if (unread) return { importer: undefined, bytes, other: unread };
  const importer = importers.find((i) => i.recognises(name, head));
  if (importer && other) job.fail({ file: path }, other);
  return { importer, bytes, other };
}

/**
 * Files in a folder and the folders below it; hidden ones are left out, and links to folders. What nobody recognises is
 * listed. A link to a file is one: what Kubernetes mounts consists of them.
 */
function filesOf(folder: string, job: ImportJob): Input[] {
  const inputs: Input[] = [];
  const visit = (path: string) => {
    const entries = readdirSync(path, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1));
    for (const entry of entries) {
      if (entry.name.startsWith(".") || entry.name === "node_modules") continue;
      const inner = join(path, entry.name);
      if (entry.isDirectory()) visit(inner);
      else if (isFilled(inner)) {
        const { importer, bytes } = lookAt(inner, job);
        if (importer) inputs.push({ path: inner, importer, bytes });
        else job.leaveOut(`files of an unknown format (${entry.name})`);
      }
    }
  };
  visit(folder);
  if (inputs.length === 0) job.fail({ file: folder }, nothingToImport());
  return inputs;
}

function isFilled(path: string): boolean {
  const found = statSync(path, { throwIfNoEntry: false });
  return found !== undefined && found.isFile() && found.size > 0;
}

function folderSize(folder: string): number {
  let bytes = 0;
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    if (entry.isFile() && entry.name.endsWith(".json")) bytes += statSync(join(folder, entry.name)).size;
  }
  return bytes;
}
