/** What is under way at the same time, and how much of it is too much: beyond that callers are asked to come again. */
import { tooBusy } from "../terminology/issues/http.ts";
import { HttpError } from "./http-error.ts";

interface LoadLimits {
  /** Requests that have been read and not answered. */
  requests: number;
  /** Bytes of bodies that are still coming. */
  bodies: number;
}

export class Load {
  private readonly limits: LoadLimits;
  private requests = 0;
  private bodies = 0;

  constructor({
    requests = Infinity,
    bodies = Infinity,
  }: { [K in keyof LoadLimits]?: number | undefined } = {}) {
    this.limits = { requests, bodies };
  }

  get underWay(): number {
    return this.requests;
  }

  get bodyBytes(): number {
    return this.bodies;
  }

  get isFull(): boolean {
    return this.requests >= this.limits.requests;
  }

  /** Each request that has begun ends. */
  begin(): void {
    this.requests++;
  }

  end(): void {
    this.requests--;
  }

  /**
   * So many bytes more of a body have come; to be given back by a negative number.
   * @throws HttpError 503 with Retry-After: with them there are too many.
   */
  body(bytes: number): void {
    if (bytes > 0 && this.bodies + bytes > this.limits.bodies) throw busy();
    this.bodies += bytes;
  }
}

/** 503; by then a queue of quick requests is worked off. */
export const busy = (): HttpError => new HttpError(503, tooBusy(), { "Retry-After": "1" });
