/**
 * A thread that writes long answers as XML: that takes the whole resource at once, and would hold up all
 * others for a second where it is large. It begins with the first of them, and ends when none has come for a while.
 */
import { Worker } from "node:worker_threads";
import { tooLongToFormat } from "../terminology/issues/http.ts";
import { TerminologyError, type Issue } from "../terminology/issues/issue.ts";
import { Unanswered } from "../terminology/util/unanswered.ts";
import type { Formatted, Piece, WantedForm } from "./format-script.ts";

/** A checkout runs TypeScript as it is; what is published is compiled. */
const SCRIPT = import.meta.url.replace(/format-thread(\.\w+)$/, "format-script$1");
const IDLE_MS = 30_000;
/** Memory that it may take for objects, in MB: what needs more is refused. */
const MOST_MEMORY = 512;
/** Answers that are made, or held until they are sent, at the same time; others wait. */
const AT_A_TIME = 4;

class FormatThread {
  private worker: Worker | undefined;
  private readonly unanswered = new Unanswered<Uint8Array[]>();
  private idle: NodeJS.Timeout | undefined;

  /** Rejects with what a piece throws, with a TerminologyError where it can't be written so, or is too large for that. */
  async format(pieces: AsyncIterable<string>, wanted: WantedForm): Promise<Uint8Array[]> {
    clearTimeout(this.idle);
    const worker = (this.worker ??= this.start());
    const { number, answer } = this.unanswered.ask();
    const send = (piece: Omit<Piece, "number">): void => worker.postMessage({ number, ...piece });
    answer.catch(() => undefined);
    worker.ref();
    try {
      for await (const text of pieces) send({ text });
      send({ text: "", wanted });
      return await answer;
    } catch (failure) {
      send({});
      throw failure;
    } finally {
      this.unanswered.forget(number);
      if (this.unanswered.size === 0) this.rest(worker);
    }
  }

  private rest(worker: Worker): void {
    worker.unref();
    clearTimeout(this.idle);
    this.idle = setTimeout(() => {
      if (this.worker === worker) this.worker = undefined;
      void worker.terminate();
    }, IDLE_MS).unref();
  }

  private start(): Worker {
    const resourceLimits = { maxOldGenerationSizeMb: MOST_MEMORY };
    const worker = new Worker(new URL(SCRIPT), { resourceLimits, stderr: false });
    worker.on("message", ({ number, ...answer }: Formatted) => {
      if ("bytes" in answer) this.unanswered.answer(number, answer.bytes);
      else if ("issues" in answer)
        this.unanswered.refuse(number, new TerminologyError(...(answer.issues as [Issue])));
      else this.unanswered.refuse(number, new Error(answer.message));
    });
    worker.on("error", (cause: NodeJS.ErrnoException) =>
      this.ended(
        worker,
        cause.code === "ERR_WORKER_OUT_OF_MEMORY" ? new TerminologyError(tooLongToFormat()) : cause,
      ),
    );
    worker.on("exit", () => this.ended(worker, new Error("the thread that formats answers has ended")));
    return worker;
  }

  private ended(worker: Worker, cause: unknown): void {
    if (this.worker !== worker) return;
    this.worker = undefined;
    this.unanswered.refuseAll(cause);
  }
}

const thread = new FormatThread();
let underWay = 0;
const queue: (() => void)[] = [];

/** As soon as there is room: formats, and gives the room to the next when `use` of the bytes is done. */
export async function formattedAside(
  pieces: AsyncIterable<string>,
  wanted: WantedForm,
  use: (bytes: Uint8Array[]) => Promise<void>,
): Promise<void> {
  if (underWay >= AT_A_TIME) await new Promise<void>((resolve) => queue.push(resolve));
  underWay++;
  try {
    await use(await thread.format(pieces, wanted));
  } finally {
    underWay--;
    queue.shift()?.();
  }
}
