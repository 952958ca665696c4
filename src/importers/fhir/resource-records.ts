/** A FHIR resource or Bundle of any version -> checked records in the core's R5 shape. */
import { validateResource } from "../../fhir/validation/validation.ts";
import type { FhirVersion } from "../../fhir/version.ts";
import { versions } from "../../fhir/versions.ts";
import {
  ENTRY_WITHOUT_RESOURCE,
  entryNoList,
  entryNoObject,
  misspeltType,
  noResourceType,
  notTerminology,
  withoutUrl,
} from "../../terminology/issues/importing.ts";
import { type Issue, TerminologyError } from "../../terminology/issues/issue.ts";
import { IMPORTED_TYPES, type Resource } from "../../terminology/model.ts";
import { conceptsOf, recordsOf } from "../../terminology/resources/resources.ts";
import type { ImportRecord } from "../../terminology/store.ts";
import { closest } from "../../terminology/util/closest.ts";
import { inTurns, Turns } from "../../terminology/util/in-turns.ts";
import { isList, isObject, type Json, typeSaid } from "../../terminology/util/json-object.ts";
import { checkedConcepts } from "../concept-checks.ts";
import type { ImportJob, InputLocation } from "../import-job.ts";
import { withoutLicensedStrings } from "../licensed-strings.ts";
import { type Origin, withOrigin } from "../origin.ts";
import { versionOf } from "./fhir-version.ts";

const IMPORTED = new Set<string>(IMPORTED_TYPES);
const WITH_URL = new Set(["CodeSystem", "ValueSet", "ConceptMap"]);

export interface Context {
  /** Version of the package or Bundle; the resource's own word, or the user's, comes first. */
  fhirVersion?: FhirVersion | undefined;
  origin: Origin;
}

/** The records of one resource; of a Bundle, those of its entries. What is wrong is refused, resource by resource. */
export async function* resourceRecords(
  json: unknown,
  location: InputLocation,
  context: Context,
  job: ImportJob,
): AsyncGenerator<ImportRecord> {
  if (!saysType(json)) {
    job.refuse(location, noResourceType());
    return;
  }
  const { resourceType: type } = json;
  if (type === "Bundle") {
    const { entry: entries = [] } = json;
    if (!isList(entries)) {
      job.refuse(location, entryNoList());
      return;
    }
    for (const entry of entries) yield* entryRecords(entry, location, context, job);
  } else if (!IMPORTED.has(type)) {
    const meant = closest(type, IMPORTED_TYPES);
    if (meant === undefined) job.leaveOut(notTerminology(type));
    else job.refuse(location, misspeltType(type, meant));
  } else {
    yield* oneResource(json, { ...location, path: nameOf(json, location) }, context, job);
  }
}

/** The records of a Bundle's entry; one that only names or deletes something is counted. */
export async function* entryRecords(
  entry: unknown,
  location: InputLocation,
  context: Context,
  job: ImportJob,
): AsyncGenerator<ImportRecord> {
  if (!isObject(entry)) job.refuse(location, entryNoObject(entry));
  else if (entry.resource === undefined) job.leaveOut(ENTRY_WITHOUT_RESOURCE);
  else yield* resourceRecords(entry.resource, location, context, job);
}

type TypedJson = Json & { resourceType: string };

const saysType = (json: unknown): json is TypedJson => typeof typeSaid(json) === "string";

function nameOf(resource: TypedJson, location: InputLocation): string {
  const name = resource.id ?? resource.url ?? resource.name;
  return `${location.path ? `${location.path} ` : ""}${resource.resourceType}${typeof name === "string" ? `/${name}` : ""}`;
}

async function* oneResource(
  json: TypedJson,
  location: InputLocation,
  context: Context,
  job: ImportJob,
): AsyncGenerator<ImportRecord> {
  const { resourceType: type } = json;
  const version = job.options.fhirVersion ?? context.fhirVersion ?? versionOf(json);
  const problem =
    (await firstError(json, version)) ?? (WITH_URL.has(type) && !json.url ? withoutUrl(type) : undefined);
  if (problem) {
    job.refuse(location, problem);
    return;
  }
  const given = await versions[version].longResourceIn(json);
  const turns = new Turns();
  const r5 = withoutLicensedStrings(given, job);
  await turns.giveWay();
  const stamped = withOrigin<Resource>(r5, type, context.origin, job.options);
  yield* stamped.resourceType === "CodeSystem"
    ? codeSystemRecords(stamped, location, job)
    : recordsOf(stamped);
}

async function firstError(json: Json, version: FhirVersion): Promise<Issue | undefined> {
  try {
    const errors = (await validateResource(json, version)).filter(
      // A circle is refused at the concept that closes it.
      (i) => (i.severity === "error" || i.severity === "fatal") && i.id !== "cyclic-hierarchy",
    );
    const [first] = errors;
    if (!first || errors.length === 1) return first;
    return { ...first, text: `${first.text} (and ${errors.length - 1} more)` };
  } catch (error) {
    // What has a status of its own is no fault of the resource.
    if (error instanceof TerminologyError && error.status === undefined) return error.issues[0];
    throw error;
  }
}

async function* codeSystemRecords(
  resource: Extract<Resource, { resourceType: "CodeSystem" }>,
  location: InputLocation,
  job: ImportJob,
): AsyncGenerator<ImportRecord> {
  const { concept, ...codeSystem } = resource;
  yield { kind: "codeSystem", codeSystem };
  const rows = conceptsOf(codeSystem, concept ?? []);
  const locationOf = (code: string): InputLocation => ({
    ...location,
    path: `${location.path} concept '${code}'`,
  });
  const caseSensitive = codeSystem.caseSensitive !== false;
  for (const row of await inTurns(checkedConcepts(rows, caseSensitive, locationOf, job))) {
    yield { kind: "concept", concept: row };
  }
}
