/** A FHIR resource or Bundle in JSON. A Bundle is read entry by entry. */
import { resourceRecords, type Context } from "./resource-records.ts";
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
    /^\s*\{/.test(head.replace(/^\u00ef\u00bb\u00bf/, "")) && /"resourceType"\s*:/.test(head),
  read: (path, job) => jsonRecords(fileSource(path, job), { origin: { file: fileUri(path) } }, job),
};

/** Entry by entry, however long the Bundle is. */
async function* jsonRecords(source: Source, context: Context, job: ImportJob): AsyncGenerator<ImportRecord> {
  const location = { file: source.file };
  for await (const item of jsonItems(source, job, [["entry"]])) {
    if (item.kind === "item") {
      const { resource } = item.value as { resource?: unknown };
      if (resource) yield* resourceRecords(resource, { ...location, line: item.line }, context, job);
    } else {
      yield* resourceRecords(item.value, location, context, job);
    }
  }
}
