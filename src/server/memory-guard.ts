/** Long work ends when memory does: with 503 for who asked, not with the process for everyone. */
import { getHeapStatistics } from "node:v8";
import { HttpError } from "../http/http-error.ts";
import { memoryIsScarce } from "../terminology/issues/http.ts";

/**
 * Part of the limit for objects that have lived a while; the rest is for what does not stop for others. V8 collects garbage
 * before half of what is left is used up, so that above this most of it is none.
 */
const SCARCE = 0.75;

const flags = [...process.execArgv, process.env.NODE_OPTIONS].join(" ");
const limit = longLived();

/**
 * The limit, in bytes. That of the heap counts young objects too: three semi-spaces, of 16 to 64 MB each by the memory of
 * the machine where nobody has said how large they are.
 */
function longLived(): number {
  const told = megabytes(/--max[-_]old[-_]space[-_]size=(\d+)/);
  const semiSpace = megabytes(/--max[-_]semi[-_]space[-_]size=(\d+)/) || 64;
  return 2 ** 20 * told || getHeapStatistics().heap_size_limit - 2 ** 20 * 3 * semiSpace;
}

/** Of a flag; 0, as for V8: nobody has said. */
function megabytes(flag: RegExp): number {
  return Number(flag.exec(flags)?.[1] ?? 0);
}

/** What the process needs without any long request, and how many times its size a body takes until it is answered. */
const AT_REST = 45 * 2 ** 20;
const TIMES = 10;

/** So many bytes of bodies can be worked on together. One that comes alone may be larger: it ends as `guardMemory` says. */
export function bodiesThatFit(): number {
  return Math.max(0, Math.floor((SCARCE * limit - AT_REST) / TIMES));
}

/** @throws HttpError 503 with Retry-After: there is hardly any memory left. */
export function guardMemory(): void {
  if (getHeapStatistics().used_heap_size > SCARCE * limit)
    throw new HttpError(503, memoryIsScarce(), { "Retry-After": "5" });
}
