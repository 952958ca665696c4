/** The pipeline that every operation runs through: read, check, run over the store, write. */
import { checkDepth } from "../fhir/depth.ts";
import { inputCheck, type InputCheck } from "../fhir/operations/check.ts";
import { checkShape } from "../fhir/shape.ts";
import { readParameters, readQuery, type Input } from "../fhir/operations/parameters.ts";
import type { FhirVersion } from "../fhir/version.ts";
import { fallback, overlay } from "../storage/overlay.ts";
import { TerminologyError, unknownResource } from "../terminology/issues/issue.ts";
import { wrongResourceType } from "../terminology/issues/http.ts";
import { after, type Awaitable } from "../terminology/util/awaitable.ts";
import type { Resource, ResourceType } from "../terminology/model.ts";
import type { Store } from "../terminology/store.ts";
import type { Answer, FhirRequest, Handler } from "./fhir-request.ts";
import { isStrict } from "./negotiate.ts";
import type { ListedOperation, Operation } from "./operations/operation.ts";
import { Query } from "./query.ts";
import type { TxResourceCache } from "./caching/tx-resource-cache.ts";
import type { HttpSettings } from "./settings.ts";

export type OperationSettings = Pick<HttpSettings, "expansionLimit" | "definitions" | "strictNames">;

interface Loaded {
  operation: Operation;
  check: InputCheck;
}

/** Makes the handler of one operation, at system, type or instance level. */
export function handleOperation(
  listed: ListedOperation,
  base: Store,
  settings: OperationSettings,
  sent: TxResourceCache,
): Handler {
  const { data } = listed;
  let loaded: Loaded | undefined;
  const load = async (): Promise<Loaded> =>
    (loaded = { operation: await listed.load(), check: await inputCheck(data) });
  const answer = ({ operation, check }: Loaded, request: FhirRequest): Awaitable<Answer> => {
    const { version, params, headers } = request;
    const level = params.id !== undefined ? "instance" : data.resource ? "type" : "system";
    return after(readInput(operation, request), (input) => {
      check(input, level);
      const known = fallback(base, settings.definitions?.[version.name]);
      const store = overlay(known, sentWith(input, version.name, sent));
      const reading = params.id === undefined ? undefined : instanceOf(base, operation, params.id);
      return after(reading, (instance) => {
        const running = operation.run(store, input, {
          version: version.name,
          acceptLanguage: headers["accept-language"],
          expansionLimit: expansionLimit(settings, headers),
          strictNames: settings.strictNames,
          instance,
        });
        return after(running, (outcome) => ({
          status: 200,
          resource: version.resourceOut(operation.write(outcome, version.name)),
        }));
      });
    });
  };
  return (request) => after(loaded ?? load(), (ready) => answer(ready, request));
}

/** The request's own resources, and those that came with its `cache-id` before. */
function sentWith(input: Input, version: FhirVersion, sent: TxResourceCache): Resource[] {
  const own = (input["tx-resource"] as Resource[] | undefined) ?? [];
  const id = input["cache-id"] as string | undefined;
  return id === undefined ? own : sent.with(`${version} ${id}`, own);
}

/** A client may ask for an earlier stop than the server's: HL7's cases do, so that they need no huge value sets. */
function expansionLimit(settings: OperationSettings, headers: FhirRequest["headers"]): number {
  const asked = Number(headers["x-too-costly-threshold"]);
  return Number.isInteger(asked) && asked > 0
    ? Math.min(asked, settings.expansionLimit)
    : settings.expansionLimit;
}

function readInput(operation: Operation, request: FhirRequest): Awaitable<Input> {
  const strict = isStrict(request.headers);
  const fromQuery = readQuery(operation.data.parameters, request.query, strict);
  const hasBody = request.method !== "GET" && request.method !== "HEAD";
  if (!hasBody) return fromQuery;
  return after(request.body(), (body) => withBody(fromQuery, operation, request, body, strict));
}

function withBody(
  fromQuery: Input,
  { data: { parameters } }: Operation,
  request: FhirRequest,
  body: Query | object,
  strict: boolean,
): Input {
  if (body instanceof Query) return { ...fromQuery, ...readQuery(parameters, body, strict) };
  checkDepth(body);
  checkShape(body, request.version.name);
  const resource = request.version.resourceIn(body) as { resourceType?: unknown; parameter?: unknown };
  if (resource.resourceType !== "Parameters") {
    throw new TerminologyError(wrongResourceType(resource.resourceType, "a Parameters resource"));
  }
  // Parameters in the query string of a POST count as well: clients put `url` there.
  return { ...fromQuery, ...readParameters(parameters, resource.parameter, strict) };
}

async function instanceOf(store: Store, operation: Operation, id: string): Promise<Resource> {
  const type = operation.data.resource as ResourceType;
  // No operation needs concepts or mappings put together: it asks the store for those that it is about.
  const stored = await store.read(type, id, { summary: true });
  if (!stored?.resource) throw new TerminologyError(unknownResource(type, id));
  return stored.resource;
}
