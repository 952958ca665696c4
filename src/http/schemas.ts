/**
 * The JSON Schemas that requests are checked by, for callers who check before they send, and those of the answers:
 * /schemas/r4/ValueSet-expand.json and /schemas/r4/ValueSet-expand.output.json. Each names its address as its `$id`.
 */
import { Router } from "express";
import { operationId } from "../fhir/operations/definition.ts";
import { inputSchema, outputSchema, type Schema } from "../fhir/operations/schema.ts";
import { versions } from "../fhir/versions.ts";
import { noSuchRoute } from "../terminology/issues/http.ts";
import { TerminologyError } from "../terminology/issues/issue.ts";
import { baseUrl } from "./base-url.ts";
import { operations } from "./operations/index.ts";

/** A list at /schemas/[version], and each of them below it. */
export function schemasRouter(publicUrl: string | undefined): Router {
  const router = Router();
  router.get("/schemas/:version", (req, res, next) => {
    const { version } = req.params;
    if (!Object.hasOwn(versions, version)) return next();
    res.json({ schemas: [...schemas().keys()].map((file) => `/schemas/${version}/${file}`) });
  });
  router.get("/schemas/:version/:file", (req, res) => {
    const { version, file } = req.params;
    const schema = schemas().get(file);
    if (!schema || !Object.hasOwn(versions, version)) {
      throw new TerminologyError(noSuchRoute(req.method, req.path));
    }
    const $id = `${baseUrl(req, publicUrl)}/schemas/${version}/${file}`;
    res.type("application/schema+json").send(JSON.stringify({ $id, ...schema }, undefined, 2));
  });
  return router;
}

let kept: ReadonlyMap<string, Schema> | undefined;

/** By the name of its file. */
const schemas = (): ReadonlyMap<string, Schema> =>
  (kept ??= new Map(
    operations.flatMap(({ data }) => {
      const files: [string, Schema][] = [[`${operationId(data)}.json`, inputSchema(data)]];
      const output = outputSchema(data);
      if (output) files.push([`${operationId(data)}.output.json`, output]);
      return files;
    }),
  ));
