/** The pipeline that every operation runs through: read, check, run over the store, write. */
import type { Request, RequestHandler } from "express";
import { inputCheck } from "../fhir/operation-schema.ts";
import { readParameters, readQuery, type Input } from "../fhir/parameters.ts";
import type { FhirVersion, Version } from "../fhir/versions.ts";
import { versions } from "../fhir/versions.ts";
import { overlay } from "../storage/overlay-store.ts";
import { invalidParameter, TerminologyError, unknownResource } from "../terminology/issues.ts";
import type { Resource, ResourceType } from "../terminology/model.ts";
import type { TerminologyStore } from "../terminology/store.ts";
import { answer, queryOf } from "./answer.ts";
import { isStrict } from "./negotiate.ts";
import type { Operation } from "./operations/operation.ts";
import { readBody } from "./read-body.ts";

export interface OperationSettings {
  expansionLimit: number;
}

/** Makes the Express handler of one operation in one version, at type or instance level. */
export function handleOperation(
  operation: Operation,
  versionName: FhirVersion,
  base: TerminologyStore,
  settings: OperationSettings,
): RequestHandler {
  const version = versions[versionName];
  const check = inputCheck(operation.data);
  return async (req, res) => {
    const id = req.params.id as string | undefined;
    const input = await readInput(operation, req, version);
    check(input, id === undefined ? "type" : "instance");
    const store = overlay(base, (input["tx-resource"] as Resource[] | undefined) ?? []);
    const outcome = await operation.run(store, input, {
      version: versionName,
      acceptLanguage: req.headers["accept-language"],
      expansionLimit: settings.expansionLimit,
      instance: id === undefined ? undefined : await instanceOf(base, operation, id),
    });
    await answer(req, res, version, 200, operation.write(outcome, versionName));
  };
}

async function readInput(operation: Operation, req: Request, version: Version): Promise<Input> {
  const strict = isStrict(req);
  const { parameters } = operation.data;
  if (req.method === "GET" || req.method === "HEAD") return readQuery(parameters, queryOf(req), strict);
  const body = await readBody(req, version);
  if (body instanceof URLSearchParams) return readQuery(parameters, body, strict);
  const resource = version.resourceIn(body) as { resourceType?: string; parameter?: unknown };
  if (resource.resourceType !== "Parameters") {
    throw new TerminologyError(
      invalidParameter("resourceType", resource.resourceType, "a Parameters resource is expected"),
    );
  }
  // Parameters in the query string of a POST count as well: clients put `url` there.
  return {
    ...readQuery(parameters, queryOf(req), strict),
    ...readParameters(parameters, resource.parameter, strict),
  };
}

async function instanceOf(store: TerminologyStore, operation: Operation, id: string): Promise<Resource> {
  const type = operation.data.resource as ResourceType;
  const stored = await store.read(type, id);
  if (!stored?.resource) throw new TerminologyError(unknownResource(type, id));
  return stored.resource;
}
