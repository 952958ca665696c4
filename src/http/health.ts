/** For orchestrators: is the process alive, and can it answer? */
import { type Response, Router } from "express";
import type { Store } from "../terminology/store.ts";
import { notRead } from "./http-error.ts";

/** Not ready: while the store does not answer, and from when `stopping` is aborted. */
export function healthRouter(store: Store, stopping: AbortSignal | undefined): Router {
  const router = Router();
  router.get("/health/live", (_req, res) => {
    res.json({ status: "live" });
  });
  router.get("/health/ready", async (_req, res) => {
    if (stopping?.aborted) return void notReady(res, "the server is about to stop");
    try {
      await store.check();
      res.json({ status: "ready" });
    } catch {
      notReady(res, "the store does not answer");
    }
  });
  router.all(["/health/live", "/health/ready"], (req) => {
    throw notRead(req.method);
  });
  return router;
}

function notReady(res: Response, reason: string): void {
  res.status(503).json({ status: "not ready", reason });
}
