/**
 * What one turn of the event loop brings is worked on in steps: all requests are read, then all are answered, then all
 * answers are written. Done for many in a row, each step finds its code and data in the processor's caches; and answers
 * written in a row wake a caller on the same machine once, which costs more than computing a small one.
 */

type Work = () => void;

let read: Work[] = [];
let answered: Work[] = [];

/** Begins to answer when all requests that are there have been read. */
export function answerTogether(answer: Work): void {
  if (read.push(answer) === 1) setImmediate(answerAll);
}

/** Writes when all requests that can be answered at once are answered. */
export function writeTogether(write: Work): void {
  if (answered.push(write) === 1) setImmediate(writeAll);
}

function answerAll(): void {
  const ready = read;
  read = [];
  for (const answer of ready) answer();
  writeAll();
}

function writeAll(): void {
  const ready = answered;
  answered = [];
  for (const write of ready) write();
}
