/** A request's parameters, wherever they stand: in the query string, in a form, in a Parameters resource. */
import { checkDepth } from "../../fhir/depth.ts";
import type { OperationData } from "../../fhir/operations/definition.ts";
import { readParameters, readQuery, type ReadInput } from "../../fhir/operations/parameters.ts";
import { checkShape } from "../../fhir/shape.ts";
import { wrongResourceType } from "../../terminology/issues/http.ts";
import { TerminologyError } from "../../terminology/issues/issue.ts";
import { after, type Awaitable } from "../../terminology/util/awaitable.ts";
import type { FhirRequest } from "../fhir-request.ts";
import { isStrict } from "../negotiate.ts";
import { Query } from "../query.ts";

/**
 * Reads what an operation is given. Parameters in the query string of a POST count as well: clients put `url` there.
 * @throws TerminologyError for a body of another shape or type, and for names that are wrong
 */
export function readInput({ parameters }: OperationData, request: FhirRequest): Awaitable<ReadInput> {
  const strict = isStrict(request.headers);
  const fromQuery = readQuery(parameters, request.query, strict);
  if (request.method === "GET" || request.method === "HEAD") return fromQuery;
  return after(request.body(), (body) => {
    const fromBody =
      body instanceof Query
        ? readQuery(parameters, body, strict)
        : readParameters(parameters, parametersOf(body, request), strict);
    return { ...fromQuery, ...fromBody };
  });
}

/** The parameters of a body, R5-shaped. */
function parametersOf(body: object, { version }: FhirRequest): unknown {
  checkDepth(body);
  checkShape(body, version.name);
  const resource = version.resourceIn(body) as { resourceType?: unknown; parameter?: unknown };
  if (resource.resourceType !== "Parameters")
    throw new TerminologyError(wrongResourceType(resource.resourceType, "a Parameters resource"));
  return resource.parameter;
}
