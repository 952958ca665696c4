/** The JSON Schemas that requests are checked by, for callers who check before they send: /schemas/r4/ValueSet-expand.json */
import { Router } from "express";
import { operationId } from "../fhir/operations/definition.ts";
import { inputSchema } from "../fhir/operations/schema.ts";
import { versions } from "../fhir/versions.ts";
import { noSuchRoute, TerminologyError } from "../terminology/issues/issue.ts";
import { operations } from "./operations/index.ts";

/** A list at /schemas/[version], and each of them below it. */
export function schemasRouter(): Router {
  const router = Router();
  router.get("/schemas/:version", (req, res, next) => {
    const { version } = req.params;
    if (!Object.hasOwn(versions, version)) return next();
    const schemas = operations.map(({ data }) => `/schemas/${version}/${operationId(data)}.json`);
    res.json({ schemas });
  });
  router.get("/schemas/:version/:file", (req, res) => {
    const { version, file } = req.params;
    const operation = operations.find(({ data }) => `${operationId(data)}.json` === file);
    if (!operation || !Object.hasOwn(versions, version)) {
      throw new TerminologyError(noSuchRoute(req.method, req.path));
    }
    res.type("application/schema+json").send(JSON.stringify(inputSchema(operation.data), undefined, 2));
  });
  return router;
}
