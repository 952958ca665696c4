/**
 * The addresses of pages, as a router in front of the FHIR handlers: it answers who asks for HTML, at addresses of its
 * own and at those of `/r4` and `/r5`, and lets everyone else through.
 */
import { createHash } from "node:crypto";
import { promisify } from "node:util";
import { gzip } from "node:zlib";
import { Router, type Request, type RequestHandler, type Response } from "express";
import { accessOf } from "../http/auth/access.ts";
import { baseUrl } from "../http/base-url.ts";
import { errorAnswer } from "../http/error-answer.ts";
import type { Load } from "../http/load.ts";
import { prefersHtml } from "../http/prefers-html.ts";
import { takesGzip } from "../http/send.ts";
import type { HttpSettings } from "../http/settings.ts";
import { TerminologyError } from "../terminology/issues/issue.ts";
import { noSuchRoute } from "../terminology/issues/http.ts";
import { loadAdditions } from "./additions/load-additions.ts";
import { createAsk, oneState, type Asked, type Params } from "./ask.ts";
import { assets } from "./assets.ts";
import type { Context, Page } from "./context.ts";
import { fhirPage } from "./fhir-page.ts";
import { framed } from "./frame.ts";
import { languageOf, messagesIn } from "./messages/index.ts";
import { documentOf, wholeDocument } from "./openapi.ts";
import { addPage } from "./pages/add.ts";
import { apiPage } from "./pages/api.ts";
import { comparePage } from "./pages/compare.ts";
import { errorPage, errorsPage } from "./pages/errors.ts";
import { home } from "./pages/home.ts";
import { outcomePage } from "./pages/outcome.ts";
import { statusPage } from "./pages/status.ts";
import { translatePage } from "./pages/translate.ts";

interface Site extends Asked {
  /** Bodies of forms count too. */
  load: Load;
  settings: Pick<
    HttpSettings,
    "publicUrl" | "writes" | "keys" | "issuer" | "audience" | "jwks" | "bodyLimit" | "expansionLimit"
  >;
}

/** What is allowed to a page: its own style, script and forms, and nothing of anyone else. */
const POLICY =
  "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; connect-src 'self'; " +
  "form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

const PAGE_HEADERS: Readonly<Record<string, string>> = {
  "Content-Type": "text/html; charset=utf-8",
  "Content-Security-Policy": POLICY,
  "X-Content-Type-Options": "nosniff",
  "Referrer-Policy": "same-origin",
  "Cache-Control": "no-cache",
  Vary: "Accept, Accept-Language, Accept-Encoding",
};

type Make = (context: Context, query: URLSearchParams) => Page | Promise<Page>;

/** Every page there is. What is not for a person goes on to the next handler. */
export function createWeb(site: Site): Router {
  const router = Router();
  router.get("/web/:file", assets);
  const page = (path: string | RegExp, make: Make): void => {
    router.get(path, (req, res, next) => {
      if (!prefersHtml(req.headers.accept, req.originalUrl)) return next();
      return show(site, req, res, make);
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
  router.get(["/openapi.json", "/r4/openapi.json", "/r5/openapi.json"], async (req, res) => {
    const context = contextOf(site, req);
    const whole = req.path === "/openapi.json";
    res.json(await (whole ? wholeDocument(context) : documentOf(context, context.version)));
  });
  page(/^\/r[45](?:\/.*)?$/, async (context) => {
    const path = context.address.replace(/^\/r[45]\/?/, "").replace(/\/(?=\?|$)/, "");
    return fhirPage(context, path, await context.ask(context.version, path, headerOnly(path)));
  });
  takeForms(router, site);
  router.get(/.*/, nobodysAddress(site));
  return router;
}

/** What reads tables and other formats is larger than all pages together, and most servers are sent none: loaded when it is needed. */
function takeForms(router: Router, site: Site): void {
  router.post("/translate", async (req, res) => {
    const { sheetAnswer } = await import("./pages/sheet.ts");
    await sheetAnswer(req, res, contextOf(site, req), site, send);
  });
  if (!site.settings.writes) return;
  const adding = { ...site, access: accessOf(site.settings, site.log) };
  router.post("/add", async (req, res) => {
    const { addAnswer } = await loadAdditions();
    await addAnswer(req, res, contextOf(site, req), adding, send);
  });
}

/** The router stands in front of everything, and behind: only at the second time is the address nobody's. */
const nobodysAddress =
  (site: Site): RequestHandler =>
  (req, res, next) => {
    const passed = res.locals.passedPages === true;
    res.locals.passedPages = true;
    if (!passed || !prefersHtml(req.headers.accept, req.originalUrl)) return next();
    return show(site, req, res, () => {
      throw new TerminologyError(noSuchRoute(req.method, req.path));
    });
  };

async function show(site: Site, req: Request, res: Response, make: Make): Promise<void> {
  const context = contextOf(site, req);
  try {
    await send(req, res, context, await make(context, queryOf(req)));
  } catch (thrown) {
    const { status, resource, headers } = errorAnswer(thrown, site.log, {
      method: req.method,
      path: req.path,
      explained: `${context.base}/errors/`,
    });
    await send(req, res, context, outcomePage(context, "", resource ?? {}, status, headers));
  }
}

/** The pages of code systems and maps ask for concepts and mappings page by page. */
const headerOnly = (path: string): Params =>
  /^(CodeSystem|ConceptMap)\/[^$/?]+(\?|$)/.test(path) ? { _elements: HEADER } : {};

const HEADER =
  "url,version,name,title,status,experimental,date,publisher,description,purpose,copyright,caseSensitive," +
  "hierarchyMeaning,content,supplements,count,property,sourceUri,sourceCanonical,targetUri,targetCanonical," +
  "sourceScopeUri,sourceScopeCanonical,targetScopeUri,targetScopeCanonical";

/** Sends a page with its validator: it is asked for again, but seldom sent again. */
async function send(req: Request, res: Response, context: Context, page: Page): Promise<void> {
  const body = Buffer.from(String(framed(context, page)));
  const status = page.status ?? 200;
  res.status(status).set({ ...page.headers, ...PAGE_HEADERS, "Content-Language": context.language });
  if (status === 200) {
    const tag = `W/"${createHash("sha1").update(body).digest("base64url")}"`;
    res.set("ETag", tag);
    if (req.headers["if-none-match"]?.includes(tag)) return void res.status(304).end();
  }
  const packed = takesGzip(req.headers);
  if (packed) res.set("Content-Encoding", "gzip");
  const bytes = packed ? await promisify(gzip)(body) : body;
  res.set("Content-Length", String(bytes.length));
  res.end(req.method === "HEAD" ? undefined : bytes);
}

function contextOf(site: Site, req: Request): Context {
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
    ask: createAsk(site, base, { "accept-language": language }, state),
    state,
    conceptMap: async (id) => (await (await state()).conceptMaps({ id }))[0],
    base,
    writes: settings.writes,
    chosenLanguage: chosen !== undefined,
    address: withoutLanguage(originalUrl),
  };
}

const queryOf = (req: Request): URLSearchParams =>
  new URLSearchParams(req.originalUrl.split(/\?(.*)/s)[1] ?? "");

/** Without the language of the page: it is not part of the question. */
function withoutLanguage(address: string): string {
  const [path = "", query] = address.split(/\?(.*)/s);
  if (query === undefined || !/(^|&)lang=/.test(query)) return address;
  const rest = query
    .split("&")
    .filter((pair) => !pair.startsWith("lang="))
    .join("&");
  return rest === "" ? path : `${path}?${rest}`;
}
