/** GET metadata: what the server can do, and which terminology it knows. */
import { software } from "../../content/software.ts";
import {
  capabilityStatement,
  codeSystemEntries,
  type Served,
  terminologyCapabilities,
} from "../../fhir/capabilities.ts";
import type { Version } from "../../fhir/version.ts";
import { TerminologyError } from "../../terminology/issues/issue.ts";
import { invalidParameter } from "../../terminology/issues/parameters.ts";
import type { ResourceType } from "../../terminology/model.ts";
import { searchParameters } from "../../terminology/search/parameters.ts";
import { inTurns } from "../../terminology/util/in-turns.ts";
import { perGeneration } from "../../terminology/util/per-generation.ts";
import type { Answer, FhirRequest, Handler } from "../fhir-request.ts";
import { operations } from "../operations/index.ts";
import type { HttpSettings } from "../settings.ts";
import { partOf, wantedPart } from "../summary.ts";

interface Described {
  types: readonly ResourceType[];
  writable: readonly ResourceType[];
  validated: readonly ResourceType[];
  settings: Pick<HttpSettings, "definitions" | "issuer" | "reads">;
}

/** `mode`: full (or absent), normative, terminology; https://hl7.org/fhir/R5/http.html#capabilities */
export function metadata({ types, writable, validated, settings }: Described): Handler {
  const { definitions, issuer, reads = "open" } = settings;
  const served = ({ version, base }: FhirRequest): Served => ({
    version,
    url: base,
    software,
    operations: operations.map((o) => o.data),
    types,
    writable,
    validated,
    issuer,
    reads,
    searchParameters: (type) => searchParameters(type, version.name),
  });
  /** Of tens of thousands of versions they take 0.1 s to sort: once for each state of the content. */
  const listed = perGeneration("listed-code-systems", async (store, name) => {
    const own = definitions?.[name as Version["name"]];
    const known = [...(await codeSystems(store, "")), ...(own ? await codeSystems(own, "") : [])];
    return inTurns(codeSystemEntries(name as Version["name"], known));
  });
  const terminology: Handler = async (request) => {
    const entries = await listed(request.store, request.version.name);
    return answer(request, terminologyCapabilities(served(request), entries));
  };
  return (request) => {
    const mode = request.query.get("mode") ?? "full";
    if (mode === "terminology") return terminology(request);
    if (mode === "full" || mode === "normative") return answer(request, capabilityStatement(served(request)));
    throw new TerminologyError(invalidParameter("mode", mode, "expected: full, normative or terminology"));
  };
}

/**
 * With the elements that are asked for. A summary may have more than the elements of one, and has all: clients that ask for
 * one look for extensions and operations in it.
 */
function answer({ query }: FhirRequest, resource: object): Answer {
  const part = wantedPart(query);
  return { status: 200, resource: part?.kind === "elements" ? partOf(resource, part) : resource };
}

/** The headers of all code systems, read again only when the content has changed. */
const codeSystems = perGeneration("code-systems", async (store) => store.codeSystems());
