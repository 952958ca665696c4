/** One FHIR version's address, `/r4` or `/r5`: takes a request through routing, handling and answering. */
import type { IncomingMessage, ServerResponse } from "node:http";
import type { Logger } from "pino";
import type { Version } from "../fhir/versions.ts";
import { noSuchRoute, TerminologyError } from "../terminology/issues.ts";
import type { TerminologyStore } from "../terminology/store.ts";
import { serverUrl } from "./base-url.ts";
import { errorAnswer } from "./error-answer.ts";
import { EntityTags, isNotModified } from "./entity-tag.ts";
import type { Answer, FhirRequest } from "./fhir-request.ts";
import { answerFormat } from "./negotiate.ts";
import { Query } from "./query.ts";
import { readBody } from "./read-body.ts";
import type { Routes } from "./router.ts";
import { render, send, type Rendered } from "./send.ts";
import type { HttpSettings } from "./settings.ts";

export class Endpoint {
  readonly version: Version;
  private readonly routes: Routes;
  private readonly settings: HttpSettings;
  private readonly logger: Logger;
  private readonly tags: EntityTags;

  constructor(
    version: Version,
    routes: Routes,
    store: TerminologyStore,
    settings: HttpSettings,
    logger: Logger,
  ) {
    this.version = version;
    this.routes = routes;
    this.settings = settings;
    this.logger = logger;
    this.tags = new EntityTags(store);
  }

  /** `target` is what follows the base in the address, query string included: `/CodeSystem/$lookup?code=a`. */
  async handle(req: IncomingMessage, res: ServerResponse, target: string): Promise<void> {
    const method = req.method ?? "GET";
    const mark = target.indexOf("?");
    const path = trimSlashes(mark < 0 ? target : target.slice(0, mark));
    let query = Query.EMPTY;
    let rendered: Rendered;
    try {
      query = mark < 0 ? query : Query.parse(target.slice(mark + 1));
      rendered = await this.answer(req, method, path, query);
    } catch (thrown) {
      const answer = errorAnswer(thrown, this.logger, { method, path });
      rendered = await render(answer, req.headers, query, this.version);
    }
    send(req, res, rendered);
  }

  private async answer(req: IncomingMessage, method: string, path: string, query: Query): Promise<Rendered> {
    // Before anything is done or changed: can the answer be given at all?
    answerFormat(req.headers, query, this.version);
    const reading = method === "GET" || method === "HEAD";
    const tag = reading ? this.tags.of(req.headers) : "";
    if (reading && isNotModified(req.headers, tag))
      return { status: 304, headers: this.validators(tag), body: "" };
    const answer = await this.dispatch(this.request(req, method, path, query));
    const rendered = await render(answer, req.headers, query, this.version);
    if (reading && rendered.status === 200)
      rendered.headers = { ...this.validators(tag), ...rendered.headers };
    return rendered;
  }

  /** Finds the handler and runs it; for entries of Bundles too. */
  async dispatch(request: FhirRequest): Promise<Answer> {
    const { method, path } = request;
    const match = this.routes.match(method, path);
    if (!match) throw new TerminologyError(noSuchRoute(method, `/${this.version.name}/${path}`));
    return match.handler(Object.assign(request, { params: match.params }));
  }

  private request(req: IncomingMessage, method: string, path: string, query: Query): FhirRequest {
    const { version, settings } = this;
    return {
      method,
      version,
      path,
      query,
      params: {},
      headers: req.headers,
      get base() {
        return `${serverUrl(req.headers, settings.publicUrl)}/${version.name}`;
      },
      body: () => readBody(req, version, settings.bodyLimit),
    };
  }

  private validators(tag: string): Record<string, string> {
    return {
      ETag: tag,
      "Cache-Control": this.settings.cacheControl,
      Vary: "Accept, Accept-Language, Accept-Encoding",
    };
  }
}

function trimSlashes(path: string): string {
  const start = path.startsWith("/") ? 1 : 0;
  const end = path.endsWith("/") && path.length > start ? path.length - 1 : path.length;
  return path.slice(start, end);
}
