import { readOperation } from "../../fhir/operations/definition.ts";
import { versions } from "../../fhir/versions.ts";
import type { Operation } from "./operation.ts";

/** $versions, https://hl7.org/fhir/R5/capabilitystatement-operation-versions.html: each endpoint speaks one version. */
export const versionsOperation: Operation<void> = {
  data: readOperation("versions"),
  run: () => Promise.resolve(),
  write(_outcome, version) {
    const majorMinor = versions[version].fhirVersion.split(".").slice(0, 2).join(".");
    return {
      resourceType: "Parameters",
      parameter: [
        { name: "version", valueCode: majorMinor },
        { name: "default", valueCode: majorMinor },
      ],
    };
  },
};
