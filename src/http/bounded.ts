/** A request has an end: when it has cost too much, taken too long, or when nobody waits for it any more. */
import type { ServerResponse } from "node:http";
import { nobodyWaits, tookTooLong } from "../terminology/issues/http.ts";
import { TerminologyError } from "../terminology/issues/issue.ts";
import { orElse, whileWaiting, type Awaitable } from "../terminology/util/awaitable.ts";
import { WorkBudget } from "../terminology/util/work-budget.ts";
import type { HttpHandler, HttpRequestMessage } from "./handler.ts";
import type { Load } from "./load.ts";
import type { HttpSettings } from "./settings.ts";

type Handle = (req: HttpRequestMessage, res: ServerResponse, work: WorkBudget) => Awaitable<void>;

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
    const handling = orElse(() => handle(req, res, work), fail);
    void whileWaiting(handling, () => {
      load.begin();
      const hungUp = () => work.stop(new TerminologyError(nobodyWaits()));
      res.once("close", hungUp);
      const timer = setTimeout(() => {
        const late = new TerminologyError(tookTooLong(requestTimeout));
        work.stop(late);
        next(late);
      }, requestTimeout * 1_000);
      return () => {
        load.end();
        clearTimeout(timer);
        res.off("close", hungUp);
      };
    });
  };
}
