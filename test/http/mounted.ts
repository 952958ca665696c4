/** What `startServer` gives, but as handlers in an Express app of one's own, below nested routers. */
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import type { RequestHandler } from "express";
import express5 from "express";
import express4 from "express4";
import { createEngine } from "../../src/engine.ts";
import { ossicle } from "../../src/express.ts";
import { filledStore } from "../../src/server/filled-store.ts";
import type { StartOptions } from "../../src/server/start.ts";

export interface Mounted {
  /** Where the FHIR versions are mounted. */
  url: string;
  stop(): Promise<void>;
}

export interface MountOptions {
  /** Express's version. */
  express?: "4" | "5";
  /** Before Ossicle in the same app. */
  before?: readonly RequestHandler[];
  trustProxy?: boolean;
  path?: string;
}

export async function startMounted(
  { store: address = "memory:", resources, before: _, ...settings }: StartOptions,
  { express: version = "5", before = [], trustProxy, path = "/fhir" }: MountOptions = {},
): Promise<Mounted> {
  const express = version === "4" ? (express4 as typeof express5) : express5;
  const store = await filledStore(address, resources);
  const engine = createEngine(store, { responseCache: 16_000_000, ...(settings as object) });
  const app = express();
  if (trustProxy) app.set("trust proxy", true);
  for (const handler of before) app.use(handler);
  const inner = express.Router();
  inner.use("/r4", ossicle(engine, "r4"));
  inner.use("/r5", ossicle(engine, "r5"));
  const outer = express.Router();
  const [, ...segments] = path.split("/");
  const last = segments.pop()!;
  outer.use(`/${last}`, inner);
  app.use(segments.length > 0 ? `/${segments.join("/")}` : "/", outer);
  const server = createServer(app);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}${path}`,
    async stop() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      await store.close();
    },
  };
}
