/** Long work ends when memory does: with 503 for whoever asked, not with the process for everyone. */
import { setTimeout as sleep } from "node:timers/promises";
import { getHeapStatistics } from "node:v8";
import { HttpError } from "../http/http-error.ts";
import { memoryIsScarce } from "../terminology/issues/http.ts";
import type { Awaitable } from "../terminology/util/awaitable.ts";
import type { LongRequest } from "../terminology/util/in-turns.ts";

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
  const oldSpace = megabytes(/--max[-_]old[-_]space[-_]size=(\d+)/);
  const semiSpace = megabytes(/--max[-_]semi[-_]space[-_]size=(\d+)/) || 64;
  return 2 ** 20 * oldSpace || getHeapStatistics().heap_size_limit - 2 ** 20 * 3 * semiSpace;
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

/** So many bytes of resources can be kept under cache-ids for later, beside what is being worked on. */
export const keptThatFit = (): number => Math.floor(bodiesThatFit() / 2);

/** Above this part long requests go on one after the other: what each holds in the midst of its work would add up. */
const TIGHT = 0.5;
/** One that waits for this long is refused, and may come again. */
const PATIENCE_MS = 10_000;
const LOOK_MS = 10;
/** One that has not gone on for so long waits for something itself, and keeps nobody waiting. */
const IDLE_MS = 100;

/** The one whose turn it is, and when it last went on. */
let first: LongRequest | undefined;
let wentOn = 0;

/**
 * Resolves when the request may go on.
 * @throws HttpError 503 with Retry-After: there is hardly any memory left.
 */
export function guardMemory(request?: LongRequest): Awaitable<void> {
  if (isUsed(SCARCE)) throw scarce();
  if (request && isUsed(TIGHT) && !isFirst(request)) return untilItIsFirst(request);
}

const isUsed = (part: number): boolean => getHeapStatistics().used_heap_size > part * limit;

const scarce = (): HttpError => new HttpError(503, memoryIsScarce(), { "Retry-After": "5" });

/** It is from now on where nobody else is. */
function isFirst(request: LongRequest): boolean {
  const now = performance.now();
  const isFree = first === undefined || first === request || first.isDone || now - wentOn > IDLE_MS;
  if (isFree) [first, wentOn] = [request, now];
  return isFree;
}

async function untilItIsFirst(request: LongRequest): Promise<void> {
  const end = performance.now() + PATIENCE_MS;
  do {
    if (performance.now() > end) throw scarce();
    await sleep(LOOK_MS);
  } while (isUsed(TIGHT) && !request.isDone && !isFirst(request));
}
