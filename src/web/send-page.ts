/** A page goes out, or in its place what went wrong. */
import { createHash } from "node:crypto";
import { promisify } from "node:util";
import { gzip } from "node:zlib";
import type { Request, Response } from "express";
import { errorAnswer } from "../http/error-answer.ts";
import type { Answer } from "../http/fhir-request.ts";
import type { Log } from "../http/log.ts";
import { takesGzip } from "../http/send.ts";
import type { Context, Page } from "./context.ts";
import { framed } from "./frame.ts";
import { outcomePage } from "./pages/outcome.ts";

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

/** Sends a page with its validator: it is asked for again, but seldom sent again. Nobody waits for it any more: nothing. */
export async function sendPage(res: Response, context: Context, page: Page): Promise<void> {
  if (context.work.isStopped) return;
  const { req } = res;
  const body = Buffer.from(String(framed(context, page)));
  const status = page.status ?? 200;
  const tag = status === 200 ? `W/"${createHash("sha1").update(body).digest("base64url")}"` : undefined;
  const isKnown = tag !== undefined && req.headers["if-none-match"]?.includes(tag) === true;
  const packed = !isKnown && takesGzip(req.headers);
  const bytes = packed ? await promisify(gzip)(body) : body;
  if (context.work.isStopped) return;
  res.status(status).set({ ...page.headers, ...PAGE_HEADERS, "Content-Language": context.language });
  if (tag !== undefined) res.set("ETag", tag);
  if (isKnown) return void res.status(304).end();
  if (packed) res.set("Content-Encoding", "gzip");
  res.set("Content-Length", String(bytes.length));
  res.end(req.method === "HEAD" ? undefined : bytes);
}

/** What was thrown, as a page. */
export const sendFailure = (res: Response, context: Context, thrown: unknown, log: Log): Promise<void> =>
  sendPage(res, context, outcomePage(context, "", failureOf(thrown, res.req, context, log)));

/** The same for programs. */
export function sendOutcome(res: Response, context: Context, thrown: unknown, log: Log): void {
  const { status, resource, headers } = failureOf(thrown, res.req, context, log);
  res.status(status).set(headers ?? {});
  res.type("application/fhir+json").send(JSON.stringify(resource));
}

/** What was thrown, as FHIR's answer. */
export const failureOf = (thrown: unknown, { method, path }: Request, { base }: Context, log: Log): Answer =>
  errorAnswer(thrown, log, { method, path, explained: `${base}/errors/` });
