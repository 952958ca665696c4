/**
 * What one turn of the event loop brings is worked on in steps: all requests are read, then all are answered, then the
 * answers are written. Small bodies are there by then, each step finds its code and data in the processor's caches, and
 * answers that are written one after the other wake a caller on the same machine once.
 *
 * Processor time of a request from memory, Node 24, 16 connections from the same machine, without and with it: $translate
 * 90 and 51 us, $validate-code 61 and 37 us, $lookup with a body 170 and 152 us.
 */

/** Nobody waits longer than this for the answers to others. */
const LONGEST_MS = 2;

let unanswered = 0;
let ready: (() => void)[] = [];
let since = 0;

/** Answers when all that came in this turn has been read. */
export function answerInTurn(answer: () => void): void {
  unanswered++;
  setImmediate(() => {
    try {
      answer();
    } finally {
      unanswered--;
      if (unanswered === 0 || performance.now() - since > LONGEST_MS) writeAll();
    }
  });
}

/** Writes after what can be answered at once in this turn. */
export function writeInTurn(write: () => void): void {
  if (ready.push(write) > 1) return;
  since = performance.now();
  if (unanswered === 0) setImmediate(writeAll);
}

function writeAll(): void {
  const writes = ready;
  ready = [];
  for (const write of writes) write();
}
