/** Starts and stops the HTTP server. */
import type { IncomingMessage, Server, ServerResponse } from "node:http";
import { type AddressInfo, Server as TcpServer } from "node:net";
import type { Duplex } from "node:stream";
import { setImmediate as turn } from "node:timers/promises";
import type { Express, Request, Response } from "express";
import { operationOutcome } from "../fhir/operation-outcome.ts";
import {
  headersTooLarge,
  malformedRequest,
  requestTimeout,
  unmetExpectation,
} from "../terminology/issues/http.ts";
import type { Issue } from "../terminology/issues/issue.ts";
import { own } from "../terminology/util/own.ts";
import { messageClasses } from "./express-prototypes.ts";
import { setTimeoutsLate } from "./late-timeouts.ts";
import type { Refusal } from "./metrics/refusal.ts";
import { MEDIA_TYPES } from "./negotiate.ts";
import { createServer, STATUS_CODES } from "./node-http.ts";
import { connected } from "./turn.ts";

export interface RunningServer {
  /** `http://host:port`, without a slash at the end. */
  url: string;
  /**
   * Stops taking connections, lets the running requests end (10 s at most), and closes. `grace`: milliseconds in which
   * an open connection may bring one more request, which is answered; without it the idle ones are closed at once.
   */
  stop(grace?: number): Promise<void>;
}

/** Where connections wait to be taken. */
export interface AcceptQueue {
  /** Resolves when none waits there, or has waited for long enough: what waits when a server closes is cut off. */
  empty(): Promise<void>;
  /** This server takes no more: resolves when nobody gets in at all, or soon. */
  left(): Promise<void>;
}

export interface Listening extends RunningServer {
  /** From now on each answer is the last one on its connection: callers' next requests may go elsewhere. */
  drain(): void;
}

const LIMITS = {
  /** For the whole request to arrive; whoever is slower gets 408. */
  requestTimeout: 60_000,
  headersTimeout: 15_000,
  /** Longer than the idle times of usual load balancers, so that they and not we close. */
  keepAliveTimeout: 75_000,
  connectionsCheckingInterval: 5_000,
  /** A socket on which nothing has moved for so long is closed: longer than any request may take. */
  timeout: 180_000,
  /** A missing Host is answered by the app. */
  requireHostHeader: false,
};

interface ListenOptions extends Partial<typeof LIMITS> {
  /**
   * The stream of a request without a body has ended from the start, which saves a GET 1.5 of 38 us on Node 24 (`$lookup`
   * from memory, 8 connections, lower quartile of 20 rounds in turn). Not where other handlers may wait for its end.
   */
  optimizeEmptyRequests?: boolean;
  /** Of several processes, where it is not this server's alone. */
  acceptQueue?: AcceptQueue | undefined;
  maxConnections?: number;
  /** Bytes of a body: whoever asks first (`Expect: 100-continue`) is not let send more. */
  bodyLimit?: number;
  /** Told of each connection and request that never gets to the app. */
  refused?: (why: Refusal) => void;
}

/** Connections that may wait to be taken, where the system allows as many: whoever finds no room tries again after a second. */
const BACKLOG = 4_096;
const STOP_WITHIN = 10_000;
const LINGER = 2_000;

/**
 * `port` 0 takes a free one; `host` may be IPv6, with or without brackets.
 * @throws Error in words when the address can't be had.
 */
export function listen(
  app: Express,
  host: string,
  port: number,
  { acceptQueue, ...options }: ListenOptions = {},
): Promise<Listening> {
  const server = serverOf(app, options);
  const address = host.replace(/^\[(.*)\]$/, "$1");
  return new Promise((resolve, reject) => {
    server.once("error", (error: NodeJS.ErrnoException) => reject(inWords(error, host, port)));
    server.listen({ port, host: address, backlog: BACKLOG }, () => {
      // A connection that could not be taken, for want of descriptors, is no reason to end.
      server.on("error", () => undefined);
      const { port: bound } = server.address() as AddressInfo;
      const name = address.includes(":") ? `[${address}]` : address;
      resolve({
        url: `http://${name}:${bound}`,
        drain: () => drain(server),
        stop: (grace) => stop(server, grace, acceptQueue ?? ownAcceptQueue(server, grace)),
      });
    });
  });
}

function serverOf(
  app: Express,
  { maxConnections, bodyLimit, refused, ...limits }: Omit<ListenOptions, "acceptQueue">,
): Server {
  const server = createServer({ ...LIMITS, ...limits, ...messageClasses(app) }, (req, res) => {
    if (!req.url!.startsWith("/")) toOriginForm(req);
    // What the app does before its router does, requests and responses bring along: so a request costs 0.2 to 0.4 us less.
    // The app answers everything; Express would make a final handler of its own for each request otherwise.
    app.router(req as Request, res as Response, () => res.destroy());
  });
  // Above this a connection is closed as soon as it is there.
  if (maxConnections !== undefined) server.maxConnections = maxConnections;
  server.timeout = limits.timeout ?? LIMITS.timeout;
  setTimeoutsLate(server, limits.connectionsCheckingInterval ?? LIMITS.connectionsCheckingInterval);
  server.on("connection", connected);
  if (refused) server.on("drop", () => refused("connection"));
  server.on("clientError", (error: ParserError, socket) => refuse(error, socket, refused));
  server.on("checkContinue", (req, res) => {
    // The app refuses it; whoever sends it all the same has the connection closed.
    if (Number(req.headers["content-length"]) > (bodyLimit ?? Infinity)) res.shouldKeepAlive = false;
    else res.writeContinue();
    server.emit("request", req, res);
  });
  server.on("checkExpectation", (req, res) => {
    const body = JSON.stringify(operationOutcome([unmetExpectation(req.headers.expect ?? "")]));
    res.writeHead(417, { "Content-Type": MEDIA_TYPES.json }).end(body);
  });
  return server;
}

