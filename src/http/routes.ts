/** What is at which address below a base: from the lists of operations and interactions. */
import { baseAddress, searchAcrossTypes } from "../terminology/issues/http.ts";
import { comesByImport, writingIsOff } from "../terminology/issues/rest.ts";
import type { ResourceType } from "../terminology/model.ts";
import type { Store } from "../terminology/store.ts";
import { after, type Awaitable } from "../terminology/util/awaitable.ts";
import { lazy } from "../terminology/util/lazy.ts";
import type { Access, Guard } from "./auth/access.ts";
import { TxResourceCache } from "./caching/tx-resource-cache.ts";
import { errorAnswer } from "./error-answer.ts";
import type { FhirRequest, Handler, Judge } from "./fhir-request.ts";
import type { Dispatcher } from "./interactions/bundle.ts";
import type { ChangeMethod } from "./interactions/change.ts";
import { interactions } from "./interactions/index.ts";
import type { Writer } from "./interactions/write.ts";
import type { Log } from "./log.ts";
import type { Metrics } from "./metrics/metrics.ts";
import { handleOperation, type Surroundings } from "./operations/handle-operation.ts";
import { operations } from "./operations/index.ts";
import type { ListedOperation } from "./operations/operation.ts";
import { Routes } from "./router.ts";
import type { HttpSettings } from "./settings.ts";
import { stateOf } from "./state-of.ts";
import { spanMaker } from "./tracing/open-telemetry.ts";

/** All that is stored can be read. */
export const SERVED: readonly ResourceType[] = [
  "CodeSystem",
  "ConceptMap",
  "NamingSystem",
  "OperationDefinition",
  "Provenance",
  "ValueSet",
];
/** Kept as well, but only as they are imported. */
const IMPORTED: readonly ResourceType[] = ["NamingSystem", "Provenance"];
export const WRITABLE: readonly ResourceType[] = ["CodeSystem", "ConceptMap", "ValueSet"];

interface RoutesOptions {
  metrics?: Metrics | undefined;
  /** Where messages are explained, for links in the answers to a Bundle's entries; absent: nowhere. */
  explained?: ((request: Pick<FhirRequest, "base">) => string) | undefined;
}

/** One table serves every version: requests say which one they speak. */
export function createRoutes(
  store: Store,
  settings: HttpSettings,
  log: Log,
  options: RoutesOptions = {},
): Routes {
  const routes = new Routes(spanMaker());
  const access =
    settings.keys && lazy(async () => (await import("./auth/access.ts")).accessOf(settings, log)!);
  const guardsSearch = settings.reads === "key";
  const newWriter = async (): Promise<Writer> =>
    new (await interactions.Writer())(store, { access: await access?.(), guardsSearch }, log);
  const writer = settings.writes ? lazy(newWriter) : undefined;
  const writable = writer ? WRITABLE : [];
  const readable = access && guardsSearch ? guardBy(access) : OPEN;

  const described = { types: SERVED, writable, validated: WRITABLE, settings };
  const metadata = lazyHandler(interactions.metadata, (made) => made(described));
  routes.add("GET", "metadata", metadata, ofTerminology(readable("CodeSystem", "s")));
  const past = lazyHandler(interactions.history, (made) => made(undefined));
  routes.add("GET", "_history", past, ofEveryType(readable));
  for (const type of SERVED) addReading(routes, type, settings, readable);
  for (const type of WRITABLE) {
    addWriting(routes, type, writer);
    addValidating(routes, type, writer !== undefined, readable);
  }
  for (const type of IMPORTED) addRefusals(routes, type);
  const here: Surroundings = { settings, txResourceCache: new TxResourceCache(settings.txResources) };
  for (const operation of operations) {
    addOperation(routes, operation, handleOperation(operation, here), readable(operation.data.resource, "r"));
  }
  routes.add("GET", "", baseAddress());
  for (const method of ["GET", "POST"] as const) routes.add(method, "_search", searchAcrossTypes());
  routes.add("POST", "", bundles(dispatcherOf(routes, store, log, options), writable, writer));
  return routes;
}

const OPEN: Guard = () => undefined;

const guardBy =
  (access: Loading<Access>): Guard =>
  (type, interaction) =>
  ({ headers }) =>
    after(access(), (known) => known.require(headers, { type, interaction }));

/** Which code systems there are, is for whoever may search for them; what the server can do, for everybody. */
const ofTerminology = (judge: Judge | undefined): Judge | undefined =>
  judge && ((request) => (request.query.get("mode") === "terminology" ? judge(request) : undefined));

