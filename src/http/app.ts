/** All that is served: the FHIR endpoints, and the rest by Express. */
import type { Express } from "express";
import type { Store } from "../terminology/store.ts";
import { createEndpoints, type Endpoints } from "./endpoints.ts";
import type { Log } from "./log.ts";
import type { HttpSettings } from "./settings.ts";

export interface Site {
  endpoints: Endpoints;
  /** Express is loaded when something outside the endpoints is first asked for. */
  pages(): Promise<Express>;
}

export function createApp(store: Store, settings: HttpSettings, log: Log): Site {
  const endpoints = createEndpoints(store, settings, log);
  let app: Promise<Express> | undefined;
  return {
    endpoints,
    pages: () =>
      (app ??= import("./pages.ts").then(({ createPages }) =>
        createPages(store, endpoints, log, settings.stopping),
      )),
  };
}
