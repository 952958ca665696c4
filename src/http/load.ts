/** What is under way at the same time, and how much of it is too much: beyond that callers are asked to come again. */
import { tooBusy } from "../terminology/issues/http.ts";
import { HttpError } from "./http-error.ts";

interface LoadLimits {
  /** Requests that have been read and not answered. */
  requests: number;
  /** Bytes of bodies that are coming, or whose requests have not been answered. */
  bodies: number;
}

/** What one body takes of them, for as long as its request is not answered. */
export interface HeldBytes {
  /**
   * So much of it has come.
   * @throws HttpError 503 with Retry-After: with those of others it is too much. A body that comes alone is never too much.
   */
  upTo(bytes: number): void;
  /** For good: what still comes of it is dropped. */
  release(): void;
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

  /** For a body that is coming; to be released in any case. */
  holdBody(): HeldBytes {
    let held = 0;
    let isReleased = false;
    return {
      upTo: (bytes) => {
        if (isReleased) return;
        const others = this.bodies - held;
        if (others > 0 && others + bytes > this.limits.bodies) throw busy();
        this.bodies = others + bytes;
        held = bytes;
      },
      release: () => {
        isReleased = true;
        this.bodies -= held;
        held = 0;
      },
    };
  }
}

/** 503; by then a queue of quick requests is worked off. */
export const busy = (): HttpError => new HttpError(503, tooBusy(), { "Retry-After": "1" });
