/** Resources that a test brings: R4 or R5, told apart by what they say, and checked as a write over HTTP is. */
import type { FhirResource as R4Resource } from "fhir/r4";
import type { FhirResource as R5Resource } from "fhir/r5";
import { readFile } from "node:fs/promises";
import { recordsOf } from "../terminology/resources/resources.ts";
import { versionOf } from "../importers/fhir/fhir-version.ts";
import { validateResource } from "../fhir/validation/validation.ts";
import { versions } from "../fhir/versions.ts";
import type { Json } from "../fhir/r4/json-object.ts";
import type { Resource } from "../terminology/model.ts";
import type { ImportRecord, Store } from "../terminology/store.ts";

/** Any resource of R4 or R5, with the types of `@types/fhir` or as it was read from a file. */
export type GivenResource = R4Resource | R5Resource | { resourceType: string; [element: string]: unknown };

/** All of them, or none. @throws Error naming the resource and what is wrong with it. */
export async function addResources(store: Store, resources: Iterable<GivenResource>): Promise<void> {
  const records: ImportRecord[] = [];
  for (const resource of unbundled(resources)) records.push(...recordsOf(await checked(resource)));
  if (records.length > 0) await store.write(records);
}

/** Files and folders as `ossicle import` takes them; a file of one resource or Bundle in JSON needs nothing of that. */
export async function addFiles(store: Store, paths: readonly string[]): Promise<void> {
  const plain = paths.every((path) => path.endsWith(".json"));
  if (!plain) return (await import("../server/import-seed.ts")).importSeed(paths, store);
  const texts = await Promise.all(paths.map((path) => readFile(path, "utf8")));
  await addResources(
    store,
    texts.map((text) => JSON.parse(text) as GivenResource),
  );
}

function* unbundled(resources: Iterable<GivenResource>): Generator<GivenResource> {
  for (const resource of resources) {
    const { entry } = resource as { entry?: { resource?: GivenResource }[] };
    if (resource.resourceType !== "Bundle") yield resource;
    else yield* unbundled((entry ?? []).flatMap((one) => (one.resource ? [one.resource] : [])));
  }
}

async function checked(resource: GivenResource): Promise<Resource> {
  const version = versionOf(resource as Json);
  const faults = (await validateResource(resource, version)).filter(({ severity }) => severity === "error");
  if (faults.length > 0) {
    const { id, url } = resource as { id?: string; url?: string };
    const name = `${resource.resourceType} ${url ?? id ?? "without url"}`;
    throw new Error(`${name} is no valid ${version.toUpperCase()}: ${faults.map((f) => f.text).join("; ")}`);
  }
  return versions[version].resourceIn(resource);
}
