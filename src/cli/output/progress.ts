/** A bar for long work, on a terminal only; it is gone when the work is done. */
import type { Progress } from "../../importers/run.ts";
import type { Io } from "../io.ts";
import { number } from "./text.ts";

interface Bar {
  update(progress: Progress): void;
  done(): void;
}

const WIDTH = 30;

export function progressBar(io: Io, label: string): Bar {
  if (!io.errTerminal) return { update: () => {}, done: () => {} };
  let shown = false;
  return {
    update({ part, records }) {
      const full = Math.round(part * WIDTH);
      const bar = "#".repeat(full) + "-".repeat(WIDTH - full);
      const text = `${label} [${bar}] ${String(Math.round(part * 100)).padStart(3)} %  ${number(records)} records${part === 1 ? ", storing" : ""}`;
      io.err(`\r${text.slice(0, Math.max(20, io.width - 1))}\u001b[K`);
      shown = true;
    },
    done() {
      if (shown) io.err("\r\u001b[K");
    },
  };
}
