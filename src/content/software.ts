/** Which software this is, as it tells its callers. */
import { ownData } from "../terminology/util/own-data.ts";

const { version } = ownData<{ version: string }>("../package.json");

export const software = {
  name: "Ossicle",
  version,
  releaseDate: "2026-11-28",
  /** Base of the canonical URLs of what the server itself defines. */
  canonical: "https://w3id.org/ossicle",
} as const;
