/** What a table does not say of itself: url, name, origin of the resource made from it. */
import { noLicence } from "../../terminology/issues/sssom.ts";
import { urlChosen } from "../../terminology/issues/tables.ts";
import { BASE, idFrom, nameFrom, stemOf } from "../naming.ts";
import { fileUri, withOrigin } from "../origin.ts";
import type { TableInput } from "./read-row.ts";

interface TableHeader {
  id: string;
  url: string;
  version: string | undefined;
  name: string;
  title: string;
}

/** What the user says goes before what the kind of sheet leaves no doubt about, and that before the name of the file. */
export function tableHeader(
  type: "CodeSystem" | "ValueSet" | "ConceptMap",
  { columns, file }: TableInput,
): TableHeader {
  const { options } = file.job;
  // The address that the kind of sheet leaves no doubt about.
  const implied = columns.layout?.url;
  const stem = stemOf(options.url ?? file.path);
  const id = idFrom(stem);
  const url = options.url ?? implied ?? `${BASE}/${type}/${id}`;
  if (options.url === undefined && implied === undefined) file.job.note(file.at(), urlChosen(url));
  if (options.copyright === undefined) file.job.note(file.at(), noLicence());
  const header: TableHeader = {
    id,
    url,
    version: options.version,
    name: nameFrom(stem),
    title: options.title ?? stemOf(file.path).replaceAll("_", " "),
  };
  return withOrigin(header, type, { source: fileUri(file.path) }, options);
}
