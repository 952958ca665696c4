/** Which software this is, as it tells its callers. */
import { readFileSync } from "node:fs";

const { version } = JSON.parse(readFileSync(new URL("../../package.json", import.meta.url), "utf8")) as {
  version: string;
};

export const software = {
  name: "Ossicle",
  version,
  releaseDate: "2026-11-23",
  /** Base of the canonical URLs of what the server itself defines. */
  canonical: "https://w3id.org/ossicle",
} as const;
