/** The examples as a `.http` file (RFC 9110 requests with a `###` between them), which many editors can send. */
import type { OperationData } from "../../fhir/operations/definition.ts";
import type { FhirVersion } from "../../fhir/version.ts";
import { examplesOf } from "./examples.ts";

/** One file for all operations of a version; `{{server}}` stands for the address. */
export function httpExamples(operations: readonly OperationData[], version: FhirVersion): string {
  const requests = operations.flatMap((data) => {
    const level = data.resource && data.levels.includes("type") ? `${data.resource}/` : "";
    return examplesOf(data.file, version).map(({ title, query = {}, body }) => {
      const address = `{{server}}/${version}/${level}$${data.name}`;
      const search = new URLSearchParams(query).toString();
      const lines = body
        ? [`POST ${address}`, "Content-Type: application/fhir+json", "", JSON.stringify(body, undefined, 2)]
        : [`GET ${address}${search === "" ? "" : `?${search}`}`];
      return [`### ${title}`, ...lines, ""].join("\n");
    });
  });
  return [`@server = http://127.0.0.1:3000`, "", ...requests].join("\n");
}
