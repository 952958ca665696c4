/** Long work ends when memory does: with 503 for who asked, not with the process for everyone. */
import { getHeapStatistics } from "node:v8";
import { HttpError } from "../http/http-error.ts";
import { memoryIsScarce } from "../terminology/issues/http.ts";

/**
 * Part of the limit for objects that have lived a while; the rest is for what does not stop for others. V8 collects garbage
 * before half of what is left is used up, so that above this most of it is none.
 */
const SCARCE = 0.75;

/** Young objects have three times as much, and that counts in V8's limit; its own default is 16 MB. */
const SEMI_SPACE = /--max[-_]semi[-_]space[-_]size=(\d+)/;
const flags = [...process.execArgv, process.env.NODE_OPTIONS].join(" ");
const young = 3 * 2 ** 20 * Number(SEMI_SPACE.exec(flags)?.[1] ?? 16);

/** What the process needs without any long request, and how many times its size a body takes until it is answered. */
const AT_REST = 45 * 2 ** 20;
const TIMES = 10;

/** So many bytes of bodies can be worked on together. One that comes alone may be larger: it ends as `guardMemory` says. */
export function bodiesThatFit(): number {
  const { heap_size_limit: limit } = getHeapStatistics();
  return Math.max(0, Math.floor((SCARCE * (limit - young) - AT_REST) / TIMES));
}

/** @throws HttpError 503 with Retry-After: there is hardly any memory left. */
export function guardMemory(): void {
  const { used_heap_size: used, heap_size_limit: limit } = getHeapStatistics();
  if (used > SCARCE * (limit - young)) throw new HttpError(503, memoryIsScarce(), { "Retry-After": "5" });
}
