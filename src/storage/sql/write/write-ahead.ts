/**
 * Many rows are written ahead of the transaction in which they begin to count, in several, so that no COMMIT is long.
 * Until a resource has their content nobody reads them, and the content is among those to be purged: a day later, for
 * whoever writes it may break off.
 */
import { TerminologyError } from "../../../terminology/issues/issue.ts";
import { storeFailed } from "../../../terminology/issues/storage.ts";
import { Turns, yieldToOthers } from "../../../terminology/util/in-turns.ts";
import type { Database, Dialect, Transaction } from "../engines/database.ts";
import { keyOf } from "../keys.ts";
import { onlyRow } from "../only-row.ts";
import { raw, sql } from "../sql.ts";
import { GatheredInserts, inBatches } from "./gathered-inserts.ts";
import type { Staged } from "./staged.ts";
import { type RowSteps, type Step, writeSteps } from "./steps.ts";
import { undone } from "./undone.ts";
import { unnoticed } from "./unnoticed.ts";
import { rowsOf } from "./write-rows.ts";

/** Concepts and mappings, all together, that are written in the one transaction. */
const FEW = 5_000;
/** Rows of all tables that are written in one transaction ahead. */
const TOGETHER = 10_000;
const DAY_MS = 24 * 60 * 60_000;

/** Writes the rows of these resources, if they are many, and says in each of them where they are. */
export async function writeAhead(database: Database, all: readonly Staged[]): Promise<void> {
  const many = manyRows(all);
  if (many.length === 0) return;
  const contents = await newContents(database, many.length);
  await writeEach(many, contents, async (steps) => {
    await unnoticed(database, async (tx) => {
      await writeTogether(tx, steps);
    });
  });
}

/** What a dry run does instead: it writes them too, and takes back each transaction. */
export async function rehearseAhead(database: Database, all: readonly Staged[]): Promise<void> {
  const many = manyRows(all);
  await writeEach(
    many,
    many.map((_, i) => NOBODYS - i),
    (steps) => undone(database, (tx) => writeTogether(tx, steps)),
  );
}

/** Many small resources have few rows each. */
async function writeTogether(tx: Transaction, steps: readonly Step[]): Promise<void> {
  const gathered = new GatheredInserts(tx);
  await writeSteps(gathered, steps);
  await gathered.flush();
}

/** Contents from this number down never come to be: others write theirs meanwhile. */
const NOBODYS = -1;

function manyRows(all: readonly Staged[]): Staged[] {
  const withRows = all.filter(({ rows }) => rows > 0);
  return withRows.reduce((sum, { rows }) => sum + rows, 0) > FEW ? withRows : [];
}

async function writeEach(
  all: readonly Staged[],
  contents: readonly number[],
  write: (steps: readonly Step[]) => Promise<void>,
): Promise<void> {
  const writer = new StepWriter(write);
  for (const [i, staged] of all.entries()) {
    const key = keyOf(JSON.parse(staged.resource().header) as object);
    const rows = (await rowsOf(staged, key))!;
    // Before the first row: where writing fails, it is known what may go.
    staged.ahead = { content: contents[i]!, count: rows.count };
    await writer.add(rows.steps(contents[i]!));
  }
  await writer.end();
}

/**
 * What was written ahead begins to count with this transaction.
 * @throws TerminologyError no-store: its rows are going, for a clock went on by a day since.
 */
export async function beginToCount(tx: Transaction, dialect: Dialect, all: readonly Staged[]): Promise<void> {
  for (const contents of inBatches(contentsAhead(all).filter((content) => content > NOBODYS))) {
    const those = dialect.anyOf(raw("content"), contents);
    const whole = await tx.query(
      sql`DELETE FROM superseded WHERE ${those} AND since > ${GOING} RETURNING content`,
    );
    if (whole.length < contents.length)
      throw new TerminologyError(storeFailed("the clock went on by more than a day while it was written"));
  }
}

/** In the place of the time since when a content was superseded: some of its rows have gone. */
export const GOING = 0;

/** What was written ahead in vain may go. */
export async function forgetAhead(database: Database, all: readonly Staged[]): Promise<void> {
  const ahead = contentsAhead(all);
  if (ahead.length === 0) return;
  await unnoticed(database, async (tx) => {
    for (const contents of inBatches(ahead)) {
      const those = database.dialect.anyOf(raw("content"), contents);
      await tx.query(sql`UPDATE superseded SET since = ${GOING} WHERE ${those} AND since > ${Date.now()}`);
    }
  });
}

const contentsAhead = (all: readonly Staged[]): number[] =>
  all.flatMap(({ ahead }) => (ahead ? [ahead.content] : []));

function newContents(database: Database, count: number): Promise<number[]> {
  return unnoticed(database, async (tx) => {
    const contents = await nextContents(tx, count);
    const since = Date.now() + DAY_MS;
    for (const some of inBatches(contents)) await supersede(tx, some, since);
    return contents;
  });
}

/** Their rows go when nobody can be reading them any more, some minutes after `since` (in ms). */
export async function supersede(tx: Transaction, contents: readonly number[], since: number): Promise<void> {
  await tx.insert(
    "superseded",
    ["content", "since"],
    contents.map((content) => [content, since]),
  );
}

/** Numbers for the rows of new contents; none is given twice. */
export async function nextContents(tx: Transaction, count: number): Promise<number[]> {
  const counted = sql`UPDATE counter SET value = value + ${count} WHERE name = 'content' RETURNING value`;
  const { value } = onlyRow(await tx.query<{ value: number }>(counted));
  return Array.from({ length: count }, (_, i) => value - count + 1 + i);
}

/** Gathers steps to transactions. */
class StepWriter {
  private readonly write: (steps: readonly Step[]) => Promise<void>;
  private steps: Step[] = [];
  private rows = 0;

  constructor(write: (steps: readonly Step[]) => Promise<void>) {
    this.write = write;
  }

  async add(steps: RowSteps): Promise<void> {
    const turns = new Turns();
    for await (const step of steps) {
      await turns.giveWay();
      this.steps.push(step);
      this.rows += step.rows;
      if (this.rows >= TOGETHER) await this.end();
    }
  }

  async end(): Promise<void> {
    const { steps } = this;
    [this.steps, this.rows] = [[], 0];
    if (steps.length === 0) return;
    await this.write(steps);
    // COMMIT has taken a while.
    await yieldToOthers();
  }
}
