/** GET /metrics: the numbers of all processes that serve, for Prometheus. */
import { Router } from "express";
import { notRead } from "../http-error.ts";
import type { Sample } from "./exposition.ts";
import type { Metrics } from "./metrics.ts";

/** The metrics of each process that serves. */
export type GatherSamples = () => Promise<Sample[][]>;

/** The metrics of this process. */
export const ownSamples = async (metrics: Metrics): Promise<Sample[]> =>
  (await import("./exposition.ts")).samples(metrics);

/** GET /metrics: `gather` gives those of all processes. */
export function metricsRouter(gather: GatherSamples): Router {
  const router = Router();
  // Whoever asks while an answer is being made gets the same one: watching costs the same, however many watch.
  let making: Promise<{ type: string; text: string }> | undefined;
  const make = async (): Promise<{ type: string; text: string }> => {
    try {
      return (await import("./exposition.ts")).exposition(await gather());
    } finally {
      making = undefined;
    }
  };
  router.get("/metrics", async (_req, res) => {
    const { type, text } = await (making ??= make());
    res.setHeader("Cache-Control", "no-store");
    res.type(type).send(text);
  });
  router.all("/metrics", (req) => {
    throw notRead(req.method);
  });
  return router;
}
