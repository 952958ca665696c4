/** The door: an Express app that every request passes once. */
import express, { type Express, type RequestHandler } from "express";
import { versions } from "../fhir/versions.ts";
import { noSuchRoute, TerminologyError } from "../terminology/issues/issue.ts";
import type { Store } from "../terminology/store.ts";
import { everyRequest } from "./every-request.ts";
import { failureHandler } from "./failure-handler.ts";
import { fhirHandler } from "./fhir-handler.ts";
import { healthRouter } from "./health.ts";
import type { RequestLog } from "./log.ts";
import { createRoutes } from "./routes.ts";
import { schemasRouter } from "./schemas.ts";
import type { HttpSettings } from "./settings.ts";

/** What else may be served. */
export interface AppParts {
  /** Run for every request, before it is answered: login, rate limits, counting. */
  before?: readonly RequestHandler[] | undefined;
  /** Pages for people. Loaded when first needed: the server starts without them. */
  pages?: (() => Promise<RequestHandler>) | undefined;
}

export function createApp(
  store: Store,
  settings: HttpSettings,
  log: RequestLog,
  { before = [], pages }: AppParts = {},
): Express {
  const app = express();
  app.disable("x-powered-by");
  app.disable("etag");
  app.set("query parser", false);
  const routes = createRoutes(store, settings, log);

  app.use(everyRequest(log));
  for (const handler of before) app.use(handler);
  for (const version of Object.values(versions)) {
    app.use(`/${version.name}`, fhirHandler(version, routes, store, settings), failureHandler(log, version));
  }
  app.use(healthRouter(store, settings.stopping));
  app.use(schemasRouter());
  if (pages) app.use(whenLoaded(pages));
  app.use((req) => {
    throw new TerminologyError(noSuchRoute(req.method, req.path));
  });
  app.use(failureHandler(log));
  return app;
}

/** A load that fails is an answer, and is tried again with the next request. */
function whenLoaded(load: () => Promise<RequestHandler>): RequestHandler {
  let loaded: RequestHandler | undefined;
  return async (req, res, next) => {
    loaded ??= await load();
    await loaded(req, res, next);
  };
}
