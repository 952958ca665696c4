/** Method and path -> handler. One table for all FHIR versions; HTTP and Bundles look things up in it. */
import type { FhirVersion } from "../fhir/version.ts";
import { methodNotAllowed, noSuchOperation, noSuchRoute } from "../terminology/issues/http.ts";
import { type Issue, TerminologyError } from "../terminology/issues/issue.ts";
import { after, type Awaitable } from "../terminology/util/awaitable.ts";
import { percentDecoded } from "../terminology/util/percent-decoded.ts";
import type { Answer, FhirRequest, Handler, Judge } from "./fhir-request.ts";
import { HttpError } from "./http-error.ts";
import { operationsNear, routeNear } from "./near-address.ts";
import { decodePercent } from "./query.ts";

type Method = "GET" | "POST" | "PUT" | "DELETE" | "PATCH";

/** What a method does at a path; an issue: why it is switched off. */
type Methods = Map<string, Handler | Issue>;

type Watch = (name: string, handler: Handler) => Handler;

interface Match {
  methods: Methods;
  params: Record<string, string>;
}

const NO_PARAMS: Record<string, string> = {};

/** Paths are of the forms `a`, `a/b`, `a/:id`, `a/:id/c` and `a/:id/c/:vid`; an exact path goes before a pattern. */
export class Routes {
  private readonly exact = new Map<string, Methods>();
  private readonly patterns = new Map<string, Methods>();
  private readonly judges = new Map<Handler | Issue, Judge>();
  private readonly watched: Watch | undefined;

  /** `watched`: what is made of each handler, under a name for what it does; absent: nothing. */
  constructor(watched?: Watch) {
    this.watched = watched;
  }

  /** An issue in the place of a handler says why the method is switched off here. Without `judge` everybody may. */
  add(method: Method, path: string, handler: Handler | Issue, judge?: Judge): void {
    const table = path.includes(":") ? this.patterns : this.exact;
    const methods = table.get(path) ?? new Map<string, Handler | Issue>();
    const guarded = judge && typeof handler === "function" ? judged(judge, handler) : handler;
    const watched =
      this.watched && typeof guarded === "function" ? this.watched(nameOf(method, path), guarded) : guarded;
    if (judge) this.judges.set(watched, judge);
    table.set(path, methods.set(method, watched));
  }

  /** Only whether the caller may: nothing is done. What is not there at all may be asked by everybody. */
  judge(request: FhirRequest): Awaitable<unknown> {
    const handler = this.match(request.path)?.methods.get(routed(request.method));
    return handler && this.judges.get(handler)?.(request);
  }

  /**
   * Finds the handler and runs it.
   * @throws TerminologyError not-found; HttpError 405 with an Allow header; and what the handler throws.
   */
  dispatch(request: FhirRequest): Awaitable<Answer> {
    const { method, path, version } = request;
    const match = this.match(path);
    if (!match) {
      const at = `/${version.name}/${path}`;
      if (/(^|\/)(\$|%24)/.test(path))
        throw new HttpError(404, noSuchOperation(at, operationsNear(path, this.paths())));
      throw new TerminologyError(noSuchRoute(method, at, this.addressesNear(path, version.name)));
    }
    if (method === "OPTIONS") return { status: 204, headers: { Allow: allowedIn(match.methods).join(", ") } };
    const handler = pick(match.methods, method);
    return handler(match.params === NO_PARAMS ? request : Object.assign(request, { params: match.params }));
  }

  /** The address of the server at which a path that nothing is served at may have been meant, if there is one. */
  addressesNear(path: string, version: FhirVersion = /r5/i.test(path) ? "r5" : "r4"): string[] {
    const decoded = percentDecoded(path);
    // Of what can't be decoded nothing is known.
    if (decoded.includes("%")) return [];
    const near = routeNear(decoded, this.types(), (end) => this.match(end) !== undefined);
    return near === undefined ? [] : [`/${version}/${near}`];
  }

  private paths(): string[] {
    return [...this.exact.keys(), ...this.patterns.keys()];
  }

  private types(): string[] {
    return this.paths().filter((path) => /^[A-Z]\w+$/.test(path));
  }

  /** `path` is below the base and still percent-encoded. */
  private match(path: string): Match | undefined {
    const methods = this.exact.get(path);
    if (methods) return { methods, params: NO_PARAMS };
    const segments = path.split("/").map(decodePercent);
    // `%24lookup` and `$lookup` are the same path.
    const decoded = path.includes("%") ? this.exact.get(segments.join("/")) : undefined;
    if (decoded) return { methods: decoded, params: NO_PARAMS };
    const [type, id, name, vid] = segments;
    if (id === undefined || segments.length > 4) return undefined;
    // No id starts so: it is the name of an operation that there isn't.
    if (id.startsWith("$")) return undefined;
    const pattern = [type, ":id", name, vid === undefined ? undefined : ":vid"]
      .slice(0, segments.length)
      .join("/");
    const found = this.patterns.get(pattern);
    return found && { methods: found, params: vid === undefined ? { id } : { id, vid } };
  }
}

/** `CodeSystem/$lookup` at whatever level, `GET CodeSystem/:id`. */
function nameOf(method: Method, path: string): string {
  return path.includes("$") ? path.replace("/:id/", "/") : `${method} ${path}`.trim();
}

const routed = (method: string): string => (method === "HEAD" ? "GET" : method);

const judged =
  (judge: Judge, handler: Handler): Handler =>
  (request) =>
    after(judge(request), () => handler(request));

function pick(methods: Methods, method: string): Handler {
  const handler = methods.get(routed(method));
  if (typeof handler === "function") return handler;
  const allowed = allowedIn(methods);
  throw new HttpError(405, handler ?? methodNotAllowed(method, allowed), { Allow: allowed.join(", ") });
}

/** Those that do something here. */
function allowedIn(methods: Methods): string[] {
  const possible = [...methods].filter(([, handler]) => typeof handler === "function").map(([name]) => name);
  return possible.flatMap((name) => (name === "GET" ? ["GET", "HEAD"] : [name]));
}
