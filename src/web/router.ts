/**
 * The addresses of pages, as a router in front of the FHIR handlers: it answers who asks for HTML, at addresses of its
 * own and at those of `/r4` and `/r5`, and lets everyone else through.
 */
import { type Request, type RequestHandler, type Response, Router } from "express";
import { splitAddress } from "../http/address.ts";
import { accessOf } from "../http/auth/access.ts";
import { baseUrl } from "../http/base-url.ts";
import { bounded } from "../http/bounded.ts";
import type { Load } from "../http/load.ts";
import { prefersHtml } from "../http/prefers-html.ts";
import type { HttpSettings } from "../http/settings.ts";
import { noSuchRoute } from "../terminology/issues/http.ts";
import { TerminologyError } from "../terminology/issues/issue.ts";
import { type Awaitable, orElse } from "../terminology/util/awaitable.ts";
import { WorkBudget } from "../terminology/util/work-budget.ts";
import { loadAdditions } from "./additions/load-additions.ts";
import { type Asked, createAsk, oneState, type Params } from "./ask.ts";
import { assets } from "./assets.ts";
import type { Context, Page } from "./context.ts";
import { askedBy, fhirPage } from "./fhir-page.ts";
import { languageOf, messagesIn } from "./messages/index.ts";
import { documentOf, wholeDocument } from "./openapi.ts";
import { addPage } from "./pages/add.ts";
import { apiPage } from "./pages/api.ts";
import { comparePage } from "./pages/compare.ts";
import { errorPage, errorsPage } from "./pages/errors.ts";
import { home } from "./pages/home.ts";
import { LISTED } from "./pages/list.ts";
import { statusPage } from "./pages/status.ts";
import { translatePage } from "./pages/translate.ts";
import { sendFailure, sendOutcome, sendPage } from "./send-page.ts";

interface Site extends Asked {
  /** Bodies of forms count too. */
  load: Load;
  settings: HttpSettings;
}

type Make = (context: Context, query: URLSearchParams) => Page | Promise<Page>;

/** Every page there is. What is not for a person goes on to the next handler. */
export function createWeb(site: Site): Router {
  const router = Router();
  router.get("/web/:file", assets);
  const page = (path: string | RegExp, make: Make): void => {
    const show = answering(site, shown(make));
    router.get(path, (req, res, next) => {
      if (!prefersHtml(req.headers.accept, req.originalUrl)) return next();
      return show(req, res, next);
    });
  };
  page("/", home);
  page("/translate", translatePage);
  page("/status", (context) => statusPage(context, site.settings));
  page("/compare", comparePage);
  page("/openapi", apiPage);
  page("/errors", errorsPage);
  page(/^\/errors\/[\w-]+$/, (context) => errorPage(context, context.address.split(/[/?]/)[2]!));
  page("/add", (context) => addPage(context, site.settings));
  router.get(
    ["/openapi.json", "/r4/openapi.json", "/r5/openapi.json"],
    answering(site, async (req, res, context) => {
      const whole = req.path === "/openapi.json";
      const document = await (whole ? wholeDocument(context) : documentOf(context, context.version));
      if (!context.work.isStopped) res.json(document);
    }),
  );
  page(/^\/r[45](?:\/.*)?$/, async (context) => {
    const path = askedBy(context.address.replace(/^\/r[45]\/?/, "").replace(/\/(?=\?|$)/, ""));
    return fhirPage(context, path, await context.ask(context.version, path, shownOf(path)));
  });
  takeForms(router, site);
  router.get(/.*/, nobodysAddress(site));
  return router;
}

/** What reads tables and other formats is larger than all pages together, and most servers are sent none: loaded when it is needed. */
function takeForms(router: Router, site: Site): void {
  router.post(
    "/translate",
    answering(site, async (req, res, context) => {
      const { sheetAnswer } = await import("./pages/sheet.ts");
      await sheetAnswer(req, res, context, site);
    }),
  );
  if (!site.settings.writes) return;
  const adding = { ...site, access: accessOf(site.settings, site.log) };
  router.post(
    "/add",
    answering(site, async (req, res, context) => {
      const { addAnswer } = await loadAdditions();
      await addAnswer(req, res, context, adding);
    }),
  );
}

