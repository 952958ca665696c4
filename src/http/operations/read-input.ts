/** A request's parameters, wherever they stand: in the query string, in a form, in a Parameters resource. */
import { checkDepth } from "../../fhir/depth.ts";
import {
  isResourceType,
  type OperationData,
  type ParameterDefinition,
} from "../../fhir/operations/definition.ts";
import {
  type Handling,
  type ReadInput,
  readParameters,
  readQuery,
} from "../../fhir/operations/parameters.ts";
import { checkShape } from "../../fhir/shape.ts";
import type { Version } from "../../fhir/version.ts";
import { TerminologyError } from "../../terminology/issues/issue.ts";
import { wrongResourceType } from "../../terminology/issues/rest.ts";
import type { Resource } from "../../terminology/model.ts";
import { after, type Awaitable } from "../../terminology/util/awaitable.ts";
import { yieldToOthers } from "../../terminology/util/in-turns.ts";
import { bodyOrNothing } from "../body-or-nothing.ts";
import type { FhirRequest } from "../fhir-request.ts";
import { handlingOf } from "../negotiate.ts";
import { Query } from "../query.ts";
import { together } from "./said-twice.ts";

/**
 * Reads what an operation is given. Parameters in the query string of a POST count as well: clients put `url` there.
 * @throws TerminologyError for a body of another shape or type, for names that are wrong, and for what the query string
 *   and the body say differently
 */
export function readInput(data: OperationData, request: FhirRequest): Awaitable<ReadInput> {
  const handling = handlingOf(request.headers);
  const fromQuery = readQuery(data.parameters, request.query, handling);
  if (request.method === "GET" || request.method === "HEAD") return fromQuery;
  const fromBody = after(bodyOrNothing(request), (body) => readBody(data, body, request, handling));
  return request.query.isEmpty ? fromBody : after(fromBody, (input) => together(fromQuery, input));
}

/** The parameters in the body: a form, or a resource. */
function readBody(
  data: OperationData,
  body: Query | object,
  request: FhirRequest,
  handling: Handling,
): Awaitable<ReadInput> {
  if (body instanceof Query) return readQuery(data.parameters, body, handling);
  return after(resourceOf(body, request), (resource) => readResource(data, resource, handling));
}

/** A body of more objects and lists is converted in turns with others. */
const LONG = 5_000;

/** The resource that is the body, R5-shaped. */
function resourceOf(body: object, { version }: FhirRequest): Awaitable<Resource> {
  if (checkDepth(body) > LONG) return longResourceOf(body, version);
  checkShape(body, version.name);
  return version.resourceIn(body);
}

/** The same in turns with others. */
async function longResourceOf(body: object, version: Version): Promise<Resource> {
  await yieldToOthers();
  checkShape(body, version.name);
  await yieldToOthers();
  return version.longResourceIn(body);
}

/**
 * The parameters in a Parameters resource; or, where the operation takes one resource, that resource itself (FHIR R5,
 * Operations: "exactly one input parameter of type Resource ... POST with that resource as the body").
 */
function readResource({ parameters }: OperationData, resource: Resource, handling: Handling): ReadInput {
  if (resource.resourceType === "Parameters") return readParameters(parameters, resource.parameter, handling);
  const [only, ...others] = parameters.filter(takesOneResource);
  if (only && others.length === 0 && only.type === resource.resourceType) return { [only.name]: resource };
  const expected = only ? `a Parameters resource, or a ${only.type}` : "a Parameters resource";
  throw new TerminologyError(wrongResourceType(resource.resourceType, expected));
}

/** What comes with a request beside what it is about may repeat, and is of any type. */
const takesOneResource = ({ type = "string", max }: ParameterDefinition): boolean =>
  isResourceType(type) && max !== "*";
