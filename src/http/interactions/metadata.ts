/** GET metadata: what the server can do, and which terminology it knows. */
import type { RequestHandler } from "express";
import { capabilityStatement, terminologyCapabilities, type Served } from "../../fhir/capabilities.ts";
import { versions, type FhirVersion } from "../../fhir/versions.ts";
import { invalidParameter, TerminologyError } from "../../terminology/issues.ts";
import type { CodeSystem, ResourceType } from "../../terminology/model.ts";
import type { TerminologyStore } from "../../terminology/store.ts";
import { software } from "../../software.ts";
import { answer, queryOf } from "../answer.ts";
import { serverUrl } from "../base-url.ts";
import { operations } from "../operations/index.ts";

export const SERVED_TYPES: readonly ResourceType[] = [
  "CodeSystem",
  "ConceptMap",
  "NamingSystem",
  "OperationDefinition",
  "Provenance",
  "ValueSet",
];

/** `mode`: full (or absent), normative, terminology; https://hl7.org/fhir/R5/http.html#capabilities */
export function metadata(
  version: FhirVersion,
  store: TerminologyStore,
  settings: { publicUrl?: string | undefined },
): RequestHandler {
  const codeSystems = codeSystemsOf(store);
  return async (req, res) => {
    const mode = queryOf(req).get("mode") ?? "full";
    const served: Served = {
      version: versions[version],
      url: `${serverUrl(req, settings.publicUrl)}/${version}`,
      software,
      operations: operations.map((o) => o.data),
      types: SERVED_TYPES,
      writable: [],
      searchParameters: () => [],
    };
    if (mode === "full" || mode === "normative") {
      await answer(req, res, served.version, 200, capabilityStatement(served));
    } else if (mode === "terminology") {
      await answer(req, res, served.version, 200, terminologyCapabilities(served, await codeSystems()));
    } else {
      throw new TerminologyError(invalidParameter("mode", mode, "expected: full, normative or terminology"));
    }
  };
}

/** The headers of all code systems, read again only when the content has changed. */
function codeSystemsOf(store: TerminologyStore): () => Promise<CodeSystem[]> {
  let known: { generation: number; codeSystems: CodeSystem[] } | undefined;
  return async () => {
    if (known?.generation !== store.generation) {
      const { generation } = store;
      const { items } = await store.search("CodeSystem", { criteria: [] }, { summary: true });
      known = { generation, codeSystems: items.map((i) => i.resource as CodeSystem) };
    }
    return known.codeSystems;
  };
}
