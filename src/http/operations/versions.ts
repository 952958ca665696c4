import { readOperation } from "../../fhir/operations/definition.ts";
import { versions } from "../../fhir/versions.ts";
import type { Operation } from "./operation.ts";

/** $versions, https://hl7.org/fhir/R5/capabilitystatement-operation-versions.html: each endpoint speaks one version. */
export const versionsOperation: Operation<"versions"> = {
  data: readOperation("versions"),
  run(_terminology, _input, { version }) {
    const majorMinor = versions[version].fhirVersion.split(".").slice(0, 2).join(".");
    return { version: [majorMinor], default: majorMinor };
  },
};
