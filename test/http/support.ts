/** A real server and fetch, for tests. */
import { afterAll, beforeAll } from "vitest";
import { startServer, type StartOptions } from "../../src/start.ts";

export interface Reply {
  status: number;
  headers: Headers;
  text: string;
  /** The body, if it is JSON. */
  // eslint-disable-next-line @typescript-eslint/no-explicit-any
  json: any;
}

export interface TestServer {
  url: string;
  /** `path` begins with a slash: `/r4/metadata`. */
  request(path: string, init?: RequestInit): Promise<Reply>;
}

/** Starts a server before the tests of a file and stops it after them. */
export function testServer(options: StartOptions | (() => StartOptions) = {}): TestServer {
  let running: Awaited<ReturnType<typeof startServer>> | undefined;
  beforeAll(async () => {
    running = await startServer(typeof options === "function" ? options() : options);
  });
  afterAll(() => running?.stop());
  return {
    get url() {
      return running!.url;
    },
    async request(path, init) {
      const response = await fetch(running!.url + path, init);
      const text = await response.text();
      const json =
        response.headers.get("content-type")?.includes("json") && text ? JSON.parse(text) : undefined;
      return { status: response.status, headers: response.headers, text, json };
    },
  };
}

/** The parameters of a Parameters resource by name, with their only value. */
// eslint-disable-next-line @typescript-eslint/no-explicit-any
export function values(parameters: any): Record<string, unknown> {
  const entries = (parameters?.parameter ?? []).map((p: Record<string, unknown>) => [
    p.name,
    Object.entries(p).find(([key]) => key.startsWith("value"))?.[1],
  ]);
  return Object.fromEntries(entries);
}
