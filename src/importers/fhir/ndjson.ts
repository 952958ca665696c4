/** FHIR resources as NDJSON: one a line. */
import { mayRepeatName, repeatedName } from "../../fhir/json-names.ts";
import { malformed, repeatedMember } from "../../terminology/issues/importing.ts";
import { atOnce } from "../../terminology/util/in-turns.ts";
import { reasonOf } from "../../terminology/util/reason.ts";
import type { Importer } from "../importer.ts";
import { fileUri } from "../origin.ts";
import { MAX_NDJSON_LINE } from "../reading/limits.ts";
import { linesOf } from "../reading/text.ts";
import { resourceRecords } from "./resource-records.ts";

export const fhirNdjson: Importer = {
  name: "fhir-ndjson",
  recognises: (path, head) =>
    /\.ndjson$/i.test(path) || /^\{[^\n]*"resourceType"[^\n]*\}\r?\n\s*\{[^\n]*"resourceType"/.test(head),
  async *read(file) {
    const context = { origin: { file: fileUri(file.path) } };
    for await (const { number, text } of linesOf(file, MAX_NDJSON_LINE)) {
      if (text.trim() === "") continue;
      const location = file.at(number);
      let json: unknown;
      try {
        json = JSON.parse(text);
      } catch (error) {
        file.job.refuse(location, malformed("JSON", reasonOf(error).replace(/, "[^]*$/, "")));
        continue;
      }
      const repeated = mayRepeatName(text, json) ? atOnce(repeatedName(text)) : undefined;
      if (repeated) file.job.refuse(location, repeatedMember(repeated.name));
      else yield* resourceRecords(json, location, context, file.job);
    }
  },
};
