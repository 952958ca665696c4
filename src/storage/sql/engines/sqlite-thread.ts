/**
 * A thread that answers long questions to a SQLite file: who asks waits, nobody else does. It has a connection of its
 * own, which sees at least what ours sees; questions say which generation they are about.
 */
import { Worker } from "node:worker_threads";
import { Unanswered } from "../../../terminology/util/unanswered.ts";
import type { Sql } from "../sql.ts";
import type { Answered, Asked } from "./sqlite-thread-script.ts";

/** A checkout runs TypeScript as it is; what is published is compiled. */
const SCRIPT = import.meta.url.replace(/sqlite-thread(\.\w+)$/, "sqlite-thread-script$1");

export class SqliteThread {
  private readonly path: string;
  private worker: Worker | undefined;
  private readonly unanswered = new Unanswered<object[]>();

  constructor(path: string) {
    this.path = path;
  }

  /** Rejects with what SQLite throws, or with what ended the thread; the next question begins another one. */
  query<T extends object>({ text, params }: Sql): Promise<T[]> {
    const worker = (this.worker ??= this.start());
    // A process that waits for an answer stays; one that has nothing else to do ends.
    if (this.unanswered.size === 0) worker.ref();
    const { number, answer } = this.unanswered.ask();
    worker.postMessage({ number, text, params } satisfies Asked);
    return answer as Promise<T[]>;
  }

  private start(): Worker {
    const worker = new Worker(new URL(SCRIPT), { workerData: this.path, stderr: false });
    worker.on("message", ({ number, ...answer }: Answered) => {
      if ("rows" in answer) this.unanswered.answer(number, answer.rows);
      else {
        const { message, errcode } = answer;
        this.unanswered.refuse(number, Object.assign(new Error(message), { errcode }));
      }
      if (this.unanswered.size === 0) worker.unref();
    });
    worker.on("error", (cause) => this.ended(worker, cause));
    worker.on("exit", () => this.ended(worker, new Error("the thread that reads the database has ended")));
    worker.unref();
    return worker;
  }

  private ended(worker: Worker, cause: unknown): void {
    if (this.worker !== worker) return;
    this.worker = undefined;
    this.unanswered.refuseAll(cause);
  }

  async close(): Promise<void> {
    const { worker } = this;
    if (!worker) return;
    this.ended(worker, new Error("the store is closed"));
    await worker.terminate();
  }
}
