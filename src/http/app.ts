/** Routes: everything under /r4 and /r5 from the lists of operations and interactions. */
import express, { Router, type Express } from "express";
import type { Logger } from "pino";
import { versions, type FhirVersion } from "../fhir/versions.ts";
import { methodNotAllowed, TerminologyError } from "../terminology/issues.ts";
import type { TerminologyStore } from "../terminology/store.ts";
import { errorHandler, notFoundHandler } from "./error-handler.ts";
import { handleOperation } from "./handle-operation.ts";
import { metadata } from "./interactions/metadata.ts";
import { healthRouter } from "./health.ts";
import { operations } from "./operations/index.ts";

export interface AppSettings {
  bodyLimit: number;
  expansionLimit: number;
  publicUrl?: string | undefined;
}

export function createApp(store: TerminologyStore, settings: AppSettings, logger: Logger): Express {
  const app = express();
  app.disable("x-powered-by");
  app.set("query parser", false);
  app.use(healthRouter(store));
  for (const version of Object.keys(versions) as FhirVersion[]) {
    app.use(`/${version}`, versionRouter(version, store, settings, logger));
  }
  app.use(notFoundHandler);
  app.use(errorHandler(versions.r4, logger));
  return app;
}

function versionRouter(
  version: FhirVersion,
  store: TerminologyStore,
  settings: AppSettings,
  logger: Logger,
): Router {
  const router = Router({ caseSensitive: true });
  router.use(express.text({ type: () => true, limit: settings.bodyLimit }));
  router
    .route("/metadata")
    .get(metadata(version, store, settings))
    .all(notAllowed("GET"));
  for (const operation of operations) {
    const { name, resource, levels } = operation.data;
    const handler = handleOperation(operation, version, store, settings);
    for (const level of levels) {
      const path =
        level === "system"
          ? `/$${name}`
          : level === "type"
            ? `/${resource}/$${name}`
            : `/${resource}/:id/$${name}`;
      router.route(path.replaceAll("$", "\\$")).get(handler).post(handler).all(notAllowed("GET", "POST"));
    }
  }
  router.use(notFoundHandler);
  router.use(errorHandler(versions[version], logger));
  return router;
}

function notAllowed(...allowed: string[]): express.RequestHandler {
  return (req, res) => {
    res.set("Allow", allowed.join(", "));
    const error = new TerminologyError(methodNotAllowed(req.method, allowed));
    error.status = 405;
    throw error;
  };
}
