/** The door: an Express app that every request passes once. */
import type { IncomingMessage } from "node:http";
import express, { type Express, type RequestHandler } from "express";
import type { Version } from "../fhir/version.ts";
import { versions } from "../fhir/versions.ts";
import { noSuchRoute } from "../terminology/issues/http.ts";
import { TerminologyError } from "../terminology/issues/issue.ts";
import type { Store } from "../terminology/store.ts";
import { Issuer } from "./auth/issuer.ts";
import { smartConfiguration } from "./auth/smart-configuration.ts";
import { baseUrl } from "./base-url.ts";
import { AnswerCache } from "./caching/answer-cache.ts";
import { everyRequest } from "./every-request.ts";
import { failureHandler } from "./failure-handler.ts";
import { fhirHandler } from "./fhir-handler.ts";
import type { HttpHandler, HttpRequestMessage } from "./handler.ts";
import { healthRouter } from "./health.ts";
import { Load } from "./load.ts";
import type { RequestLog } from "./log.ts";
import type { Metrics } from "./metrics/metrics.ts";
import { type GatherSamples, metricsRouter, ownSamples } from "./metrics/metrics-router.ts";
import { prefersHtml } from "./prefers-html.ts";
import type { Routes } from "./router.ts";
import { createRoutes, WRITABLE } from "./routes.ts";
import { schemasRouter } from "./schemas.ts";
import type { HttpSettings } from "./settings.ts";

const BASES = Object.values(versions).map(({ name }) => `/${name}`);

/** What else may be served. */
export interface AppParts {
  /** Run for every request, before it is answered: login, rate limits, counting. */
  before?: readonly RequestHandler[] | undefined;
  /** Pages for people, who ask at the same addresses. Loaded when first needed: the server starts without them. */
  pages?: ((routes: Routes, load: Load) => Promise<RequestHandler>) | undefined;
  /** Requests are counted, and shown at /metrics. */
  metrics?: Metrics | undefined;
  /** Of all processes, where there are several. */
  gather?: GatherSamples | undefined;
}

/** The Express app of the stock server: every request passes it once, and all that fails ends in its failure handler. */
export function createApp(
  store: Store,
  settings: HttpSettings,
  log: RequestLog,
  { before = [], pages, metrics, gather }: AppParts = {},
): Express {
  const app = bareApp();
  const load = new Load({ requests: settings.queueLimit, bodies: settings.bodiesLimit });
  const explained = pages && ((req: HttpRequestMessage) => explainedAt(baseUrl(req, settings.publicUrl)));
  const failing = { metrics, explained };
  const routes = createRoutes(store, settings, log, {
    metrics,
    explained: pages && (({ base }) => explainedAt(base)),
  });

  if (metrics) metrics.load = load;
  const answers = new AnswerCache(store, settings);
  app.use(everyRequest(log, load, failing, before.length === 0 ? answers : undefined));
  for (const handler of before) app.use(handler);
  const forPeople = pages && whenLoaded(() => pages(routes, load));
  if (settings.issuer !== undefined)
    app.use(smartConfiguration(new Issuer(settings.issuer), BASES, WRITABLE));
  const served = { routes, answers, settings, load };
  for (const version of Object.values(versions)) {
    const handler = fhirHandler(version, served);
    const own = forPeople ? unlessForPeople(handler) : handler;
    app.use(at(version), own, failureHandler(log, version, failing));
  }
  if (forPeople) app.use(ifForPeople(forPeople));
  app.use(healthRouter(store, settings.stopping));
  if (metrics) app.use(metricsRouter(gather ?? (async () => [await ownSamples(metrics)])));
  app.use(schemasRouter(settings.publicUrl));
  if (forPeople) app.use(forPeople);
  app.use((req) => {
    throw new TerminologyError(noSuchRoute(req.method, req.path, routes.addressesNear(req.path)));
  });
  app.use(failureHandler(log, undefined, failing));
  return app;
}

/** A pattern of our own: Express matches a string by one that decodes, which costs a request 0.2 us more. */
const at = ({ name }: Version): RegExp => new RegExp(`^/${name}(?=/|$)`, "i");

/** What Express adds of its own is left off. */
function bareApp(): Express {
  const app = express();
  app.disable("x-powered-by");
  app.disable("etag");
  app.set("query parser", false);
  return app;
}

/** Of the address of the server or one of its versions: where messages are explained. */
const explainedAt = (base: string): string => `${base.replace(/\/r[45]$/, "")}/errors/`;

/** Browsers, and whoever wants the interface described. */
const isForPeople = ({ method, headers, url }: IncomingMessage): boolean =>
  (method === "GET" || method === "HEAD") &&
  (prefersHtml(headers.accept, url!) || url!.endsWith("/openapi.json"));

/** A look within FHIR's own handler, not a handler before it: each one that Express passes costs as much as the look. */
const unlessForPeople =
  (handler: HttpHandler): HttpHandler =>
  (req, res, next) =>
    isForPeople(req) ? next() : handler(req, res, next);

const ifForPeople =
  (pages: RequestHandler): RequestHandler =>
  (req, res, next) =>
    isForPeople(req) ? pages(req, res, next) : next();

/** A load that fails is an answer, and is tried again with the next request. */
function whenLoaded(load: () => Promise<RequestHandler>): RequestHandler {
  let loaded: RequestHandler | undefined;
  return async (req, res, next) => {
    loaded ??= await load();
    await loaded(req, res, next);
  };
}
