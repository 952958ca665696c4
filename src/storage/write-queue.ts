/** One at a time, in the order of asking; nobody waits longer than a limit. */
import { TerminologyError } from "../terminology/issues/issue.ts";
import { writeWaitedTooLong } from "../terminology/issues/storage.ts";
import { within } from "../terminology/util/within.ts";

/** How long a write waits for another one to finish. */
export const WRITE_WAIT_MS = 30_000;

export class WriteQueue {
  private last: Promise<void> = Promise.resolve();

  /**
   * Runs `work` when all earlier work is done.
   * @throws TerminologyError (transient) after `waitMs` of waiting
   */
  async run<T>(waitMs: number, work: () => Promise<T>): Promise<T> {
    const before = this.last;
    let done!: () => void;
    this.last = new Promise((resolve) => (done = resolve));
    await within(before, waitMs, () => {
      // Those behind keep waiting for those before.
      void before.then(done);
      throw new TerminologyError(writeWaitedTooLong(waitMs));
    });
    try {
      return await work();
    } finally {
      done();
    }
  }
}
