/**
 * A thread that answers long questions to a SQLite file: who asks waits, nobody else does. It has a connection of its
 * own, which sees at least what ours sees; questions say which generation they are about.
 */
import { Worker } from "node:worker_threads";
import type { Sql } from "../sql.ts";
import type { Answered, Asked } from "./sqlite-thread-script.ts";

/** A checkout runs TypeScript as it is; what is published is compiled. */
const SCRIPT = import.meta.url.replace(/sqlite-thread(\.\w+)$/, "sqlite-thread-script$1");

interface Waiting {
  resolve(rows: object[]): void;
  reject(failure: unknown): void;
}

export class SqliteThread {
  private readonly path: string;
  private worker: Worker | undefined;
  private readonly waiting = new Map<number, Waiting>();
  private count = 0;

  constructor(path: string) {
    this.path = path;
  }

  /** Rejects with what SQLite throws, or with what ended the thread; the next question begins another one. */
  query<T extends object>({ text, params }: Sql): Promise<T[]> {
    const worker = (this.worker ??= this.start());
    const number = this.count++;
    // A process that waits for an answer stays; one that has nothing else to do ends.
    if (this.waiting.size === 0) worker.ref();
    return new Promise<T[]>((resolve, reject) => {
      this.waiting.set(number, { resolve: resolve as (rows: object[]) => void, reject });
      worker.postMessage({ number, text, params } satisfies Asked);
    });
  }

  private start(): Worker {
    const worker = new Worker(new URL(SCRIPT), { workerData: this.path, stderr: false });
    worker.on("message", ({ number, ...answer }: Answered) => {
      const waiting = this.waiting.get(number);
      this.waiting.delete(number);
      if (this.waiting.size === 0) worker.unref();
      if ("rows" in answer) waiting?.resolve(answer.rows);
      else waiting?.reject(Object.assign(new Error(answer.message), { errcode: answer.errcode }));
    });
    worker.on("error", (cause) => this.ended(worker, cause));
    worker.on("exit", () => this.ended(worker, new Error("the thread that reads the database has ended")));
    worker.unref();
    return worker;
  }

  private ended(worker: Worker, cause: unknown): void {
    if (this.worker !== worker) return;
    this.worker = undefined;
    for (const { reject } of this.waiting.values()) reject(cause);
    this.waiting.clear();
  }

  async close(): Promise<void> {
    const { worker } = this;
    if (!worker) return;
    this.ended(worker, new Error("the store is closed"));
    await worker.terminate();
  }
}
