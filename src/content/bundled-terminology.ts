/** The condition that comes with Ossicle: the resources under `resources/terminology/`, R5-shaped. */
import { readdirSync } from "node:fs";
import type { Resource } from "../terminology/model.ts";
import { ownData, resourcesFolder } from "../terminology/util/own-data.ts";

/** New objects each time: a store may keep them. */
export function bundledResources(): Resource[] {
  return readdirSync(new URL("terminology/", resourcesFolder))
    .filter((name) => name.endsWith(".json"))
    .sort()
    .map((name) => ownData<Resource>(`terminology/${name}`));
}
