/**
 * CapabilityStatement and TerminologyCapabilities, made from the list of operations and from what is stored.
 * R5-shaped, but only with what `version` has.
 */
import type * as r5 from "fhir/r5";
import { compareVersions } from "../terminology/canonical.ts";
import type { CodeSystem, ResourceType } from "../terminology/model.ts";
import type { LongWork } from "../terminology/util/in-turns.ts";
import { sortedInSteps } from "../terminology/util/sorted-in-steps.ts";
import { canonicalOf, type OperationData } from "./operations/definition.ts";
import type { Version } from "./version.ts";

/** What the server offers, as far as it is said in its capabilities. */
export interface Served {
  version: Version;
  /** Base URL of this version's endpoint. */
  url: string;
  software: { name: string; version: string; releaseDate: string; canonical: string };
  operations: readonly OperationData[];
  types: readonly ResourceType[];
  /** Types that may be changed; [] where writing is off. */
  writable: readonly ResourceType[];
  /** Types that $validate takes. */
  validated: readonly ResourceType[];
  /** Whose tokens count besides keys. */
  issuer?: string | undefined;
  /** `key`: reading is not open either. */
  reads: "open" | "key";
  searchParameters(type: ResourceType): readonly Omit<SearchParam, "definition">[];
}

type RestResource = r5.CapabilityStatementRestResource;
type SearchParam = r5.CapabilityStatementRestResourceSearchParam;
type Interaction = r5.CapabilityStatementRestResourceInteraction;

/** JSON Patch, and FHIRPath Patch in both of FHIR's formats. */
const PATCH_FORMATS = ["application/json-patch+json", "application/fhir+json", "application/fhir+xml"];

const TEST_SUITE_VERSION = "1.9.0";
const feature = (definition: string, value: Partial<r5.Extension>): r5.Extension => ({
  url: "http://hl7.org/fhir/uv/application-feature/StructureDefinition/feature",
  extension: [
    { url: "definition", valueCanonical: definition },
    { url: "value", ...value },
  ],
});

/** What both capabilities resources say of themselves. */
function header({ software, version }: Served, kind: string) {
  return {
    url: `${software.canonical}/${kind}/${version.name}`,
    version: software.version,
    name: `Ossicle${kind}`,
    title: `${kind} of ${software.name} for FHIR ${version.name.toUpperCase()}`,
    status: "active" as const,
    experimental: false,
    date: software.releaseDate,
    kind: "instance" as const,
    software: { name: software.name, version: software.version },
  };
}

/** What the server can do: https://hl7.org/fhir/R5/capabilitystatement.html */
export function capabilityStatement(served: Served): r5.CapabilityStatement {
  const { operations } = served;
  return {
    resourceType: "CapabilityStatement",
    extension: [
      feature("http://hl7.org/fhir/uv/tx-tests/FeatureDefinition/test-version", {
        valueCode: TEST_SUITE_VERSION,
      }),
      feature("http://hl7.org/fhir/uv/tx-ecosystem/FeatureDefinition/CodeSystemAsParameter", {
        valueBoolean: true,
      }),
    ],
    ...header(served, "CapabilityStatement"),
    software: {
      name: served.software.name,
      version: served.software.version,
      releaseDate: served.software.releaseDate,
    },
    implementation: { description: `${served.software.name} at ${served.url}`, url: served.url },
    instantiates: ["http://hl7.org/fhir/CapabilityStatement/terminology-server"],
    fhirVersion: served.version.fhirVersion,
    format: ["application/fhir+json", "application/fhir+xml", "json", "xml"],
    ...(served.writable.length > 0 ? { patchFormat: PATCH_FORMATS } : {}),
    rest: [
      {
        mode: "server",
        security: security(served),
        resource: served.types.map((type) => restResource(served, type)),
        interaction: [{ code: "transaction" }, { code: "batch" }, { code: "history-system" }],
        operation: operations.filter((o) => o.levels.includes("system")).map(operationEntry),
      },
    ],
  };
}

/** https://hl7.org/fhir/R5/capabilitystatement-definitions.html#CapabilityStatement.rest.security */
function security({ writable, issuer, reads }: Served): r5.CapabilityStatementRestSecurity {
  const isGuarded = writable.length > 0 || reads === "key";
  const words = whatNeedsToken(reads, writable.length > 0);
  const from =
    issuer === undefined ? "" : `: a key, or one of ${issuer} with scopes such as system/ValueSet.rs`;
  return {
    cors: true,
    ...(isGuarded ? { service: [issuer === undefined ? { text: "Bearer token (RFC 6750)" } : SMART] } : {}),
    description: isGuarded ? words + from : words,
  };
}

function whatNeedsToken(reads: Served["reads"], isWritable: boolean): string {
  const token = "a bearer token in the Authorization header";
  if (reads === "open") return `Reading is open; writing ${isWritable ? `needs ${token}` : "is off"}`;
  return isWritable ? `Reading and writing need ${token}` : `Reading needs ${token}; writing is off`;
}

const SMART: r5.CodeableConcept = {
  coding: [
    {
      system: "http://terminology.hl7.org/CodeSystem/restful-security-service",
      code: "SMART-on-FHIR",
      display: "SMART-on-FHIR",
    },
  ],
  text: "SMART backend services, or another bearer token (RFC 6750)",
};

function restResource(served: Served, type: ResourceType): RestResource {
  const operations = served.operations.filter((o) => o.resource === type).map(operationEntry);
  if (served.validated.includes(type)) operations.push(VALIDATE);
  const searchParam = served.searchParameters(type).map((p) => ({
    name: p.name,
    type: p.type,
    ...(p.documentation ? { documentation: p.documentation } : {}),
  }));
  return {
    type,
    ...(served.writable.includes(type) ? WRITABLE : READABLE),
    // R4 can't say it.
    ...(served.writable.includes(type) && served.version.name === "r5" ? { conditionalPatch: true } : {}),
    ...(searchParam.length > 0 ? { searchParam } : {}),
    ...(operations.length > 0 ? { operation: operations } : {}),
  };
}

