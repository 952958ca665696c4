/** Resources that a test brings: R4 or R5, told apart by what they say, and checked as a write over HTTP is. */
import { readFile } from "node:fs/promises";
import type { FhirResource as R4Resource } from "fhir/r4";
import type { FhirResource as R5Resource } from "fhir/r5";
import { structureIssues } from "../fhir/validation/structure.ts";
import { validateResource } from "../fhir/validation/validation.ts";
import type { FhirVersion } from "../fhir/version.ts";
import { versions } from "../fhir/versions.ts";
import { statedVersion } from "../importers/fhir/fhir-version.ts";
import type { Issue } from "../terminology/issues/issue.ts";
import type { Resource } from "../terminology/model.ts";
import { recordsOf } from "../terminology/resources/resources.ts";
import type { ImportRecord, Store } from "../terminology/store.ts";
import { isObject, type Json, objects } from "../terminology/util/json-object.ts";
import { reasonOf } from "../terminology/util/reason.ts";

/** Any resource of R4 or R5, with the types of `@types/fhir` or as it was read from a file. */
export type GivenResource = R4Resource | R5Resource | { resourceType: string; [element: string]: unknown };

/** All of them, or none; Bundles and Parameters are taken apart. @throws Error naming the resource and what is wrong with it. */
export async function addResources(store: Store, resources: Iterable<GivenResource>): Promise<void> {
  const records: ImportRecord[] = [];
  for await (const resource of takenApart(resources)) records.push(...recordsOf(await checked(resource)));
  if (records.length > 0) await store.write(records);
}

/** Files and folders as `ossicle import` takes them; a file of resources in JSON needs nothing of that. */
export async function addFiles(store: Store, paths: readonly string[]): Promise<void> {
  const plain = paths.every((path) => path.endsWith(".json"));
  if (!plain) return (await import("../server/import-seed.ts")).importSeed(paths, store, "`files`");
  await addResources(store, (await Promise.all(paths.map(resourcesIn))).flat());
}

/** @throws Error naming the file: it can't be read, or is no JSON */
async function resourcesIn(path: string): Promise<GivenResource[]> {
  const text = await readFile(path, "utf8");
  try {
    return [JSON.parse(text) as GivenResource].flat();
  } catch (cause) {
    throw new Error(`${path} is no JSON: ${reasonOf(cause)}`, { cause });
  }
}

async function* takenApart(resources: Iterable<unknown>): AsyncGenerator<Json> {
  for (const resource of resources) {
    if (!isObject(resource)) throw new Error(`${JSON.stringify(resource)} is no FHIR resource`);
    const { resourceType: type } = resource;
    if (type === "Bundle" || type === "Parameters") {
      // What is in it may be of another version.
      const faults = await structureIssues({ resource, type, path: type }, "r5", 0);
      if (faults.length > 0) throw notValid(resource, "r5", faults);
      yield* takenApart(resourcesOf(resource));
    } else yield resource;
  }
}

const resourcesOf = ({ entry, parameter, part }: Json): unknown[] =>
  [entry, parameter, part]
    .flatMap(objects)
    .flatMap((one) => (one.resource === undefined ? resourcesOf(one) : [one.resource]));

/** Where nothing tells the versions apart, it is of the one in which it is valid. */
async function checked(resource: Json): Promise<Resource> {
  const stated = statedVersion(resource);
  const possible: FhirVersion[] = stated ? [stated] : ["r5", "r4"];
  let first: Error | undefined;
  for (const version of possible) {
    const faults = (await validateResource(resource, version)).filter(({ severity }) => severity === "error");
    if (faults.length === 0) return versions[version].resourceIn(resource);
    first ??= notValid(resource, version, faults);
  }
  throw first!;
}

function notValid(resource: Json, version: FhirVersion, faults: readonly Issue[]): Error {
  const { resourceType = "the resource", url, id } = resource;
  const name = [resourceType, url ?? id].filter((part) => typeof part === "string").join(" ");
  return new Error(`${name} is no valid ${version.toUpperCase()}: ${faults.map((f) => f.text).join("; ")}`);
}
