/** For orchestrators: is the process alive, and can it answer? */
import { Router } from "express";
import { methodNotAllowed } from "../terminology/issues.ts";
import type { TerminologyStore } from "../terminology/store.ts";
import { HttpError } from "./http-error.ts";

export function healthRouter(store: TerminologyStore): Router {
  const router = Router();
  router.get("/health/live", (_req, res) => {
    res.json({ status: "live" });
  });
  router.get("/health/ready", async (_req, res) => {
    try {
      await store.search("CodeSystem", { criteria: [], count: 0 }, { summary: true });
      res.json({ status: "ready" });
    } catch {
      res.status(503).json({ status: "not ready", reason: "the store does not answer" });
    }
  });
  router.all(["/health/live", "/health/ready"], (req) => {
    throw new HttpError(405, methodNotAllowed(req.method, ["GET", "HEAD"]), { Allow: "GET, HEAD" });
  });
  return router;
}
