/** The resources that cases need, in the shape of a FHIR version. */
import { readdirSync, readFileSync } from "node:fs";
import { r4 } from "../../src/fhir/r4/r4.ts";
import type { FhirVersion } from "./case.ts";

export interface Resource {
  resourceType: string;
  id: string;
  url?: string;
  version?: string;
}

const own = new URL("./resources/", import.meta.url);
const condition = new URL("../../resources/terminology/", import.meta.url);

const read = (folder: URL, name: string): Resource =>
  JSON.parse(readFileSync(new URL(`${name}.json`, folder), "utf8")) as Resource;

const names = (folder: URL): string[] =>
  readdirSync(folder)
    .filter((name) => name.endsWith(".json"))
    .map((name) => name.replace(".json", ""))
    .sort();

/** R5-shaped resources by the names that cases use; `condition` is all of the condition's terminology. */
export function resourcesFor(uses: readonly string[]): Resource[] {
  return uses.flatMap((name) =>
    name === "condition"
      ? names(condition)
          .map((file) => read(condition, file))
          .filter(({ resourceType }) => ["CodeSystem", "ValueSet", "ConceptMap"].includes(resourceType))
      : [read(own, name)],
  );
}

/** Every resource of the suite itself, without the condition. */
export const suiteResources = (): Resource[] => names(own).map((name) => read(own, name));

export const inVersion = (resource: Resource, version: FhirVersion): Resource =>
  version === "r5" ? resource : (r4.resourceOut(resource) as Resource);