/** What tells of all types at once is for whoever may search each of them. */
function ofEveryType(may: Guard): Judge | undefined {
  const judges = SERVED.map((type) => may(type, "s")).filter((judge) => judge !== undefined);
  if (judges.length === 0) return undefined;
  return async (request) => {
    for (const judge of judges) await judge(request);
  };
}

/** What the entries of a Bundle are answered by. */
function dispatcherOf(
  routes: Routes,
  store: Store,
  log: Log,
  { metrics, explained }: RoutesOptions,
): Dispatcher {
  return {
    judge: (request) => routes.judge(request),
    dispatch: (request) => routes.dispatch(request),
    state: () => stateOf(store),
    failure(thrown, request) {
      metrics?.failed(thrown);
      const { method, path } = request;
      return errorAnswer(thrown, log, { method, path, explained: explained?.(request) });
    },
  };
}

type Loading<T> = () => Awaitable<T>;

function bundles(
  dispatcher: Dispatcher,
  writable: readonly ResourceType[],
  writer: Loading<Writer> | undefined,
): Handler {
  const loaded = async () => ({
    bundle: await interactions.bundle(),
    transaction: await interactions.transaction(),
    writer: await writer?.(),
  });
  return lazyHandler(loaded, ({ bundle, transaction, writer: own }) =>
    bundle(dispatcher, transaction(writable, own, dispatcher)),
  );
}

function addReading(routes: Routes, type: ResourceType, { definitions }: HttpSettings, may: Guard): void {
  const { read, vread, history, search } = interactions;
  const searching = lazyHandler(search, (made) => made(type, definitions));
  const past = lazyHandler(history, (made) => made(type));
  routes.add("GET", type, searching, may(type, "s"));
  routes.add("POST", `${type}/_search`, searching, may(type, "s"));
  const reading = lazyHandler(read, (made) => made(type, definitions));
  const readingVersion = lazyHandler(vread, (made) => made(type));
  routes.add("GET", `${type}/:id`, reading, may(type, "r"));
  routes.add("GET", `${type}/:id/_history/:vid`, readingVersion, may(type, "r"));
  routes.add("GET", `${type}/:id/_history`, past, may(type, "r"));
  routes.add("GET", `${type}/_history`, past, may(type, "s"));
}

function addValidating(routes: Routes, type: ResourceType, writes: boolean, may: Guard): void {
  const handler = lazyHandler(interactions.validate, (made) => made(type, writes));
  const judge = may(type, "r");
  routes.add("POST", `${type}/$validate`, handler, judge);
  routes.add("GET", `${type}/:id/$validate`, handler, judge);
  routes.add("POST", `${type}/:id/$validate`, handler, judge);
}

/** Without `writer`, a write is refused with the reason. */
function addWriting(routes: Routes, type: ResourceType, writer: Loading<Writer> | undefined): void {
  const handler = (method: ChangeMethod) =>
    writer ? lazyHandler(writer, (made) => made.handler(type, method)) : writingIsOff();
  routes.add("POST", type, handler("POST"));
  routes.add("PUT", type, handler("PUT"));
  routes.add("DELETE", type, handler("DELETE"));
  routes.add("PATCH", type, handler("PATCH"));
  routes.add("PUT", `${type}/:id`, handler("PUT"));
  routes.add("DELETE", `${type}/:id`, handler("DELETE"));
  routes.add("PATCH", `${type}/:id`, handler("PATCH"));
}

/** A write of it is refused with the way it comes. */
function addRefusals(routes: Routes, type: ResourceType): void {
  const why = comesByImport(type);
  routes.add("POST", type, why);
  for (const method of ["PUT", "PATCH"] as const) {
    routes.add(method, type, why);
    routes.add(method, `${type}/:id`, why);
  }
}

function addOperation(
  routes: Routes,
  operation: ListedOperation,
  handler: Handler,
  judge: Judge | undefined,
): void {
  const { name, resource, levels, alsoAt = [] } = operation.data;
  const before = { system: "", type: `${resource}/`, instance: `${resource}/:id/` };
  for (const path of [...levels.map((level) => `${before[level]}$${name}`), ...alsoAt]) {
    routes.add("GET", path, handler, judge);
    routes.add("POST", path, handler, judge);
  }
}

/** The handler that `make` makes of what is loaded with its first request. A load that fails is that request's answer, and is tried again. */
function lazyHandler<T>(load: () => Awaitable<T>, make: (loaded: T) => Handler): Handler {
  let handler: Handler | undefined;
  return (request) =>
    handler ? handler(request) : after(load(), (loaded) => (handler = make(loaded))(request));
}
