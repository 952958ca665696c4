/** The routes of every FHIR version, from the lists of operations and interactions. */
import type { Logger } from "pino";
import { versions, type FhirVersion } from "../fhir/versions.ts";
import type { TerminologyStore } from "../terminology/store.ts";
import { Endpoint } from "./endpoint.ts";
import { handleOperation } from "./handle-operation.ts";
import { metadata, SERVED_TYPES } from "./interactions/metadata.ts";
import { read } from "./interactions/read.ts";
import { search } from "./interactions/search.ts";
import { operations } from "./operations/index.ts";
import { Routes } from "./router.ts";
import type { HttpSettings } from "./settings.ts";

export type Endpoints = Readonly<Record<FhirVersion, Endpoint>>;

export function createEndpoints(store: TerminologyStore, settings: HttpSettings, logger: Logger): Endpoints {
  const routes = new Routes();
  routes.add("GET", "metadata", metadata(store));
  for (const type of SERVED_TYPES) {
    routes.add("GET", type, search(type, store));
    routes.add("POST", `${type}/_search`, search(type, store));
    routes.add("GET", `${type}/:id`, read(type, store));
  }
  for (const operation of operations) addOperation(routes, operation, store, settings);
  const endpoint = (name: FhirVersion) => new Endpoint(versions[name], routes, store, settings, logger);
  return { r4: endpoint("r4"), r5: endpoint("r5") };
}

function addOperation(
  routes: Routes,
  operation: (typeof operations)[number],
  store: TerminologyStore,
  settings: HttpSettings,
): void {
  const { name, resource, levels } = operation.data;
  const handler = handleOperation(operation, store, settings);
  for (const level of levels) {
    const before = level === "system" ? "" : level === "type" ? `${resource}/` : `${resource}/:id/`;
    routes.add("GET", `${before}$${name}`, handler);
    routes.add("POST", `${before}$${name}`, handler);
  }
}
