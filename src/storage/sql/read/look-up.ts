/**
 * Conditions as sets of positions: those that SQL can't test (patterns, names), which are looked through in this
 * process, and any other where a statement with them would be too long. What is found is kept.
 */
import { valueTest } from "../../../terminology/concepts/condition-tests.ts";
import type { Awaitable } from "../../../terminology/util/awaitable.ts";
import { yieldToOthers } from "../../../terminology/util/in-turns.ts";
import type { WorkBudget } from "../../../terminology/util/work-budget.ts";
import { conceptTest } from "../../concepts/concept-test.ts";
import { NOTHING, type Ranges, rangesOf, union } from "../../concepts/ranges.ts";
import type { ContentCondition } from "../../concepts/resolve-condition.ts";
import type { Database } from "../engines/database.ts";
import { isWhole, valueKey } from "../keys.ts";
import { raw, type Sql, sql } from "../sql.ts";
import type { ConceptPositions } from "./concept-positions.ts";
import { CONCEPT_COLUMNS, type ConceptRow, readConcept } from "./concept-row.ts";
import { positionQuery } from "./condition-to-sql.ts";

const SLICE = 2000;
/** Rows that are looked at before others may have their turn: a pattern can take long over each. */
const STRETCH = 50;

/** Must this be looked up, or may it stay a part of a statement? Beside an index, a flag costs least there. */
export function needsLookUp(part: ContentCondition, besideIndex: boolean): boolean {
  if (part.kind === "active" || part.kind === "selectable") return !besideIndex;
  return part.kind === "name" || ("test" in part && part.test.op === "regex");
}

/** The positions of all concepts that the condition holds for; what was found is kept. */
export function lookUp(
  part: ContentCondition,
  positions: ConceptPositions,
  database: Database,
  work: WorkBudget | undefined,
): Awaitable<Ranges> {
  const [low, high] = positions.everything;
  if (low === undefined || high === undefined) return NOTHING;
  return positions.foundOnce(JSON.stringify(part), () => {
    if (part.kind === "name")
      return part.keys.length === 0 ? Promise.resolve(NOTHING) : positions.byName(part.keys);
    if ("test" in part && part.test.op === "regex") return byPattern(part, positions, database, work);
    const query = positionQuery(part, { content: positions.content, low, high }, database.dialect);
    return positions.found(query, positions.everything, work);
  });
}

type Patterned = Extract<ContentCondition, { kind: "property" | "element" | "designation" }>;

/** Patterns are RE2's, in linear time; values are read in slices, so that others have their turn. */
function byPattern(
  part: Patterned,
  positions: ConceptPositions,
  database: Database,
  work: WorkBudget | undefined,
): Promise<Ranges> {
  return part.kind === "element"
    ? byElement(part, positions, database, work)
    : byProperty(part, positions, database, work);
}

async function byElement(
  { element, test: valued }: Extract<Patterned, { kind: "element" }>,
  { everything }: ConceptPositions,
  database: Database,
  work: WorkBudget | undefined,
): Promise<Ranges> {
  const test = valueTest(valued, work);
  const column = raw(`c.${element}`);
  const found: number[] = [];
  await inSlices<{ position: number; value: string }>(
    database,
    work,
    (last) => sql`SELECT c.position, ${column} AS value FROM concept c
      WHERE c.position > ${last?.position ?? everything[0]! - 1} AND c.position <= ${everything[1]!}
      AND ${column} IS NOT NULL ORDER BY c.position LIMIT ${SLICE}`,
    ({ position, value }) => {
      if (test(value)) found.push(position);
    },
  );
  return rangesOf(found);
}

async function byProperty(
  part: Exclude<Patterned, { kind: "element" }>,
  { content }: ConceptPositions,
  database: Database,
  work: WorkBudget | undefined,
): Promise<Ranges> {
  const property = part.kind === "designation" ? "" : valueKey(part.property);
  const test = valueTest(part.test, work);
  const found: number[] = [];
  const cut: number[] = [];
  let tested: { value: string; passes: boolean } | undefined;
  await inSlices<{ position: number; value: string }>(
    database,
    work,
    (last) => sql`SELECT value, position FROM concept_property
      WHERE content = ${content} AND property = ${property}
      AND (value, position) > (${last?.value ?? ""}, ${last?.position ?? -1})
      ORDER BY value, position LIMIT ${SLICE}`,
    ({ value, position }) => {
      if (!isWhole(value)) return void cut.push(position);
      // Equal values stand together.
      if (tested?.value !== value) tested = { value, passes: test(value) };
      if (tested.passes) found.push(position);
    },
  );
  return union([rangesOf(found), await byConcepts(part, cut, database, work)]);
}

/** Where the value is longer than its key, the concept has it whole. */
async function byConcepts(
  part: Patterned,
  positions: readonly number[],
  database: Database,
  work: WorkBudget | undefined,
): Promise<Ranges> {
  const test = conceptTest(part, work);
  const found: number[] = [];
  for (let from = 0; from < positions.length; from += SLICE) {
    const among = database.dialect.anyOf(raw("c.position"), positions.slice(from, from + SLICE));
    const rows = await database.query<ConceptRow>(
      sql`SELECT ${raw(CONCEPT_COLUMNS)} FROM concept c WHERE ${among}`,
    );
    work?.concepts(rows.length);
    for (const row of rows)
      if (test({ position: row.position, leaf: row.leaf === 1, concept: readConcept(row) }))
        found.push(row.position);
    await yieldToOthers();
  }
  return rangesOf(found);
}

async function inSlices<T>(
  database: Database,
  work: WorkBudget | undefined,
  next: (last: T | undefined) => Sql,
  visit: (row: T) => void,
): Promise<void> {
  let last: T | undefined;
  for (;;) {
    const rows = await database.query<T & object>(next(last));
    work?.concepts(rows.length);
    for (const [at, row] of rows.entries()) {
      visit(row);
      if (at % STRETCH === STRETCH - 1) await work?.giveWay();
    }
    if (rows.length < SLICE) return;
    last = rows.at(-1);
    await yieldToOthers();
  }
}
