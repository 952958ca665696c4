/** Where the concepts of one content stand that have certain names. */
import { nameKey, namesOf } from "../../../terminology/concepts/text-match.ts";
import { askedTogether } from "../../../terminology/util/asked-together.ts";
import { Turns } from "../../../terminology/util/in-turns.ts";
import { type Ranges, rangesOf } from "../../concepts/ranges.ts";
import type { Dialect, Queries } from "../engines/database.ts";
import { nameHash } from "../keys.ts";
import { raw, sql } from "../sql.ts";
import { CONCEPT_COLUMNS, type ConceptRow, readConcept } from "./concept-row.ts";

/** Names that are looked at before others may have their turn: one concept may have tens of thousands. */
const AT_A_TIME = 500;

/** Of lists of keys of names, each for itself; those that are asked for at the same time are one query. */
export const positionsByName = (
  database: Queries & { dialect: Dialect },
  content: number,
): ((keys: readonly string[]) => Promise<Ranges>) =>
  askedTogether(async (asked: readonly (readonly string[])[]) => {
    const named = await byKey(database, content, new Set(asked.flat()));
    return asked.map((keys) => rangesOf(keys.flatMap((key) => named.get(key) ?? [])));
  });

/** By the hash of the key; the concepts found are looked at, for two keys may share a hash. */
async function byKey(
  database: Queries & { dialect: Dialect },
  content: number,
  keys: ReadonlySet<string>,
): Promise<ReadonlyMap<string, number[]>> {
  const hashes = database.dialect.anyOf(raw("n.hash"), Array.from(keys, nameHash));
  const rows = await database.query<ConceptRow>(
    sql`SELECT ${raw(CONCEPT_COLUMNS)} FROM concept c WHERE c.position IN
      (SELECT n.position FROM concept_name n WHERE n.content = ${content} AND ${hashes})`,
  );
  const named = new Map(Array.from(keys, (key): [string, number[]] => [key, []]));
  const turns = new Turns();
  let looked = 0;
  for (const row of rows)
    for (const name of namesOf(readConcept(row))) {
      if (++looked % AT_A_TIME === 0 && turns.isOver) await turns.giveWay();
      named.get(nameKey(name))?.push(row.position);
    }
  return named;
}
