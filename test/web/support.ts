/** A real server with the bundled condition, asked as a browser asks. */
import type { Server } from "node:http";
import type { AddressInfo } from "node:net";
import express from "express";
import { afterAll, beforeAll } from "vitest";
import { bundledResources } from "../../src/content/bundled-terminology.ts";
import { fhirTerminology } from "../../src/content/fhir-terminology.ts";
import { createLog } from "../../src/http/log.ts";
import { createRoutes } from "../../src/http/routes.ts";
import { MemoryStore } from "../../src/storage/memory/memory-store.ts";
import type { Resource } from "../../src/terminology/model.ts";
import { createWeb } from "../../src/web/router.ts";

export const GC = "https://w3id.org/ossicle/CodeSystem/genetic-conditions";
export const POH = "progressive-osseous-heteroplasia";
/** As Chromium sends it. */
export const BROWSER =
  "text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,image/webp,*/*;q=0.8";

export interface PageReply {
  status: number;
  headers: Headers;
  html: string;
}

export interface WebServer {
  readonly url: string;
  page(path: string, init?: RequestInit): Promise<PageReply>;
}

export function webServer(more: readonly Resource[] = []): WebServer {
  let server: Server | undefined;
  beforeAll(async () => {
    const app = express();
    const log = createLog("silent");
    const settings = {
      bodyLimit: 10_000_000,
      expansionLimit: 1_000,
      cacheControl: "no-cache",
      responseCache: 0,
      writes: false,
      keys: [],
      definitions: { r4: fhirTerminology("r4"), r5: fhirTerminology("r5") },
    };
    const store = new MemoryStore([...bundledResources(), ...more]);
    app.use(createWeb({ routes: createRoutes(store, settings, log), store, settings, log }));
    await new Promise<void>((resolve) => {
      server = app.listen(0, "127.0.0.1", () => resolve());
    });
  });
  afterAll(() => void server?.close());
  const url = () => `http://127.0.0.1:${(server!.address() as AddressInfo).port}`;
  return {
    get url() {
      return url();
    },
    async page(path, init = {}) {
      const headers = { Accept: BROWSER, "Accept-Language": "en", ...(init.headers as object) };
      const response = await fetch(url() + path, { ...init, headers });
      return { status: response.status, headers: response.headers, html: await response.text() };
    },
  };
}

export const at = (path: string, parameters: Record<string, string>): string =>
  `${path}?${new URLSearchParams(parameters).toString()}`;

/** Sends a sheet's form, as a browser does. */
export function formOf(fields: Record<string, string | File>): RequestInit {
  const body = new FormData();
  for (const [name, value] of Object.entries(fields)) body.set(name, value);
  return { method: "POST", body };
}
