/** A FHIR resource or Bundle in XML. */
import type { FhirVersion } from "../../fhir/version.ts";
import { parseXmlInTurns } from "../../fhir/xml/xml.ts";
import { documentTooLarge } from "../../terminology/issues/importing.ts";
import { TerminologyError } from "../../terminology/issues/issue.ts";
import type { Importer } from "../importer.ts";
import { fileUri } from "../origin.ts";
import type { InputFile } from "../reading/input-file.ts";
import { MAX_XML } from "../reading/limits.ts";
import { wholeText } from "../reading/text.ts";
import { resourceRecords } from "./resource-records.ts";

export const fhirXml: Importer = {
  name: "fhir-xml",
  recognises: (_path, head) =>
    /<(?:\w+:)?[A-Z]\w+\s[^>]*xmlns(?::\w+)?=["']http:\/\/hl7\.org\/fhir["']/.test(head),
  async *read(file) {
    const text = await wholeText(file, MAX_XML, documentTooLarge(MAX_XML));
    const { resource, version } = await parsed(text, file);
    const context = { fhirVersion: version, origin: { file: fileUri(file.path) } };
    yield* resourceRecords(resource, file.at(), context, file.job);
  },
};

/** XML can only be read with a version's elements at hand: the one that it looks like first, then the other. */
async function parsed(text: string, file: InputFile): Promise<{ resource: object; version: FhirVersion }> {
  const { fhirVersion } = file.job.options;
  const likely: FhirVersion = fhirVersion ?? versionOfXml(text);
  const other: FhirVersion = likely === "r4" ? "r5" : "r4";
  let first: TerminologyError | undefined;
  for (const version of fhirVersion === undefined ? [likely, other] : [likely]) {
    try {
      return { resource: await parseXmlInTurns(text, version), version };
    } catch (error) {
      if (!(error instanceof TerminologyError) || error.status !== undefined) throw error;
      first ??= error;
    }
  }
  return file.job.fail(file.at(), first!.issues[0]);
}

/** Elements that only R4 has. */
const R4_ONLY =
  /<(equivalence|sourceUri|sourceCanonical|targetUri|targetCanonical)\s|fhir\/5\.0\/StructureDefinition\/extension-/;

function versionOfXml(text: string): FhirVersion {
  const stated = /<fhirVersion\s+value="(4|5)\./.exec(text)?.[1];
  if (stated !== undefined) return stated === "4" ? "r4" : "r5";
  return R4_ONLY.test(text) ? "r4" : "r5";
}
