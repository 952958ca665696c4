/** A request has an end: when it has cost too much, taken too long, or when nobody waits for it any more. */
import type { ServerResponse } from "node:http";
import { nobodyWaits, tookTooLong, writeTookTooLong } from "../terminology/issues/http.ts";
import { TerminologyError } from "../terminology/issues/issue.ts";
import { type Awaitable, orElse, whileWaiting } from "../terminology/util/awaitable.ts";
import { WorkBudget } from "../terminology/util/work-budget.ts";
import type { HttpHandler, HttpRequestMessage, Next } from "./handler.ts";
import type { Load } from "./load.ts";
import type { HttpSettings } from "./settings.ts";

export type Handle = (
  req: HttpRequestMessage,
  res: ServerResponse,
  work: WorkBudget,
  fail: (thrown: unknown) => void,
) => Awaitable<void>;

/** Most requests are answered at once: a clock and an ear for the caller are for those that have to wait. */
export function bounded(
  handle: Handle,
  { workLimit, requestTimeout = 30 }: Pick<HttpSettings, "workLimit" | "requestTimeout">,
  load: Load,
): HttpHandler {
  return (req, res, next) => {
    const work = new WorkBudget(workLimit);
    // What a stopped request still throws has been answered, or has nobody to answer.
    const fail = (thrown: unknown): void => {
      if (!work.isStopped) next(thrown);
    };
    const handling = orElse(() => handle(req, res, work, fail), fail);
    void whileWaiting(handling, () => {
      load.begin();
      const hungUp = () => work.stop(new TerminologyError(nobodyWaits()));
      res.once("close", hungUp);
      const stopTimer = timed(work, requestTimeout, next);
      return () => {
        load.end();
        work.hasEnded = true;
        stopTimer();
        res.off("close", hungUp);
      };
    });
  };
}

/** A long answer that the caller goes on taking may take this many times as long. */
const LONG_ANSWER = 10;

/** Stops the request after `seconds` in which nothing of its answer was taken. The function given back ends the watch. */
function timed(work: WorkBudget, seconds: number, next: Next): () => void {
  const began = performance.now();
  const limit = seconds * 1_000;
  const look = (): void => {
    const end = Math.min(Math.max(began, work.wentOn) + limit, began + LONG_ANSWER * limit);
    const left = end - performance.now();
    if (left > 1) return void (timer = setTimeout(look, left));
    const late = new TerminologyError(work.mayHaveWritten ? writeTookTooLong(seconds) : tookTooLong(seconds));
    work.stop(late);
    next(late);
  };
  let timer = setTimeout(look, limit);
  return () => clearTimeout(timer);
}
