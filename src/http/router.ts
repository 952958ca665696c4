/** Method and path -> handler. One table for each FHIR version; HTTP and Bundles look things up in it. */
import { methodNotAllowed } from "../terminology/issues.ts";
import type { Handler } from "./fhir-request.ts";
import { HttpError } from "./http-error.ts";
import { decodePercent } from "./query.ts";

export type Method = "GET" | "POST" | "PUT" | "DELETE" | "PATCH";

export interface Match {
  handler: Handler;
  params: Record<string, string>;
}

const NO_PARAMS: Record<string, string> = {};

/** Paths are of the forms `a`, `a/b`, `a/:id`, `a/:id/c` and `a/:id/c/:vid`; an exact path goes before a pattern. */
export class Routes {
  private readonly table = new Map<string, Map<string, Handler>>();

  add(method: Method, path: string, handler: Handler): void {
    let methods = this.table.get(path);
    if (!methods) this.table.set(path, (methods = new Map<string, Handler>()));
    methods.set(method, handler);
  }

  /**
   * `path` is below the base and still percent-encoded; undefined: there is nothing at it.
   * @throws HttpError 405 with an Allow header.
   */
  match(method: string, path: string): Match | undefined {
    const exact = this.table.get(path);
    if (exact) return { handler: pick(exact, method), params: NO_PARAMS };
    const [type = "", id, name, vid, ...more] = path.split("/").map(decodePercent);
    const pattern =
      id === undefined
        ? type
        : name === undefined
          ? `${type}/:id`
          : vid === undefined
            ? `${type}/:id/${name}`
            : `${type}/:id/${name}/:vid`;
    // `%24lookup` and `$lookup` are the same path.
    const decoded = path.includes("%")
      ? this.table.get([type, id, name, vid].filter((s) => s !== undefined).join("/"))
      : undefined;
    const methods = more.length > 0 ? undefined : (decoded ?? this.table.get(pattern));
    if (!methods) return undefined;
    const params: Record<string, string> = {};
    if (!decoded && id !== undefined) params.id = id;
    if (!decoded && vid !== undefined) params.vid = vid;
    return { handler: pick(methods, method), params };
  }
}

function pick(methods: Map<string, Handler>, method: string): Handler {
  const handler = methods.get(method === "HEAD" ? "GET" : method);
  if (handler) return handler;
  const allowed = [...methods.keys()];
  if (allowed.includes("GET")) allowed.splice(allowed.indexOf("GET") + 1, 0, "HEAD");
  throw new HttpError(405, methodNotAllowed(method, allowed), { Allow: allowed.join(", ") });
}
