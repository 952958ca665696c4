/** A request as it came over HTTP, in the shape that handlers of FHIR's addresses take. */
import type { ServerResponse } from "node:http";
import type { Version } from "../fhir/version.ts";
import type { Snapshot } from "../terminology/store.ts";
import { after, type Awaitable } from "../terminology/util/awaitable.ts";
import { lazy } from "../terminology/util/lazy.ts";
import type { WorkBudget } from "../terminology/util/work-budget.ts";
import { splitAddress } from "./address.ts";
import type { FhirRequest } from "./fhir-request.ts";
import type { HttpRequestMessage } from "./handler.ts";
import { Query } from "./query.ts";
import type { BodyLimits } from "./read-body.ts";

const NONE: Readonly<Record<string, string>> = {};

/** What reads bodies: most requests have none. */
export const loadReader = lazy(() => import("./read-body.ts"));

/** Where requests of one FHIR version come in. */
interface Endpoint {
  version: Version;
  limits: BodyLimits;
}

/** A class, for a getter in each object is slow to make. */
export class HttpRequest implements FhirRequest {
  readonly method: string;
  readonly version: Version;
  readonly store: Snapshot;
  readonly base: string;
  readonly work: WorkBudget;
  readonly path: string;
  readonly query: Query;
  readonly params = NONE;
  readonly takesPieces = true;
  readonly headers: HttpRequestMessage["headers"];
  private readonly req: HttpRequestMessage;
  private readonly res: ServerResponse;
  private readonly limits: BodyLimits;

  /**
   * `store` is what it reads, `base` the address of the version.
   * @throws TerminologyError invalid: the query string is not encoded as it should be.
   */
  constructor(
    req: HttpRequestMessage,
    res: ServerResponse,
    { version, limits }: Endpoint,
    { store, base, work }: { store: Snapshot; base: string; work: WorkBudget },
  ) {
    const { path, query } = splitAddress(req.url ?? "/");
    this.req = req;
    this.res = res;
    this.method = req.method ?? "GET";
    this.version = version;
    this.store = store;
    this.base = base;
    this.work = work;
    this.path = trimSlashes(path);
    this.query = Query.parse(query);
    this.headers = req.headers;
    this.limits = limits;
  }

  body(): Awaitable<Query | object> {
    return after(loadReader(), ({ readBody }) => readBody(this.req, this.version, this.limits, this.res));
  }
}

function trimSlashes(path: string): string {
  const start = path.startsWith("/") ? 1 : 0;
  const end = path.endsWith("/") && path.length > start ? path.length - 1 : path.length;
  return path.slice(start, end);
}
