/** What a test server was asked, as plain data: any assertion library reads it. */
import type { RequestHandler } from "express";
import express from "express";
import { percentDecoded } from "../terminology/util/percent-decoded.ts";

export interface Seen {
  method: string;
  /** Below the server, without the query: `/r4/CodeSystem/$lookup`. */
  path: string;
  query: Readonly<Record<string, readonly string[]>>;
  version: "r4" | "r5" | undefined;
  /** The operation's name without `$`; of other requests undefined. */
  operation: string | undefined;
  headers: Readonly<Record<string, string | string[] | undefined>>;
  /** JSON as it was parsed, else the text; undefined where there was none. */
  body: unknown;
  /** undefined: not answered, or not yet. */
  status: number | undefined;
}

/** Which requests? Every given field narrows. */
export interface Match {
  operation?: string;
  method?: string;
  when?(seen: Seen): boolean;
}

/** Is the request among those that are meant? All are where nothing narrows. */
export const matches = (seen: Seen, { operation, method, when }: Match = {}): boolean =>
  (operation === undefined || seen.operation === operation.replace(/^\$/, "")) &&
  (method === undefined || seen.method === method.toUpperCase()) &&
  (when === undefined || when(seen));

/** Notes each request in `log`, and hands it on with its note. */
export function recorder(
  log: Seen[],
  then: (seen: Seen, ...express: Parameters<RequestHandler>) => void,
): RequestHandler[] {
  const note: RequestHandler = (req, res, next) => {
    const seen = seenOf(req);
    log.push(seen);
    res.once("finish", () => (seen.status = res.statusCode));
    then(seen, req, res, next);
  };
  return [express.raw({ type: () => true, limit: "100mb" }), note];
}

function seenOf(req: Parameters<RequestHandler>[0]): Seen {
  const { pathname, searchParams } = new URL(req.originalUrl, "http://localhost");
  const query = Object.fromEntries([...searchParams.keys()].map((name) => [name, searchParams.getAll(name)]));
  const path = percentDecoded(pathname);
  return {
    method: req.method,
    path,
    query,
    version: /^\/(r[45])(\/|$)/.exec(path)?.[1] as "r4" | "r5" | undefined,
    operation: /\/\$([\w-]+)$/.exec(path)?.[1],
    headers: req.headers,
    body: bodyOf(req.body),
    status: undefined,
  };
}

function bodyOf(body: unknown): unknown {
  if (!Buffer.isBuffer(body) || body.length === 0) return undefined;
  const text = body.toString("utf8");
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
