/** Records what a client asks of any FHIR terminology server, and gives it back later without one. */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { fileURLToPath } from "node:url";
import { splitAddress } from "../http/address.ts";
import {
  comparable,
  type Exchange,
  KEPT_HEADERS,
  keyOf,
  parsed,
  readTape,
  TAPE_BASE,
  type TapeAnswer,
  type TapeRequest,
  without,
  writeTape,
} from "./tape.ts";

export interface ReplayOptions {
  /** `record` asks `upstream` and keeps what it answers; `replay` (default) answers from the tape alone. */
  mode?: "replay" | "record";
  /** The server's base, for recording: `https://tx.example.org/r4`. */
  upstream?: string;
  /** An older recording is no answer. */
  maxAgeDays?: number;
  /** Texts that must not be on the tape, such as keys. */
  secrets?: readonly string[];
}

export interface TestReplay extends AsyncDisposable {
  /** To be used in the place of the server's base. */
  readonly url: string;
  /** Questions that the tape has no answer to: each with what is nearest to it. */
  readonly unmatched: readonly string[];
  /** @throws Error naming the questions that had no answer. */
  stop(): Promise<void>;
}

const DAY_MS = 86_400_000;

/** @throws Error: `record` without `upstream`, or a tape that is no tape. */
export async function startReplay(tape: string | URL, options: ReplayOptions = {}): Promise<TestReplay> {
  const { mode = "replay", upstream, maxAgeDays, secrets = [] } = options;
  if (mode === "record" && upstream === undefined) throw new Error("to record, give the `upstream` to ask");
  const path = tape instanceof URL ? fileURLToPath(tape) : tape;
  const unmatched: string[] = [];
  const answer =
    mode === "record" ? recording(path, upstream!, secrets) : replaying(path, maxAgeDays, unmatched);

  const server = createServer((req, res) => {
    answered(req, answer, secrets).then(
      (given) => send(req, res, given),
      (error: Error) => send(req, res, failure(502, `The recording failed: ${error.message}`)),
    );
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;

  const stop = async (): Promise<void> => {
    await closed(server);
    if (unmatched.length > 0)
      throw new Error(`${unmatched.length} not on the tape:\n${unmatched.join("\n")}`);
  };
  return { url: `http://127.0.0.1:${port}`, unmatched, stop, [Symbol.asyncDispose]: stop };
}

type Answerer = (question: TapeRequest, req: IncomingMessage, body: Buffer) => Promise<TapeAnswer>;

async function answered(
  req: IncomingMessage,
  answer: Answerer,
  secrets: readonly string[],
): Promise<TapeAnswer> {
  const body = await read(req);
  return answer(comparable(req, body.toString("utf8"), secrets), req, body);
}

/** Once it is closed it stays so: closing again waits for nothing. */
const closed = (server: Server): Promise<void> =>
  new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });

function recording(path: string, upstream: string, secrets: readonly string[]): Answerer {
  const exchanges: Exchange[] = [];
  const base = upstream.replace(/\/+$/, "");
  const onTape = (text: string): string => without(text, secrets).replaceAll(base, TAPE_BASE);
  return async (request, req, body) => {
    const response = await fetch(base + (req.url ?? ""), {
      method: request.method,
      headers: forwarded(req),
      ...(body.length > 0 ? { body: new Uint8Array(body) } : {}),
    });
    const kept = [...response.headers].filter(([name]) => KEPT_HEADERS.includes(name));
    const answer: TapeAnswer = {
      status: response.status,
      contentType: response.headers.get("content-type") ?? "",
      ...(kept.length > 0
        ? { headers: Object.fromEntries(kept.map(([name, value]) => [name, onTape(value)])) }
        : {}),
      body: parsed(onTape(await response.text())),
    };
    // A server that was down for a moment is not what a test is about.
    if (answer.status < 500) {
      exchanges.push({ recorded: new Date().toISOString(), request, answer });
      writeTape(path, { exchanges });
    }
    return answer;
  };
}

