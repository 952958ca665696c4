/**
 * `OSSICLE_WORKERS` above 1: this process serves nothing itself, but keeps so many others at it, on one address and one
 * store. When it dies, so do they.
 */
import cluster, { type Worker } from "node:cluster";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { newEpoch } from "../http/caching/entity-tag.ts";
import { createLog, type Log } from "../http/log.ts";
import { reasonOf } from "../terminology/util/reason.ts";
import type { Config } from "./config.ts";
import { MetricsOfWorkers } from "./gather-metrics.ts";
import type { Launched } from "./launched.ts";
import { AcceptQueueOfWorkers } from "./shared-accept-queue.ts";

/** What this process tells the others by their environment: what their entity tags begin with. */
export const EPOCH = "OSSICLE_WORKER_EPOCH";
/** What it tells them when they are to end. */
export const STOP = "stop";

/** What a worker tells this process, once. */
export type Report = { up: true; url: string; readOnly: string | undefined } | { up: false; reason: string };

/** A worker that lives this long has started well. */
const WELL_MS = 10_000;
/** A place whose workers end sooner is filled again so often, each time after twice as long. */
const TRIES = 6;
const FIRST_PAUSE_MS = 100;
/** Beyond the time for draining; a worker by itself lets requests run on for 10 s. */
const STOP_WITHIN_MS = 15_000;

/**
 * Starts the first worker, which brings the store up to date, then the others. `env`: settings besides those of this
 * process's environment.
 * @throws Error in words: why a worker did not start.
 */
export async function startWorkers(
  { workers, drain, logLevel }: Config,
  env: Readonly<Record<string, string | undefined>>,
): Promise<Launched> {
  // In turn: where workers take connections by themselves, one of them now and then has all of a caller's.
  cluster.schedulingPolicy = cluster.SCHED_RR;
  cluster.setupPrimary({ exec: fileURLToPath(new URL("../boot.js", import.meta.url)), args: [] });
  const given = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== undefined));
  const running = new Workers({ ...given, [EPOCH]: newEpoch() }, drain * 1_000, createLog(logLevel));
  try {
    const { url, readOnly } = await running.add();
    await Promise.all(Array.from({ length: workers - 1 }, () => running.add()));
    return { url, readOnly, failed: running.failed, stop: () => running.stop() };
  } catch (cause) {
    await running.stop();
    throw cause;
  }
}

type Up = Extract<Report, { up: true }>;

/** For want of descriptors, processes or memory. */
const notStarted = (error: unknown): string => `the system could not start it: ${reasonOf(error)}`;

class Workers {
  /** Resolves when workers end again and again, with the reason, after all have been stopped. */
  readonly failed: Promise<Error>;
  private fail!: (reason: Error) => void;
  private readonly env: Record<string, unknown>;
  private readonly drainMs: number;
  private readonly log: Log;
  private readonly present = new Set<Worker>();
  private readonly metrics = new MetricsOfWorkers(this.present);
  private readonly acceptQueue = new AcceptQueueOfWorkers(this.present);
  private stopping = false;
  /** Where the first one listens. */
  private port: string | undefined;

  constructor(env: Record<string, unknown>, drainMs: number, log: Log) {
    this.env = env;
    this.drainMs = drainMs;
    this.log = log;
    this.failed = new Promise((resolve) => (this.fail = resolve));
  }

  /** Fills one more place: resolves when its first worker listens, rejects if that one doesn't get so far. */
  async add(): Promise<Up> {
    const started = performance.now();
    const { up, ended } = this.fork();
    const first = await Promise.race([up, ended.then((reason) => Promise.reject(new Error(reason)))]);
    this.port ??= new URL(first.url).port;
    void this.keep(started, ended);
    return first;
  }

  /** Keeps a place filled: a worker that ends is replaced, but not for ever if each ends as soon as it starts. */
  private async keep(started: number, ended: Promise<string>): Promise<void> {
    for (let quick = 0; ;) {
      const reason = await ended;
      if (this.stopping) return;
      quick = performance.now() - started < WELL_MS ? quick + 1 : 0;
      if (quick > TRIES) return this.giveUp(reason);
      this.log.error({ reason }, "a worker ended and is replaced");
      if (quick > 0) await sleep(FIRST_PAUSE_MS * 2 ** (quick - 1));
      if (this.stopping) return;
      started = performance.now();
      ({ ended } = this.fork());
    }
  }

  private fork(): { up: Promise<Up>; ended: Promise<string> } {
    // With the last of them goes what listens for all. Where any free port would do, the next ones want the one that it was.
    if (this.present.size === 0 && this.port) this.env.PORT = this.port;
    try {
      return this.watched(cluster.fork(this.env));
    } catch (error) {
      return { up: new Promise(() => undefined), ended: Promise.resolve(notStarted(error)) };
    }
  }

  private watched(worker: Worker): { up: Promise<Up>; ended: Promise<string> } {
    let said: string | undefined;
    const up = new Promise<Up>((resolve) => {
      worker.on("message", (report: Report) => {
        if (this.metrics.take(worker, report) || this.acceptQueue.take(worker, report)) return;
        if (report.up) resolve(report);
        else said = report.reason;
      });
    });
    const isStarted = worker.process.pid !== undefined;
    const ended = new Promise<string>((resolve) => {
      worker.once("exit", (code: number, signal: string | null) => {
        this.present.delete(worker);
        resolve(said ?? (signal ? `it was ended by ${signal}` : `it ended with exit code ${code}`));
      });
      // Of one that was started it says that a message did not get there: such a worker is about to end.
      worker.on("error", (error) => !isStarted && resolve(notStarted(error)));
    });
    if (isStarted) {
      this.present.add(worker);
      this.acceptQueue.watch(worker);
    }
    return { up, ended };
  }

  private async giveUp(reason: string): Promise<void> {
    await this.stop();
    this.fail(new Error(`workers end as soon as they start, ${TRIES + 1} in a row. The last one: ${reason}`));
  }

  /** Resolves when all have ended: in order, or by force if that takes too long. */
  async stop(): Promise<void> {
    this.stopping = true;
    this.acceptQueue.stop();
    const all = [...this.present].map((worker) => new Promise((resolve) => worker.once("exit", resolve)));
    for (const worker of this.present) worker.send(STOP, () => undefined);
    const force = setTimeout(() => {
      for (const worker of this.present) worker.process.kill("SIGKILL");
    }, this.drainMs + STOP_WITHIN_MS);
    await Promise.all(all);
    clearTimeout(force);
  }
}
