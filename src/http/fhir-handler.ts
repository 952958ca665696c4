/** One FHIR version as an Express handler, for the address at which it is mounted. */
import type { Version } from "../fhir/version.ts";
import { flow, found } from "../terminology/util/flow.ts";
import { baseUrl } from "./base-url.ts";
import { bounded, type Handle } from "./bounded.ts";
import type { AnswerCache } from "./caching/answer-cache.ts";
import { EntityTags, isMatched, isNotModified, requireMatched } from "./caching/entity-tag.ts";
import type { HttpHandler } from "./handler.ts";
import { HttpRequest } from "./http-request.ts";
import type { Load } from "./load.ts";
import { answerFormat } from "./negotiate.ts";
import type { Routes } from "./router.ts";
import { type Form, send, written } from "./send.ts";
import { beginning, isLong, sendPieces } from "./send-pieces.ts";
import type { HttpSettings } from "./settings.ts";

/** What a caller must send again for the answer to be the same. */
const VARY = "Accept, Accept-Language, Accept-Encoding, Prefer";

/** What the versions that are served together share. */
interface Served {
  routes: Routes;
  answers: AnswerCache;
  settings: HttpSettings;
  load: Load;
}

/** Kept answers, negotiation, dispatch, sending. Whatever fails, now or later, goes to the next handler for failures. */
export function fhirHandler(version: Version, { routes, answers, settings, load }: Served): HttpHandler {
  const endpoint = { version, limits: { bodyLimit: settings.bodyLimit, load } };
  const tags = new EntityTags(settings.epoch);

  const handle: Handle = flow(function* (req, res, work, fail) {
    const asked = yield* found(answers.asked(req));
    const { state, generation, variant, kept } = asked;
    if (kept) return send(req, res, kept, fail);

    const base = baseUrl(req, settings.publicUrl);
    const request = new HttpRequest(req, res, endpoint, { store: state, base, work });
    // Before anything is done or changed: can the answer be given at all?
    const form = wantedForm(request);
    const tag = variant && tags.of(variant, generation);
    if (tag !== undefined && isNotModified(req.headers, tag) && isMatched(req.headers, tag)) {
      return send(req, res, { status: 304, head: validators(tag, settings), body: "" }, fail);
    }
    const answer = yield* found(routes.dispatch(request));
    const isCacheable = answer.status === 200 || answer.status === 304;
    const head = tag !== undefined && isCacheable ? validators(tag, settings, answer.headers?.ETag) : [];
    if (tag !== undefined && head.includes("ETag")) requireMatched(req.headers, tag);
    const begun = answer.pieces && (yield* found(beginning(answer.pieces, { form, work })));
    if (isLong(begun)) return yield* found(sendPieces(req, res, answer, { begun, form, head, work }));
    const whole = begun ? { ...answer, ...inForm(begun.text, form) } : answer;
    const ready = yield* found(written(whole, form, req.headers, head));
    // What was being read when it was stopped has been left out: nobody is to get that.
    if (work.isStopped) return;
    answers.put(asked, ready);
    send(req, res, ready, fail);
  });

  return bounded(handle, settings, load);
}

/** An answer that is one version of a resource has that version's tag. */
function validators(tag: string, { cacheControl }: HttpSettings, ownTag?: string): string[] {
  const head = ["Cache-Control", cacheControl, "Vary", VARY];
  if (ownTag === undefined) head.push("ETag", tag);
  return head;
}

/** Pieces of JSON are not indented. */
const inForm = (text: string, { format, pretty }: Form): { text: string } | { resource: object } =>
  format === "json" && pretty ? { resource: JSON.parse(text) as object } : { text };

/** Any FHIR version may be asked for at `metadata`: it is where a caller learns which one is spoken. */
function wantedForm({ headers, query, path, version }: HttpRequest): Form {
  return {
    format: answerFormat(headers, query, path === "metadata" ? undefined : version),
    pretty: query.get("_pretty") === "true",
    version,
  };
}