/** Credentials are sent on, and are not on the tape: no header of a request is. */
function forwarded({ headers }: IncomingMessage): Headers {
  const sent = new Headers();
  for (const name of ["accept", "accept-language", "authorization", "content-type", "prefer", "x-cache-id"]) {
    const value = headers[name];
    if (typeof value === "string") sent.set(name, value);
  }
  return sent;
}

function replaying(path: string, maxAgeDays: number | undefined, unmatched: string[]): Answerer {
  const tape = readTape(path);
  const next = Map.groupBy(tape.exchanges, (exchange) => keyOf(exchange.request));
  const oldest = maxAgeDays === undefined ? -Infinity : Date.now() - maxAgeDays * DAY_MS;
  const isOld = ({ recorded }: Exchange): boolean => Date.parse(recorded) < oldest;
  return (request) => {
    const answers = next.get(keyOf(request));
    // The same question again may have had another answer: in order, the last one for good.
    const exchange = answers && answers.length > 1 ? answers.shift() : answers?.[0];
    if (exchange && !isOld(exchange)) return Promise.resolve(exchange.answer);
    const missing = exchange
      ? `${request.method} ${request.path}: recorded ${exchange.recorded}, which is more than ${maxAgeDays} days ago`
      : notOnTape(request, tape.exchanges);
    unmatched.push(missing);
    return Promise.resolve(failure(501, `The tape has no answer. ${missing}`));
  };
}

function notOnTape(request: TapeRequest, exchanges: readonly Exchange[]): string {
  const said = `${request.method} ${request.path}`;
  const nearest = exchanges
    .map((exchange) => ({ exchange, differences: differencesOf(request, exchange.request) }))
    .sort((a, b) => a.differences.length - b.differences.length)[0];
  if (!nearest) return `${said} (the tape is empty)`;
  return `${said}; nearest: ${nearest.exchange.request.method} ${nearest.exchange.request.path}; differs in ${nearest.differences.join(", ")}`;
}

/** The places in which two questions differ, with both values. */
function differencesOf(asked: TapeRequest, taped: TapeRequest): string[] {
  const [a, b] = [placesOf(asked), placesOf(taped)];
  const places = new Set([...a.keys(), ...b.keys()]);
  return [...places]
    .filter((place) => a.get(place) !== b.get(place))
    .map((place) => `${place} (${a.get(place) ?? "absent"}, not ${b.get(place) ?? "absent"})`);
}

function placesOf({ method, path, format, body }: TapeRequest): Map<string, string> {
  const { path: address, query } = splitAddress(path);
  const places = new Map([
    ["method", method],
    ["path", address],
    ["format", format],
  ]);
  for (const [name, value] of new URLSearchParams(query)) places.set(name, value);
  const { parameter } = (body ?? {}) as { parameter?: { name?: string }[] };
  if (Array.isArray(parameter))
    for (const { name, ...value } of parameter) places.set(`body ${name}`, JSON.stringify(value));
  else if (body !== undefined) places.set("body", JSON.stringify(body));
  return places;
}

const failure = (status: number, text: string): TapeAnswer => ({
  status,
  contentType: "application/fhir+json",
  body: {
    resourceType: "OperationOutcome",
    issue: [{ severity: "error", code: "not-supported", details: { text } }],
  },
});

async function read(req: IncomingMessage): Promise<Buffer> {
  const parts: Buffer[] = [];
  for await (const part of req as AsyncIterable<Buffer>) parts.push(part);
  return Buffer.concat(parts);
}

function send(
  req: IncomingMessage,
  res: ServerResponse,
  { status, contentType, headers = {}, body }: TapeAnswer,
): void {
  const here = (text: string): string => text.replaceAll(TAPE_BASE, `http://${req.headers.host}`);
  if (contentType !== "") res.setHeader("Content-Type", contentType);
  for (const [name, value] of Object.entries(headers)) res.setHeader(name, here(value));
  res.writeHead(status);
  res.end(body === undefined ? undefined : here(typeof body === "string" ? body : JSON.stringify(body)));
}
