/** Data that comes with Ossicle, under `resources/`: its shape is known to whoever wrote it. */
import { readFileSync } from "node:fs";

export const resourcesFolder = new URL("../../../resources/", import.meta.url);

/** @param path of a JSON file, from `resources/` */
export const ownData = <T>(path: string): T =>
  JSON.parse(readFileSync(new URL(path, resourcesFolder), "utf8")) as T;
