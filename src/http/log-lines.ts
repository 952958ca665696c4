/**
 * Standard output for the log. Lines are written together, without waiting for whoever reads them. pino's own destination
 * would write for ever, at the end of the process, to a pipe that nobody reads any more.
 */
import { write, writeSync } from "node:fs";

const STDOUT = 1;
/** Lines are kept together for at most this long. */
const WRITE_EVERY_MS = 500;
const TOGETHER = 8_192;
/** Beyond these characters nobody is reading: what comes is left out. */
const MOST_KEPT = 4_000_000;

interface Lines {
  write(line: string): void;
}

export function logLines(): Lines {
  let kept = "";
  let isWriting = false;

  function flush(): void {
    if (isWriting || kept === "") return;
    const bytes = Buffer.from(kept);
    kept = "";
    isWriting = true;
    write(STDOUT, bytes, (failure, written) => {
      isWriting = false;
      // A full pipe takes the rest later; a broken one takes nothing any more.
      const rest = failure ? (failure.code === "EAGAIN" ? bytes : undefined) : bytes.subarray(written);
      if (rest && rest.length > 0) kept = rest.toString() + kept;
    });
  }

  setInterval(flush, WRITE_EVERY_MS).unref();
  process.once("exit", () => {
    try {
      writeSync(STDOUT, kept);
    } catch {
      // Nobody reads any more.
    }
  });
  return {
    write(line) {
      if (kept.length > MOST_KEPT) return;
      kept += line;
      if (kept.length >= TOGETHER) flush();
    },
  };
}
