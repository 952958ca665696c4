/** What was asked of a terminology server and what it answered, in one file that people can read and compare. */
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import type { IncomingMessage } from "node:http";
import { splitAddress, withQuery } from "../http/address.ts";
import { isNode } from "../terminology/util/json-object.ts";

export interface TapeRequest {
  method: string;
  /** Below the base, the query in the order of its names. */
  path: string;
  /** `json` or `xml`: what was to be answered. */
  format: "json" | "xml";
  /** Parsed, if it is JSON. */
  body?: unknown;
}

export interface TapeAnswer {
  status: number;
  contentType: string;
  /** Those of `KEPT_HEADERS` that it had. */
  headers?: Record<string, string>;
  /** The recorded server's base is written as `TAPE_BASE`. */
  body?: unknown;
}

/** What a client may act on; no other header is on the tape. */
export const KEPT_HEADERS = ["content-location", "etag", "last-modified", "location", "retry-after"];

/** Stands for the server's base: links lead to where the tape is played, and not out into the network. */
export const TAPE_BASE = "http://tape.invalid";

export interface Exchange {
  /** ISO instant. */
  recorded: string;
  request: TapeRequest;
  answer: TapeAnswer;
}

interface Tape {
  exchanges: Exchange[];
}

/** Empty where there is no such file. @throws Error: it is no JSON */
export const readTape = (path: string): Tape =>
  existsSync(path) ? (JSON.parse(readFileSync(path, "utf8")) as Tape) : { exchanges: [] };

/** In the order of the requests, so that a new recording differs only where the answers do. */
export function writeTape(path: string, { exchanges }: Tape): void {
  const sorted = exchanges
    .map((exchange, at) => ({ exchange, at, key: keyOf(exchange.request) }))
    .sort((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : a.at - b.at));
  writeFileSync(path, `${JSON.stringify({ exchanges: sorted.map((s) => s.exchange) }, null, 2)}\n`);
}

/** Two requests of one key are the same question. */
export const keyOf = ({ method, path, format, body }: TapeRequest): string =>
  `${method} ${path} ${format} ${body === undefined ? "" : JSON.stringify(sortedKeys(body))}`;

/** Names that differ from run to run and mean nothing for the answer. */
const CACHE_ID = "cache-id";
/** Parameters of addresses that hold credentials. */
const CREDENTIAL = /^(api[-_]?key|access[-_]?token|token|key|password|client_secret|sig|signature)$/i;
const HIDDEN = "***";

/** A request in the form in which it is compared and kept: ordered, without credentials. */
export function comparable(
  { method = "GET", url = "/", headers: { accept = "" } }: IncomingMessage,
  text: string,
  secrets: readonly string[],
): TapeRequest {
  const { path, query } = splitAddress(url);
  const parameters = [...new URLSearchParams(query)]
    .filter(([name]) => name !== CACHE_ID)
    .map(([name, value]): [string, string] => [name, CREDENTIAL.test(name) ? HIDDEN : value])
    .sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0));
  const ordered = new URLSearchParams(parameters).toString();
  const body = parsed(without(text, secrets));
  return {
    method,
    path: without(withQuery(path, ordered), secrets),
    format: /\bxml\b/.test(accept) ? "xml" : "json",
    ...(body === undefined ? {} : { body: withoutCacheId(body) }),
  };
}

/** The text with every secret hidden. */
export const without = (text: string, secrets: readonly string[]): string =>
  secrets.reduce((left, secret) => (secret === "" ? left : left.replaceAll(secret, HIDDEN)), text);

/** JSON, else the text itself; undefined of an empty one. */
export function parsed(text: string): unknown {
  if (text === "") return undefined;
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

function withoutCacheId(body: unknown): unknown {
  const { parameter } = body as { parameter?: { name?: string }[] };
  if (!Array.isArray(parameter)) return body;
  return { ...(body as object), parameter: parameter.filter((p) => p.name !== CACHE_ID) };
}

function sortedKeys(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sortedKeys);
  if (!isNode(value)) return value;
  return Object.fromEntries(
    Object.entries(value)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, inner]) => [key, sortedKeys(inner)]),
  );
}
