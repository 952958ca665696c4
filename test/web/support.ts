/** A real server with the bundled condition, asked as a browser asks. */
import { afterAll, beforeAll } from "vitest";
import { bundledResources } from "../../src/content/bundled-terminology.ts";
import { type StartedServer, type StartOptions, startServer } from "../../src/server/start.ts";
import type { Resource } from "../../src/terminology/model.ts";

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

export function webServer(more: readonly Resource[] = [], options: StartOptions = {}): WebServer {
  let server: StartedServer | undefined;
  beforeAll(async () => {
    server = await startServer({ resources: [...bundledResources(), ...more], ...options });
  });
  afterAll(() => server?.stop());
  const url = () => server!.url;
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
