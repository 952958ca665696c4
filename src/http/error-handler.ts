/** Any error -> OperationOutcome: the only catch. Never HTML, never a stack. */
import type { ErrorRequestHandler, RequestHandler } from "express";
import type { Logger } from "pino";
import { operationOutcome } from "../fhir/operation-outcome.ts";
import type { Version } from "../fhir/versions.ts";
import {
  badRequestLine,
  bodyTooLarge,
  internalError,
  noSuchRoute,
  TerminologyError,
  type Issue,
} from "../terminology/issues.ts";
import { answer } from "./answer.ts";
import { MEDIA_TYPES } from "./negotiate.ts";
import { statusOf } from "./status.ts";

/** What body-parser and the router throw. */
interface HttpError {
  type?: string;
  status?: number;
  limit?: number;
  message?: string;
}

export function errorHandler(version: Version, logger: Logger): ErrorRequestHandler {
  return async (thrown: unknown, req, res, next) => {
    if (res.headersSent) return next(thrown);
    const { status, issues } = explain(thrown, logger);
    const outcome = operationOutcome(issues);
    try {
      await answer(req, res, version, status, outcome);
    } catch {
      // The wanted format is what was wrong: say so in JSON.
      res.status(status).type(MEDIA_TYPES.json).send(JSON.stringify(outcome));
    }
  };
}

function explain(thrown: unknown, logger: Logger): { status: number; issues: Issue[] } {
  if (thrown instanceof TerminologyError)
    return { status: thrown.status ?? statusOf(thrown.issues), issues: thrown.issues };
  const { type, status, limit } = (thrown ?? {}) as HttpError;
  if (type === "entity.too.large") return { status: 413, issues: [bodyTooLarge(limit ?? 0)] };
  if (status !== undefined && status >= 400 && status < 500) {
    return { status, issues: [badRequestLine((thrown as Error).message)] };
  }
  logger.error({ err: thrown }, "a request failed unexpectedly");
  return { status: 500, issues: [internalError()] };
}

/** For paths that no route has taken. */
export const notFoundHandler: RequestHandler = (req) => {
  throw new TerminologyError(noSuchRoute(req.method, req.originalUrl.split("?")[0]!));
};
