/** What became of requests, and how long those took that were answered. */
import { percentile } from "./statistics.ts";

export class Answers {
  /** By status; 0: no answer came. */
  readonly statuses = new Map<number, number>();
  /** Requests that were due and not sent: all connections that one caller may have were waiting. */
  unsent = 0;
  /** Milliseconds by which the caller was behind its own times, at most: above some ms it measures itself. */
  late = 0;
  /** Milliseconds, of what was answered with 200, and of what was refused. */
  private times: number[] = [];
  private refusals: number[] = [];

  add(status: number, milliseconds: number): void {
    this.statuses.set(status, (this.statuses.get(status) ?? 0) + 1);
    if (status === 200) this.times.push(milliseconds);
    if (status === 503) this.refusals.push(milliseconds);
  }

  get answered(): number {
    return this.times.length;
  }

  get all(): number {
    return [...this.statuses.values()].reduce((sum, count) => sum + count, 0);
  }

  percentile(part: number): number {
    return this.times.length === 0 ? NaN : percentile(this.times, part);
  }

  /** Of those that were refused. */
  refusedPercentile(part: number): number {
    return this.refusals.length === 0 ? NaN : percentile(this.refusals, part);
  }
}
