/**
 * One state of the file for all questions of one turn of the event loop. Opening it costs more than a small question,
 * and of the requests that a turn brings none knows what became of another. What was read before they came in is
 * another matter: work that goes on by timers begins a turn before its requests are there.
 */
import type { SqliteConnection } from "./sqlite-connection.ts";

/** Transactions that this process has committed, to whatever file. */
let commits = 0;

/** To be called after each commit: what was written is seen by the next question, also in the same turn. */
export function committed(): void {
  commits++;
}

export class SqliteSnapshot {
  private readonly connection: SqliteConnection;
  /** The `commits` at which it was taken; -1: there is none. */
  private takenAt = -1;
  private taken = 0;
  /** Was it taken for a request that came in? */
  private heard = false;

  constructor(connection: SqliteConnection) {
    this.connection = connection;
  }

  /** To be called before each question. Returns a number for the state: the same number, the same state. */
  take(): number {
    if (this.takenAt !== commits) {
      this.drop();
      this.connection.run("BEGIN");
      this.takenAt = commits;
      this.taken++;
      setImmediate(() => this.drop());
    }
    return this.taken;
  }

  /** To be called when a request comes in: its caller may know of writes that a state from before lacks. */
  hear(): void {
    if (this.heard) return;
    this.drop();
    this.take();
    this.heard = true;
  }

  /** Lets go of it, so that the log can be folded into the file. */
  drop(): void {
    this.takenAt = -1;
    this.heard = false;
    // After some errors SQLite has ended it by itself.
    if (this.connection.database.isOpen && this.connection.database.isTransaction)
      this.connection.run("COMMIT");
  }
}