type Answering = (req: Request, res: Response, context: Context) => Promise<void>;

/** What is answered here has the bounds of any request: work, time, and that somebody waits for it. */
function answering(site: Site, answer: Answering): RequestHandler {
  const { settings, load, log } = site;
  return (req, res, next) => {
    const sendFailed = (thrown: unknown): Awaitable<void> => {
      const context = contextOf(site, req, new WorkBudget(settings.workLimit));
      const send = prefersHtml(req.headers.accept, req.originalUrl) ? sendFailure : sendOutcome;
      return send(res, context, thrown, log);
    };
    // Sending a failure can fail too: that is the app's.
    const failed = (thrown: unknown): void => void orElse(() => sendFailed(thrown), next);
    const handle = bounded(
      (_req, _res, work) => answer(req, res, contextOf(site, req, work)),
      settings,
      load,
    );
    handle(req, res, failed);
  };
}

const shown =
  (make: Make): Answering =>
  async (req, res, context) =>
    sendPage(res, context, await make(context, queryOf(req)));

/** The router stands in front of everything, and behind: only at the second time is the address nobody's. */
function nobodysAddress(site: Site): RequestHandler {
  const refuse = answering(site, (req) => {
    throw new TerminologyError(noSuchRoute(req.method, req.path, site.routes.addressesNear(req.path)));
  });
  return (req, res, next) => {
    const passed = res.locals.passedPages === true;
    res.locals.passedPages = true;
    if (!passed || !prefersHtml(req.headers.accept, req.originalUrl)) return next();
    return refuse(req, res, next);
  };
}

/** The pages of code systems and maps ask for concepts and mappings page by page, those of lists for none. */
function shownOf(path: string): Params {
  if (/^([A-Z]\w*|(.*\/)?_history)(\?|$)/.test(path)) return { _elements: LISTED };
  return /^(CodeSystem|ConceptMap)\/[^$/?]+(\?|$)/.test(path) ? { _elements: HEADER } : {};
}

const HEADER =
  "url,version,name,title,status,experimental,date,publisher,description,purpose,copyright,caseSensitive," +
  "hierarchyMeaning,content,supplements,count,property,sourceUri,sourceCanonical,targetUri,targetCanonical," +
  "sourceScopeUri,sourceScopeCanonical,targetScopeUri,targetScopeCanonical";

function contextOf(site: Site, req: Request, work: WorkBudget): Context {
  const { settings } = site;
  const { headers, originalUrl } = req;
  const chosen = queryOf(req).get("lang") ?? undefined;
  const language = languageOf(chosen, headers["accept-language"]);
  const base = baseUrl(req, settings.publicUrl);
  const state = oneState(site.store);
  return {
    version: originalUrl.startsWith("/r5") ? "r5" : "r4",
    language,
    t: messagesIn(language),
    ask: createAsk(site, { base, headers: { "accept-language": language }, state, work }),
    work,
    state,
    conceptMap: async (id) => (await (await state()).conceptMaps({ id }))[0],
    base,
    writes: settings.writes,
    lang: chosen === undefined ? undefined : language,
    address: withoutLanguage(originalUrl),
  };
}

const queryOf = (req: Request): URLSearchParams => new URLSearchParams(splitAddress(req.originalUrl).query);

/** Without the language of the page: it is not part of the question. */
function withoutLanguage(address: string): string {
  const { path, query } = splitAddress(address);
  if (!/(^|&)lang=/.test(query)) return address;
  const rest = query
    .split("&")
    .filter((pair) => !pair.startsWith("lang="))
    .join("&");
  return rest === "" ? path : `${path}?${rest}`;
}
