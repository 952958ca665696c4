/** The condition that comes with Ossicle: the resources under `resources/terminology/`, R5-shaped. */
import { readdirSync, readFileSync } from "node:fs";
import type { Resource } from "../terminology/model.ts";

const folder = new URL("../../resources/terminology/", import.meta.url);

/** New objects each time: a store may keep them. */
export function bundledResources(): Resource[] {
  return readdirSync(folder)
    .filter((name) => name.endsWith(".json"))
    .sort()
    .map((name) => JSON.parse(readFileSync(new URL(name, folder), "utf8")) as Resource);
}
