/** What a table does not say of itself: url, name, origin of the resource made from it. */
import { noLicence } from "../../terminology/issues/sssom.ts";
import { urlChosen } from "../../terminology/issues/tables.ts";
import type { ImportJob } from "../importer.ts";
import { BASE, idFrom, nameFrom, stemOf } from "../naming.ts";
import { fileUri, withOrigin } from "../origin.ts";

interface TableHeader {
  id: string;
  url: string;
  version?: string;
  name: string;
  title: string;
  publisher?: string;
  copyright?: string;
  meta?: { source?: string };
}

/** `implied`: the address that the kind of sheet leaves no doubt about. */
export function tableHeader(
  type: "CodeSystem" | "ValueSet" | "ConceptMap",
  path: string,
  job: ImportJob,
  implied?: string,
): TableHeader {
  const { options } = job;
  const stem = stemOf(options.url ?? path);
  const id = idFrom(stem);
  const url = options.url ?? implied ?? `${BASE}/${type}/${id}`;
  if (options.url === undefined && implied === undefined) job.note({ file: path }, urlChosen(url));
  if (options.copyright === undefined) job.note({ file: path }, noLicence());
  const header: TableHeader = {
    id,
    url,
    ...(options.version === undefined ? {} : { version: options.version }),
    name: nameFrom(stem),
    title: options.title ?? stemOf(path).replaceAll("_", " "),
  };
  return withOrigin(header, type, { source: fileUri(path) }, options);
}