const interactions = (...codes: Interaction["code"][]): Interaction[] => codes.map((code) => ({ code }));
const READS: Interaction["code"][] = ["read", "vread", "history-instance", "history-type", "search-type"];
const READABLE: Partial<RestResource> = {
  interaction: interactions(...READS),
  versioning: "versioned",
  readHistory: true,
  conditionalRead: "full-support",
};
const WRITABLE: Partial<RestResource> = {
  ...READABLE,
  interaction: interactions(...READS, "create", "update", "patch", "delete"),
  versioning: "versioned-update",
  updateCreate: true,
  conditionalCreate: true,
  conditionalUpdate: true,
  conditionalDelete: "single",
};

const operationEntry = (data: OperationData) => ({
  name: data.name,
  definition: canonicalOf(data),
  documentation: data.description,
});

/** Of every resource, and so in none of the operations' files. */
const VALIDATE = {
  name: "validate",
  definition: "http://hl7.org/fhir/OperationDefinition/Resource-validate",
  documentation:
    "Structure and invariants of the base definition; with mode, what the change would be refused for too. Profiles are not judged.",
};

/** Which terminology the server knows: https://hl7.org/fhir/R5/terminologycapabilities.html */
export function terminologyCapabilities(
  served: Served,
  codeSystem: r5.TerminologyCapabilitiesCodeSystem[],
): r5.TerminologyCapabilities {
  const expand = served.operations.find((o) => o.resource === "ValueSet" && o.name === "expand");
  return {
    resourceType: "TerminologyCapabilities",
    ...header(served, "TerminologyCapabilities"),
    implementation: { description: `${served.software.name} at ${served.url}`, url: served.url },
    lockedDate: false,
    codeSystem,
    expansion: {
      hierarchical: true,
      paging: true,
      incomplete: false,
      parameter: (expand?.parameters ?? [])
        .filter(({ unlisted, refused }) => !unlisted && refused === undefined)
        .map(({ name, documentation }) => ({ name, documentation }))
        .sort((a, b) => (a.name < b.name ? -1 : 1)),
      textFilter: "Each word of the filter starts a word of the code, the display or a designation.",
    },
    // The code changed between the versions: R4 says explicit | all.
    codeSearch: (served.version.name === "r4" ? "explicit" : "in-compose") as "in-compose",
    validateCode: { translations: true },
    translation: { needsMap: false },
  };
}

/** Of these nothing can be said about a code: they are not known here (FHIR R5, CodeSystem.content). */
const KNOWS_NO_CODES: ReadonlySet<string> = new Set(["supplement", "not-present", "example"]);

/** One entry a url, its versions in it, by url; supplements are no code systems of their own here. There may be tens of thousands. */
export function* codeSystemEntries(
  version: Version["name"],
  codeSystems: readonly CodeSystem[],
): LongWork<r5.TerminologyCapabilitiesCodeSystem[]> {
  const byUrl = Map.groupBy(
    codeSystems.filter((c) => c.url !== undefined && !KNOWS_NO_CODES.has(c.content)),
    (c) => c.url!,
  );
  const entries: r5.TerminologyCapabilitiesCodeSystem[] = [];
  for (const uri of yield* sortedInSteps([...byUrl.keys()])) {
    const latestFirst = yield* sortedInSteps(byUrl.get(uri)!, (a, b) =>
      compareVersions(b.version, a.version),
    );
    entries.push(yield* codeSystemEntry(version, uri, latestFirst));
  }
  return entries;
}

function* codeSystemEntry(
  fhirVersion: Version["name"],
  uri: string,
  versions: readonly CodeSystem[],
): LongWork<r5.TerminologyCapabilitiesCodeSystem> {
  const [latest] = versions;
  const version: r5.TerminologyCapabilitiesCodeSystemVersion[] = [];
  for (const [i, codeSystem] of versions.entries()) {
    const entry = versionEntry(codeSystem, i === 0);
    if (entry) version.push(entry);
    if (i % 100 === 0) yield;
  }
  return {
    uri,
    ...(version.length > 0 ? { version } : {}),
    // R4 can't say what part of the code system is here.
    ...(fhirVersion === "r5" ? { content: latest!.content } : {}),
    ...(latest!.hierarchyMeaning === "is-a" ? { subsumption: true } : {}),
  } as r5.TerminologyCapabilitiesCodeSystem;
}

/** `latest` marks the one that is used where no version is asked for. */
function versionEntry(
  codeSystem: CodeSystem,
  latest: boolean,
): r5.TerminologyCapabilitiesCodeSystemVersion | undefined {
  const filter = (codeSystem.filter ?? []).map((f) => ({ code: f.code, op: [...f.operator] }));
  const property = (codeSystem.property ?? []).map((p) => p.code);
  if (codeSystem.version === undefined && filter.length === 0 && property.length === 0) return undefined;
  return {
    ...(codeSystem.version === undefined ? {} : { code: codeSystem.version }),
    isDefault: latest,
    ...(codeSystem.compositional === undefined ? {} : { compositional: codeSystem.compositional }),
    ...(codeSystem.language ? { language: [codeSystem.language] } : {}),
    ...(filter.length > 0 ? { filter } : {}),
    ...(property.length > 0 ? { property } : {}),
  } as r5.TerminologyCapabilitiesCodeSystemVersion;
}
