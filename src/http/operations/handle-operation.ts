/** An operation as a handler of requests: read what is asked, run it, answer in the request's version. */
import { fallback } from "../../storage/fallback.ts";
import { flow, found } from "../../terminology/util/flow.ts";
import { othersFirst } from "../../terminology/util/in-turns.ts";
import type { TxResourceCache } from "../caching/tx-resource-cache.ts";
import type { FhirRequest, Handler } from "../fhir-request.ts";
import type { HttpSettings } from "../settings.ts";
import { instanceOf } from "./instance.ts";
import type { ListedOperation, RequestContext } from "./operation.ts";
import { readInput } from "./read-input.ts";
import { readied, type ReadyOperation, runOperation } from "./run-operation.ts";

type OperationSettings = Pick<
  HttpSettings,
  "expansionLimit" | "definitions" | "flatExpansions" | "strictNames"
>;

/** What operations run in. */
export interface Surroundings {
  settings: OperationSettings;
  /** Resources that callers sent before, under their cache-id. */
  txResourceCache: TxResourceCache;
}

/** Makes the handler of one operation, at system, type or instance level. */
export function handleOperation(listed: ListedOperation, here: Surroundings): Handler {
  let loaded: ReadyOperation | undefined;
  // Each is loaded at a stretch.
  const load = async (): Promise<ReadyOperation> => {
    const operation = await listed.load();
    await othersFirst();
    loaded = await readied(operation);
    await othersFirst();
    return loaded;
  };

  return flow(function* (request: FhirRequest) {
    const operation = yield* found(loaded ?? load());
    const input = yield* found(readInput(listed.data, request));
    const { id } = request.params;
    const definitions = here.settings.definitions?.[request.version.name];
    const instance =
      id === undefined
        ? undefined
        : yield* found(instanceOf(request.store, listed.data.resource!, id, definitions));
    const content = fallback(request.store, definitions);
    const context = contextOf(here, request, instance);
    const { resource, pieces } = yield* found(runOperation(operation, content, input, context));
    return pieces ? { status: 200, pieces } : { status: 200, resource };
  });
}

function contextOf(
  { settings, txResourceCache }: Surroundings,
  { version, headers, work, shared, takesPieces }: FhirRequest,
  instance: RequestContext["instance"],
): RequestContext {
  return {
    version: version.name,
    acceptLanguage: headers["accept-language"],
    expansionLimit: expansionLimit(settings, headers),
    flatExpansions: settings.flatExpansions,
    strictNames: settings.strictNames,
    work,
    shared,
    takesPieces,
    instance,
    txResourceCache,
  };
}

/** A client may ask for an earlier stop than the server's: HL7's cases do, so that they need no huge value sets. */
function expansionLimit(settings: OperationSettings, headers: FhirRequest["headers"]): number {
  const asked = Number(headers["x-too-costly-threshold"]);
  return Number.isInteger(asked) && asked > 0
    ? Math.min(asked, settings.expansionLimit)
    : settings.expansionLimit;
}
