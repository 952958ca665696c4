/** A FHIR resource, a list of them or a Bundle in JSON. What is long is read piece by piece. */
import { entryRecords, resourceRecords, type Context } from "./resource-records.ts";
import { FORMATS } from "../formats.ts";
import type { Importer, ImportJob } from "../importer.ts";
import { fileUri } from "../origin.ts";
import { jsonItems } from "../reading/json-items.ts";
import { fileSource, type Source } from "../reading/text.ts";
import type { ImportRecord } from "../../terminology/store.ts";

export const fhirJson: Importer = {
  name: "fhir-json",
  title: FORMATS["fhir-json"],
  recognises: (_path, head) =>
    /^\s*[{[]/.test(head.replace(/^\u00ef\u00bb\u00bf/, "")) && /"resourceType"\s*:/.test(head),
  read: (path, job) => jsonRecords(fileSource(path, job), { origin: { file: fileUri(path) } }, job),
};

/** Under this key an item of the list that the document is, not of a Bundle, comes. */
const LIST = "";

/** Entry by entry, however long the Bundle or the list is. */
async function* jsonRecords(source: Source, context: Context, job: ImportJob): AsyncGenerator<ImportRecord> {
  const location = { file: source.file };
  for await (const item of jsonItems(source, job, [[], ["entry"]])) {
    if (item.kind === "rest") {
      if (!Array.isArray(item.value)) yield* resourceRecords(item.value, location, context, job);
      continue;
    }
    const records = item.key === LIST ? resourceRecords : entryRecords;
    yield* records(item.value, { ...location, line: item.line }, context, job);
  }
}
