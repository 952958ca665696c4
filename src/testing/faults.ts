/** Faults on purpose: what a client must survive. */
import type { NextFunction, Request, Response } from "express";
import type { GivenResource } from "./resources.ts";
import { type Match, matches, type Seen } from "./seen.ts";

export type Fault =
  /** The answer comes so much later. */
  | { delayMs: number }
  /** This status instead; `retryAfter` in seconds. */
  | { status: number; retryAfter?: number; body?: string | GivenResource }
  /** The connection breaks before any answer. */
  | "reset"
  /** Nothing comes. */
  | "hang"
  /** The connection breaks after so many bytes of the answer. */
  | { truncateAfter: number }
  /** This resource instead, in the shape of the version asked: an older map, an empty expansion. */
  | { answer: GivenResource };

interface Armed {
  on: Match;
  fault: Fault;
  left: number;
}

/** The faults of one server. */
export class Faults {
  private armed: Armed[] = [];
  private readonly timers = new Set<NodeJS.Timeout>();
  private readonly open = new Set<Response>();

  /** @returns takes it back */
  add(on: Match, fault: Fault, times = Infinity): () => void {
    const one: Armed = { on, fault, left: times };
    this.armed.push(one);
    return () => {
      this.armed = this.armed.filter((other) => other !== one);
    };
  }

  clear(): void {
    this.armed = [];
  }

  /** Nothing waits for a fault any longer: what hangs or is late is cut off. */
  end(): void {
    this.clear();
    for (const timer of this.timers) clearTimeout(timer);
    for (const res of this.open) res.destroy();
  }

  /** Lets a request go on, or does to it what the first fault for it says. */
  meet(seen: Seen, req: Request, res: Response, next: NextFunction): void {
    const one = this.armed.find(({ on, left }) => left > 0 && matches(seen, on));
    if (!one) return next();
    one.left--;
    this.open.add(res);
    res.once("close", () => this.open.delete(res));
    this.apply(one.fault, req, res, next);
  }

  private apply(fault: Fault, req: Request, res: Response, next: NextFunction): void {
    if (fault === "hang") return;
    if (fault === "reset") return void req.socket.resetAndDestroy();
    if ("delayMs" in fault) return this.later(fault.delayMs, next);
    if ("truncateAfter" in fault) {
      truncate(res, fault.truncateAfter);
      return next();
    }
    if ("answer" in fault) return send(res, 200, fault.answer);
    if (fault.retryAfter !== undefined) res.setHeader("Retry-After", String(fault.retryAfter));
    send(res, fault.status, fault.body ?? "");
  }

  private later(milliseconds: number, next: NextFunction): void {
    const timer = setTimeout(() => {
      this.timers.delete(timer);
      next();
    }, milliseconds);
    this.timers.add(timer);
  }
}

function send(res: Response, status: number, body: string | GivenResource): void {
  res.statusCode = status;
  res.setHeader("Content-Type", typeof body === "string" ? "text/html" : "application/fhir+json");
  res.end(typeof body === "string" ? body : JSON.stringify(body));
}

/** Lets so many bytes through, then breaks the connection. */
function truncate(res: Response, bytes: number): void {
  const write = res.write.bind(res);
  let left = bytes;
  const some = (chunk: unknown, encoding?: unknown): boolean => {
    const whole = Buffer.isBuffer(chunk) ? chunk : Buffer.from(String(chunk), encoding as BufferEncoding);
    write(whole.subarray(0, left));
    left = Math.max(0, left - whole.length);
    // What was written is to arrive: a reset would take it back.
    if (left === 0) setImmediate(() => res.destroy());
    return true;
  };
  res.write = some;
  res.end = (chunk?: unknown, encoding?: unknown) => {
    if (chunk !== undefined) some(chunk, encoding);
    setImmediate(() => res.destroy());
    return res;
  };
}
