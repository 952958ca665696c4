/** One FHIR version's address, `/r4` or `/r5`: takes a request through routing, handling and answering. */
import type { IncomingMessage, ServerResponse } from "node:http";
import type { Version } from "../fhir/versions.ts";
import type { TerminologyStore } from "../terminology/store.ts";
import { serverUrl } from "./base-url.ts";
import { errorAnswer } from "./error-answer.ts";
import { EntityTags, isNotModified } from "./entity-tag.ts";
import type { FhirRequest } from "./fhir-request.ts";
import type { Log } from "./log.ts";
import { answerFormat } from "./negotiate.ts";
import { Query } from "./query.ts";
import { readBody } from "./read-body.ts";
import type { Routes } from "./router.ts";
import { render, send, type Form, type Rendered } from "./send.ts";
import type { HttpSettings } from "./settings.ts";

export class Endpoint {
  readonly version: Version;
  private readonly routes: Routes;
  private readonly settings: HttpSettings;
  private readonly log: Log;
  private readonly tags: EntityTags;

  constructor(version: Version, routes: Routes, store: TerminologyStore, settings: HttpSettings, log: Log) {
    this.version = version;
    this.routes = routes;
    this.settings = settings;
    this.log = log;
    this.tags = new EntityTags(store);
  }

  /** `target` is what follows the base in the address, query string included: `/CodeSystem/$lookup?code=a`. */
  async handle(req: IncomingMessage, res: ServerResponse, target: string): Promise<void> {
    const method = req.method ?? "GET";
    const mark = target.indexOf("?");
    const path = trimSlashes(mark < 0 ? target : target.slice(0, mark));
    // What is wrong must be said in some form, even if the wanted form is what is wrong.
    const form: Form = { format: "json", pretty: false };
    let rendered: Rendered;
    try {
      const query = mark < 0 ? Query.EMPTY : Query.parse(target.slice(mark + 1));
      // Before anything is done or changed: can the answer be given at all?
      form.format = answerFormat(req.headers, query, path === "metadata" ? undefined : this.version);
      form.pretty = query.get("_pretty") === "true";
      rendered = await this.answer(req, this.request(req, method, path, query), form);
    } catch (thrown) {
      rendered = await this.failure(thrown, { method, path }, form);
    }
    send(req, res, rendered);
  }

  private async failure(
    thrown: unknown,
    what: { method: string; path: string },
    form: Form,
  ): Promise<Rendered> {
    try {
      return await render(errorAnswer(thrown, this.log, what), form, this.version);
    } catch (again) {
      // Whatever happens, the caller gets an answer.
      return render(errorAnswer(again, this.log, what), { format: "json", pretty: false }, this.version);
    }
  }

  private async answer(req: IncomingMessage, request: FhirRequest, form: Form): Promise<Rendered> {
    const reading = request.method === "GET" || request.method === "HEAD";
    if (!reading) return render(await this.routes.dispatch(request), form, this.version);
    const tag = this.tags.of(req.headers);
    if (isNotModified(req.headers, tag)) return { status: 304, headers: this.validators(tag), body: "" };
    const rendered = await render(await this.routes.dispatch(request), form, this.version);
    if (rendered.status === 200) rendered.headers = { ...this.validators(tag), ...rendered.headers };
    return rendered;
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
