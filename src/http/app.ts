/** The Express application: the FHIR endpoints, health, and an OperationOutcome for everything else. */
import express, { type ErrorRequestHandler, type Express } from "express";
import type { Logger } from "pino";
import { versions, type FhirVersion } from "../fhir/versions.ts";
import { badRequestLine, noSuchRoute, TerminologyError } from "../terminology/issues.ts";
import type { WritableStore } from "../terminology/store.ts";
import { createEndpoints, type Endpoints } from "./endpoints.ts";
import { errorAnswer } from "./error-answer.ts";
import { healthRouter } from "./health.ts";
import { HttpError } from "./http-error.ts";
import { render } from "./send.ts";
import type { HttpSettings } from "./settings.ts";

export interface Site {
  app: Express;
  endpoints: Endpoints;
}

export function createApp(store: WritableStore, settings: HttpSettings, logger: Logger): Site {
  const app = express();
  app.disable("x-powered-by");
  app.disable("etag");
  app.set("query parser", false);
  const endpoints = createEndpoints(store, settings, logger);
  for (const version of Object.keys(endpoints) as FhirVersion[]) {
    app.use(`/${version}`, (req, res) => endpoints[version].handle(req, res, req.url, []));
  }
  app.use(healthRouter(store));
  app.use((req) => {
    throw new TerminologyError(noSuchRoute(req.method, req.path));
  });
  app.use(errorHandler(logger));
  return { app, endpoints };
}

function errorHandler(logger: Logger): ErrorRequestHandler {
  return async (thrown: unknown, req, res, next) => {
    if (res.headersSent) return next(thrown);
    const answer = errorAnswer(ownOf(thrown), logger, { method: req.method, path: req.path });
    // Outside the endpoints, no version is asked for: an OperationOutcome is the same in both.
    const { status, headers, body } = await render(answer, { format: "json", pretty: false }, versions.r5);
    res.status(status).set(headers).send(Buffer.from(body));
  };
}

/** The router throws errors of its own for an address that it can't decode. */
function ownOf(thrown: unknown): unknown {
  const { status, message } = (thrown ?? {}) as { status?: number; message?: string };
  if (thrown instanceof TerminologyError || status === undefined || status >= 500) return thrown;
  return new HttpError(status, badRequestLine(message ?? ""));
}
