/** A real server and fetch, for tests. */
import { connect } from "node:net";
import { setTimeout } from "node:timers/promises";
import { afterAll, beforeAll } from "vitest";
import { type StartOptions, startServer } from "../../src/server/start.ts";
import { startMounted } from "./mounted.ts";

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
  /** Sends bytes as they are, the pieces one after the other, and gives all that comes back until the server closes. */
  raw(...pieces: (string | Buffer)[]): Promise<string>;
}

/** Set where the same tests run over handlers in another Express app: its version, 4 or 5. */
export const MOUNTED = process.env.OSSICLE_TEST_MOUNTED as "4" | "5" | undefined;

/** Starts a server before the tests of a file and stops it after them. */
export function testServer(options: StartOptions | (() => StartOptions) = {}): TestServer {
  let running: { url: string; stop(): Promise<void> } | undefined;
  beforeAll(async () => {
    const given = typeof options === "function" ? options() : options;
    running = MOUNTED ? await startMounted(given, { express: MOUNTED }) : await startServer(given);
  });
  afterAll(() => running?.stop());
  return asked(() => running!.url);
}

/** A server of one test alone, which is stopped with it: a second try begins anew. */
export async function ownServer(options: StartOptions = {}): Promise<TestServer & AsyncDisposable> {
  const running = await startServer(options);
  return Object.assign(
    asked(() => running.url),
    { [Symbol.asyncDispose]: () => running.stop() },
  );
}

function asked(url: () => string): TestServer {
  return {
    get url() {
      return url();
    },
    async request(path, init) {
      const response = await fetch(url() + path, init);
      const text = await response.text();
      const json =
        response.headers.get("content-type")?.includes("json") && text ? JSON.parse(text) : undefined;
      return { status: response.status, headers: response.headers, text, json };
    },
    raw: (...pieces) => raw(new URL(url()), pieces),
  };
}

function raw({ hostname, port }: URL, pieces: readonly (string | Buffer)[]): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connect({ host: hostname, port: Number(port), noDelay: true }, () => void write());
    const write = async (): Promise<void> => {
      for (const [i, piece] of pieces.entries()) {
        if (i > 0) await setTimeout(20);
        socket.write(piece);
      }
    };
    let reply = "";
    socket.on("data", (chunk) => (reply += String(chunk)));
    socket.on("close", () => resolve(reply));
    socket.on("error", reject);
    socket.setTimeout(10_000, () => socket.destroy(new Error("the server keeps the connection open")));
  });
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

/** Without the addresses that explain messages: only a server that has pages gives them. */
export const unexplained = (answer: unknown): unknown =>
  answer === undefined
    ? undefined
    : JSON.parse(JSON.stringify(answer).replace(/\. See http[^" ]*\/errors\/[\w-]+/g, ""));
