/** A FHIR resource, a list of them or a Bundle in JSON. What is long is read piece by piece. */
import type { ImportRecord } from "../../terminology/store.ts";
import type { Importer } from "../importer.ts";
import { fileUri } from "../origin.ts";
import type { InputFile } from "../reading/input-file.ts";
import { jsonItems } from "../reading/json-items.ts";
import { type Context, entryRecords, resourceRecords } from "./resource-records.ts";

export const fhirJson: Importer = {
  name: "fhir-json",
  recognises: (_path, head) => /^\s*[{[]/.test(head) && /"resourceType"\s*:/.test(head),
  read: (file) => jsonRecords(file, { origin: { file: fileUri(file.path) } }),
};

/** Under this key an item of the list that the document is, not of a Bundle, comes. */
const LIST = "";

/** Entry by entry, however long the Bundle or the list is. */
async function* jsonRecords(file: InputFile, context: Context): AsyncGenerator<ImportRecord> {
  for await (const item of jsonItems(file, [[], ["entry"]])) {
    if (item.kind === "rest") {
      if (!Array.isArray(item.value)) yield* resourceRecords(item.value, file.at(), context, file.job);
      continue;
    }
    const records = item.key === LIST ? resourceRecords : entryRecords;
    yield* records(item.value, file.at(item.line), context, file.job);
  }
}
