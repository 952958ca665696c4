/** Rows are written in steps, between which others have their turn. */
import { yieldToOthers } from "../../../terminology/util/in-turns.ts";
import type { Transaction } from "../engines/database.ts";
import type { Param } from "../sql.ts";

/** Some hundred rows of one table. */
export interface Step {
  rows: number;
  write(tx: Transaction): Promise<void>;
}

export type RowSteps = AsyncIterable<Step> | Iterable<Step>;

/** Rows of one step. */
export const BATCH = 500;

/** The rows of a table as steps. */
export function* rowSteps(
  table: string,
  columns: readonly string[],
  rows: Iterable<readonly Param[]>,
): Generator<Step> {
  const step = (all: readonly (readonly Param[])[]): Step => ({
    rows: all.length,
    write: (tx) => tx.insert(table, columns, all),
  });
  let batch: (readonly Param[])[] = [];
  for (const row of rows) {
    if (batch.push(row) < BATCH) continue;
    yield step(batch);
    batch = [];
  }
  if (batch.length > 0) yield step(batch);
}

/** Writes them within one transaction. */
export async function writeSteps(tx: Transaction, steps: RowSteps): Promise<void> {
  for await (const step of steps) {
    await step.write(tx);
    await yieldToOthers();
  }
}
