/** One FHIR version's address, `/r4` or `/r5`: takes a request through routing, handling and answering. */
import type { IncomingMessage, ServerResponse } from "node:http";
import type { Version } from "../fhir/version.ts";
import { after, orElse, type Awaitable } from "../terminology/util/awaitable.ts";
import type { Snapshot, Store } from "../terminology/store.ts";
import { serverUrl } from "./base-url.ts";
import { EntityTags, isNotModified, Variants, type Variant } from "./caching/entity-tag.ts";
import { errorAnswer } from "./error-answer.ts";
import type { Answer, FhirRequest } from "./fhir-request.ts";
import type { Log } from "./log.ts";
import { answerFormat } from "./negotiate.ts";
import { Query } from "./query.ts";
import { readBody } from "./read-body.ts";
import { ResponseCache } from "./caching/kept-answers.ts";
import type { Routes } from "./router.ts";
import { render, send, toWire, type Form, type Rendered, type Wire } from "./send.ts";
import type { HttpSettings } from "./settings.ts";

/** What a caller must send again for the answer to be the same. */
const VARY = "Accept, Accept-Language, Accept-Encoding, Prefer";

export class Endpoint {
  readonly version: Version;
  private readonly routes: Routes;
  private readonly store: Store;
  private readonly settings: HttpSettings;
  private readonly log: Log;
  private readonly variants = new Variants();
  private readonly tags: EntityTags;
  private readonly cache: ResponseCache;

  constructor(version: Version, routes: Routes, store: Store, settings: HttpSettings, log: Log) {
    this.version = version;
    this.routes = routes;
    this.store = store;
    this.settings = settings;
    this.log = log;
    this.tags = new EntityTags(settings.epoch);
    this.cache = new ResponseCache(settings.responseCache);
  }

  /**
   * Answers a request, whatever happens. `target` is what follows the base in the address, query string included:
   * `/CodeSystem/$lookup?code=a`. `common` are headers for the answer: name, value, name, value...
   */
  async handle(req: IncomingMessage, res: ServerResponse, target: string, common: string[]): Promise<void> {
    const method = req.method ?? "GET";
    // What a caller has sent under its cache-id may change from one request to the next.
    const stable = (method === "GET" || method === "HEAD") && !/cache(-|%2d)id/i.test(target);
    const variant = stable ? this.variants.of(req.headers) : undefined;
    const taking = this.state();
    const state = taking instanceof Promise ? await taking : taking;
    // No two generations of a store that doesn't answer are the same: nothing is taken for known.
    const generation = state === this.store ? Math.random() : state.generation;
    const key = variant && method === "GET" ? this.keyOf(req, variant, target) : undefined;
    const known = key === undefined ? undefined : this.cache.get(key, generation);
    if (known) return send(req, res, known, common);
    const tag = variant && this.tags.of(variant, generation);
    const answering = this.answer(req, method, target, state, tag);
    const wire = answering instanceof Promise ? await answering : answering;
    if (key !== undefined && wire.status === 200) this.cache.put(key, generation, wire);
    send(req, res, wire, common);
  }

  /** Under which the answer to a GET is kept; undefined: it is not. */
  private keyOf({ headers }: IncomingMessage, variant: Variant, target: string): string | undefined {
    const conditional = "if-none-match" in headers || "if-modified-since" in headers;
    return this.cache.isOn && !conditional ? `${variant.number} ${target}` : undefined;
  }

  /** Other processes' writes included. A store that doesn't answer will say so when it is asked for content. */
  private state(): Awaitable<Snapshot> {
    return orElse<Snapshot>(
      () => this.store.snapshot(),
      () => this.store,
    );
  }

  /** @param tag that of the answer, if it succeeds; undefined: it has none */
  private answer(
    req: IncomingMessage,
    method: string,
    target: string,
    state: Snapshot,
    tag: string | undefined,
  ): Awaitable<Wire> {
    const mark = target.indexOf("?");
    const path = trimSlashes(mark < 0 ? target : target.slice(0, mark));
    // What is wrong must be said in some form, even if the wanted form is what is wrong.
    const form: Form = { format: "json", pretty: false };
    const succeed = (): Awaitable<Wire> => {
      const query = mark < 0 ? Query.EMPTY : Query.parse(target.slice(mark + 1));
      // Before anything is done or changed: can the answer be given at all?
      form.format = answerFormat(req.headers, query, path === "metadata" ? undefined : this.version);
      form.pretty = query.get("_pretty") === "true";
      const request = new HttpRequest(req, method, this.version, state, path, query, this.settings);
      if (tag !== undefined && isNotModified(req.headers, tag))
        return { status: 304, head: this.validators(tag), body: "" };
      return after(this.routes.dispatch(request), (answer) =>
        after(render(answer, form, this.version), (rendered) => {
          if (tag !== undefined && answer.status === 200) rendered.head.push(...this.validators(tag, answer));
          return toWire(rendered, req.headers);
        }),
      );
    };
    return orElse(succeed, (thrown) =>
      after(this.failure(thrown, { method, path }, form), (rendered) => toWire(rendered, req.headers)),
    );
  }

  private failure(thrown: unknown, what: { method: string; path: string }, form: Form): Awaitable<Rendered> {
    return orElse(
      () => render(errorAnswer(thrown, this.log, what), form, this.version),
      // Whatever happens, the caller gets an answer.
      (again) => render(errorAnswer(again, this.log, what), { format: "json", pretty: false }, this.version),
    );
  }

  /** An answer that is one version of a resource has that version's tag. */
  private validators(tag: string, { headers }: Pick<Answer, "headers"> = {}): string[] {
    const head = ["Cache-Control", this.settings.cacheControl, "Vary", VARY];
    if (headers?.ETag === undefined) head.push("ETag", tag);
    return head;
  }
}

/** A request as it came over HTTP. A class, for a getter in each object is slow to make. */
class HttpRequest implements FhirRequest {
  readonly method: string;
  readonly version: Version;
  readonly store: Snapshot;
  readonly path: string;
  readonly query: Query;
  readonly params: Readonly<Record<string, string>> = {};
  readonly headers: IncomingMessage["headers"];
  private readonly req: IncomingMessage;
  private readonly settings: HttpSettings;

  constructor(
    req: IncomingMessage,
    method: string,
    version: Version,
    store: Snapshot,
    path: string,
    query: Query,
    settings: HttpSettings,
  ) {
    this.req = req;
    this.method = method;
    this.version = version;
    this.store = store;
    this.path = path;
    this.query = query;
    this.headers = req.headers;
    this.settings = settings;
  }

  get base(): string {
    return `${serverUrl(this.headers, this.settings.publicUrl)}/${this.version.name}`;
  }

  body(): Awaitable<Query | object> {
    return readBody(this.req, this.version, this.settings.bodyLimit);
  }
}

function trimSlashes(path: string): string {
  const start = path.startsWith("/") ? 1 : 0;
  const end = path.endsWith("/") && path.length > start ? path.length - 1 : path.length;
  return path.slice(start, end);
}
