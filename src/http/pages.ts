/** What Express serves: health, schemas, and an OperationOutcome for what is nowhere. */
import express, { type ErrorRequestHandler, type Express } from "express";
import type { FhirVersion } from "../fhir/version.ts";
import { versions } from "../fhir/versions.ts";
import { badRequestLine, noSuchRoute, TerminologyError } from "../terminology/issues/issue.ts";
import type { Store } from "../terminology/store.ts";
import type { Endpoints } from "./endpoints.ts";
import { errorAnswer } from "./error-answer.ts";
import { healthRouter } from "./health.ts";
import { HttpError } from "./http-error.ts";
import type { Log } from "./log.ts";
import { schemasRouter } from "./schemas.ts";
import { render } from "./send.ts";

export function createPages(store: Store, endpoints: Endpoints, log: Log, stopping?: AbortSignal): Express {
  const app = express();
  app.disable("x-powered-by");
  app.disable("etag");
  app.set("query parser", false);
  for (const version of Object.keys(endpoints) as FhirVersion[]) {
    app.use(`/${version}`, (req, res) => endpoints[version].handle(req, res, req.url, []));
  }
  app.use(healthRouter(store, stopping));
  app.use(schemasRouter());
  app.use((req) => {
    throw new TerminologyError(noSuchRoute(req.method, req.path));
  });
  app.use(errorHandler(log));
  return app;
}

function errorHandler(log: Log): ErrorRequestHandler {
  return async (thrown: unknown, req, res, next) => {
    if (res.headersSent) return next(thrown);
    const answer = errorAnswer(ownOf(thrown), log, { method: req.method, path: req.path });
    // Outside the endpoints, no version is asked for: an OperationOutcome is the same in both.
    const { status, head, body } = await render(answer, { format: "json", pretty: false }, versions.r5);
    for (let i = 0; i < head.length; i += 2) res.set(head[i]!, head[i + 1]);
    res.status(status).send(Buffer.from(body));
  };
}

/** The router throws errors of its own for an address that it can't decode. */
function ownOf(thrown: unknown): unknown {
  const { status, message } = (thrown ?? {}) as { status?: number; message?: string };
  if (thrown instanceof TerminologyError || status === undefined || status >= 500) return thrown;
  return new HttpError(status, badRequestLine(message ?? ""));
}