/** `GET http://host/path` is `GET /path` with that Host, whatever its own says (RFC 9112, 3.2.2). */
function toOriginForm(req: IncomingMessage): void {
  const [, host, path] = /^https?:\/\/([^/?#]+)(.*)$/is.exec(req.url!) ?? [];
  if (host === undefined) return;
  req.headers.host = host;
  req.url = path!.startsWith("/") ? path! : `/${path}`;
}

function inWords(error: NodeJS.ErrnoException, host: string, port: number): Error {
  const reasons: Record<string, string> = {
    EADDRINUSE: `port ${port} at ${host} is in use by another process; set PORT to a free one`,
    EACCES: `port ${port} needs more rights than this user has; set PORT to one above 1023`,
    EADDRNOTAVAIL: `${host} is not an address of this machine; set HOST to one, or to 0.0.0.0 for all`,
    EINVAL: `${host} can't be listened to; set HOST to an address of this machine, a link-local one with its interface (fe80::1%eth0)`,
    ENOTFOUND: `the host name ${host} is not known; set HOST to an address of this machine`,
  };
  const reason = own(reasons, error.code ?? "");
  return reason ? new Error(reason, { cause: error }) : error;
}

type ParserError = NodeJS.ErrnoException & { reason?: string };

/** `_httpMessage`: Node's own, the answer whose turn it is on this connection. */
type Connection = Duplex & { _httpMessage?: ServerResponse | null };

/** Whoever waits for answers to what was well-formed; more that is not, behind it, is not told besides. */
const waiting = new WeakSet<Duplex>();

/** What the parser refuses never becomes a request; it is answered on the bare socket, after what came before it. */
function refuse(error: ParserError, socket: Connection, refused: ((why: Refusal) => void) | undefined): void {
  if (!socket.writable || error.code === "ECONNRESET") return void socket.destroy();
  if (waiting.has(socket)) return;
  const { _httpMessage: before } = socket;
  // Otherwise it is this one's own body that is refused.
  if (before && (before.req.complete || before.headersSent)) {
    waiting.add(socket);
    before.once("close", () => {
      waiting.delete(socket);
      refuse(error, socket, refused);
    });
    return;
  }
  const [status, issue] = answerTo(error);
  if (status !== 400) refused?.(status === 431 ? "too-large" : "timeout");
  // Whoever does not close it after the answer has it closed.
  setTimeout(() => socket.destroy(), LINGER).unref();
  const body = JSON.stringify(operationOutcome([issue]));
  socket.end(
    `HTTP/1.1 ${status} ${STATUS_CODES[status]}\r\nContent-Type: ${MEDIA_TYPES.json}\r\n` +
      `Content-Length: ${Buffer.byteLength(body)}\r\nConnection: close\r\n\r\n${body}`,
  );
}

function answerTo({ code, reason, message }: ParserError): [number, Issue] {
  if (code === "HPE_HEADER_OVERFLOW") return [431, headersTooLarge()];
  if (code === "ERR_HTTP_REQUEST_TIMEOUT") return [408, requestTimeout()];
  return [400, malformedRequest(reason ?? message)];
}

function drain(server: Server): void {
  server.prependListener("request", (_req, res) => {
    res.setHeader("Connection", "close");
  });
}

/**
 * Nobody new gets in; then whoever is in is told with the next answer that it was the last; then whoever is idle is closed.
 * A busy caller's next request is on its way while its connection seems idle: closed at once, it would be lost.
 */
async function stop(server: Server, grace = 0, acceptQueue: AcceptQueue): Promise<void> {
  if (grace > 0) await acceptQueue.empty();
  // An HTTP server's own `close` closes the idle connections too.
  const close = grace > 0 ? TcpServer.prototype.close.bind(server) : server.close.bind(server);
  const closed = new Promise<void>((resolve, reject) => {
    close((error) => (error ? reject(error) : resolve()));
  });
  if (grace > 0) await acceptQueue.left();
  const until = performance.now() + grace;
  // After all that has arrived was read: a process that had no time for it takes no request for missing.
  const sweep = setInterval(
    () => performance.now() >= until && setImmediate(() => server.closeIdleConnections()),
    50,
  );
  // Later than the first step: told before, callers would come back by a connection that nobody takes.
  const lastAnswers = setTimeout(() => drain(server), grace / 2);
  const giveUp = setTimeout(() => server.closeAllConnections(), grace + STOP_WITHIN);
  try {
    await closed;
  } finally {
    clearInterval(sweep);
    clearTimeout(lastAnswers);
    clearTimeout(giveUp);
  }
}

/** A server's own: the system has taken what it has not, and cuts it off. `most`: milliseconds in which it may be empty. */
function ownAcceptQueue(server: Server, most = 0): AcceptQueue {
  return { empty: () => noneWaits(server, most), left: () => Promise.resolve() };
}

/** Resolves when no connection waits to be taken, `most` milliseconds from now at the latest. */
async function noneWaits(server: Server, most: number): Promise<void> {
  const until = performance.now() + most;
  let came = true;
  const note = () => (came = true);
  server.on("connection", note);
  while (came && performance.now() < until) {
    came = false;
    // Two, for the first ends the turn of the loop that is under way.
    await turn();
    await turn();
  }
  server.off("connection", note);
}
