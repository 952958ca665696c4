/** The addresses of the FHIR versions. */
import type { FhirVersion } from "../fhir/version.ts";
import { versions } from "../fhir/versions.ts";
import type { Store } from "../terminology/store.ts";
import { Endpoint } from "./endpoint.ts";
import type { Log } from "./log.ts";
import { createRoutes } from "./routes.ts";
import type { HttpSettings } from "./settings.ts";

export type Endpoints = Readonly<Record<FhirVersion, Endpoint>>;

export function createEndpoints(store: Store, settings: HttpSettings, log: Log): Endpoints {
  const routes = createRoutes(store, settings, log);
  const endpoint = (name: FhirVersion) => new Endpoint(versions[name], routes, store, settings, log);
  return { r4: endpoint("r4"), r5: endpoint("r5") };
}
