/** Requests over `fetch`: waits where the server asks to, gives up in time, and keeps what has an entity tag. */
import { type Failure, failureOf, messageOf, outcomeIn } from "./failure.ts";
import { type Given, toParameters, toQuery } from "./parameters.ts";
import type { Options } from "./types.ts";

export interface ClientOptions {
  /** Of the FHIR version: `http://127.0.0.1:3000/r4`. */
  baseUrl: string;
  version: "r4" | "r5";
  /** Default: the one of the platform. */
  fetch?: typeof fetch;
  /** Sent with each request, asked for each time: a token may have changed. */
  headers?: () => Headers | Record<string, string>;
  /** For one attempt; default 30 s. */
  timeoutMs?: number;
  /** Further attempts after 429, 503 and broken connections; default 2. */
  retries?: number;
}

export type Reply = { kind: "answered"; body: unknown } | Failure;

/** Longer addresses are refused by proxies on the way: what does not fit is sent as a body. */
const LONGEST_ADDRESS = 2_000;
/** Longer than this nobody waits for a server that is busy. */
const LONGEST_WAIT_MS = 30_000;
const FIRST_WAIT_MS = 200;
/** Answers kept for the entity tag that they came with. */
const MOST_KEPT = 200;

interface Kept {
  tag: string;
  body: unknown;
}

/** Sends questions to one server. */
export class Transport {
  private readonly options: ClientOptions;
  private readonly base: string;
  private readonly kept = new Map<string, Kept>();

  constructor(options: ClientOptions) {
    this.options = options;
    this.base = options.baseUrl.replace(/\/+$/, "");
  }

  /** One operation: as GET, or as POST where that would be too long for an address or can't stand in one. */
  ask(operation: string, given: Given, type: string, options?: Options): Promise<Reply> {
    const query = toQuery(given);
    const path = query === "" ? operation : `${operation}?${query}`;
    return query === undefined || path.length + this.base.length > LONGEST_ADDRESS
      ? this.send(operation, toParameters(given), type, options)
      : this.send(path, undefined, type, options);
  }

  /** `path` is below the base, `body` there where it is to be a POST, `type` that of the resource that answers. */
  async send(path: string, body: object | undefined, type: string, { signal }: Options = {}): Promise<Reply> {
    const { retries = 2 } = this.options;
    for (let attempt = 0; ; attempt++) {
      signal?.throwIfAborted();
      const reply = await this.once(path, body, type, signal);
      const mayWait = reply.kind === "unreachable" || (reply.kind === "busy" && isAskedToWait(reply));
      if (!mayWait || attempt >= retries) return reply;
      const wait = reply.retryAfterMs ?? FIRST_WAIT_MS * 2 ** attempt;
      if (wait > LONGEST_WAIT_MS) return reply;
      await sleep(wait, signal);
    }
  }

  private async once(
    path: string,
    body: object | undefined,
    type: string,
    signal: AbortSignal | undefined,
  ): Promise<Reply> {
    const inTime = AbortSignal.timeout(this.options.timeoutMs ?? 30_000);
    const known = body === undefined ? this.kept.get(path) : undefined;
    try {
      const response = await (this.options.fetch ?? fetch)(`${this.base}/${path}`, {
        signal: signal ? AbortSignal.any([signal, inTime]) : inTime,
        headers: this.headers(body, known),
        ...(body === undefined ? {} : { method: "POST", body: JSON.stringify(body) }),
      });
      if (response.status === 304 && known) return { kind: "answered", body: known.body };
      return this.read(path, type, response, await response.text());
    } catch (error) {
      signal?.throwIfAborted();
      return { kind: "unreachable", message: (error as Error).message };
    }
  }

  private headers(body: object | undefined, known: Kept | undefined): Record<string, string> {
    return {
      Accept: "application/fhir+json",
      ...(body === undefined ? {} : { "Content-Type": "application/fhir+json" }),
      ...(known ? { "If-None-Match": known.tag } : {}),
      ...Object.fromEntries(new Headers(this.options.headers?.())),
    };
  }

  private read(path: string, type: string, response: Response, text: string): Reply {
    const json = parsed(text);
    if (!response.ok) return failureOf(response, text, json);
    const { resourceType: found } = (json ?? {}) as { resourceType?: unknown };
    if (found !== type) {
      const outcome = outcomeIn(json);
      const what = typeof found === "string" ? `a resource of type ${found}` : "no FHIR resource in JSON";
      const message = messageOf(outcome) ?? `the answer is ${what}, not ${type}`;
      const { status } = response;
      return { kind: "not-fhir", message, status, raw: text, ...(outcome ? { outcome } : {}) };
    }
    this.keep(path, response.headers.get("etag"), json);
    return { kind: "answered", body: json };
  }

  private keep(path: string, tag: string | null, body: unknown): void {
    if (tag === null) return;
    this.kept.delete(path);
    this.kept.set(path, { tag, body });
    if (this.kept.size > MOST_KEPT) this.kept.delete(this.kept.keys().next().value!);
  }
}

const isAskedToWait = ({ status }: Failure): boolean => status === 429 || status === 503;

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function sleep(milliseconds: number, signal: AbortSignal | undefined): Promise<void> {
  return new Promise((resolve, reject) => {
    const aborted = () => {
      clearTimeout(timer);
      reject(signal!.reason as Error);
    };
    const timer = setTimeout(() => {
      signal?.removeEventListener("abort", aborted);
      resolve();
    }, milliseconds);
    signal?.addEventListener("abort", aborted, { once: true });
  });
}
