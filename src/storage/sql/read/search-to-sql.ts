/** A search criterion as a WHERE clause over `resource r`. Pure. */
import type { Criterion, SearchTest } from "../../../terminology/search/criteria.ts";
import { own } from "../../../terminology/util/own.ts";
import { valueKey } from "../keys.ts";
import { and, or, raw, type Sql, sql } from "../sql.ts";
import { POSITIONS_OF } from "./positions.ts";

/** True of the resources that satisfy it. */
export function criterionToSql(criterion: Criterion): Sql {
  const { parameter, present, test } = criterion;
  const not = raw(present ? "" : "NOT ");
  if (parameter.rows) return sql`${not}EXISTS (${rowsToSql(parameter.rows, test)})`;
  const identity = ownValue(criterion);
  if (identity) return sql`${raw(identity.column)} = ${identity.value}`;
  // Not EXISTS: the few values that pass are found first, and then their resources.
  return sql`r.content ${not}IN (${valuesToSql(parameter.name, test)})`;
}

/** The index of `resource` by which all criteria together are best answered. */
export function bestIndex(criteria: readonly Criterion[]): string {
  return criteria.some((criterion) => ownValue(criterion)?.column === "r.url")
    ? "resource_by_url"
    : "resource_present";
}

/** Parameters whose values stand in the resource's own row. */
const OWN_COLUMNS: Readonly<Record<string, string>> = { _id: "r.id", url: "r.url" };

function ownValue({ parameter, present, test }: Criterion): { column: string; value: string } | undefined {
  const column = own(OWN_COLUMNS, parameter.name);
  if (!column || !present || test.kind !== "text" || test.op !== "equals") return undefined;
  return { column, value: test.text };
}

function valuesToSql(name: string, test: SearchTest): Sql {
  const columns = { system: raw("s.system"), value: raw("s.value"), folded: raw("s.folded") };
  return sql`SELECT s.content FROM search_value s WHERE s.name = ${name} AND ${testToSql(test, columns)}`;
}

/** Codes of concepts and of mappings are looked up where they are. */
function rowsToSql(rows: "concepts" | "sources" | "targets", test: SearchTest): Sql {
  if (rows === "concepts") {
    const columns = { system: raw("r.url"), value: raw("c.code"), folded: raw("c.code") };
    return sql`SELECT 1 FROM concept c WHERE c.content = r.content AND ${testToSql(test, columns)}`;
  }
  const side = rows === "sources" ? "source" : "target";
  const system = raw(`nullif(m.${side}_system, '')`);
  const columns = { system, value: raw(`m.${side}_code`), folded: raw(`m.${side}_code`) };
  return sql`SELECT 1 FROM mapping m WHERE m.position BETWEEN ${raw(POSITIONS_OF("r.content"))}
    AND m.${raw(`${side}_code`)} <> '' AND ${testToSql(test, columns)}`;
}

interface Columns {
  system: Sql;
  value: Sql;
  folded: Sql;
}

function testToSql(test: SearchTest, columns: Columns): Sql {
  switch (test.kind) {
    case "text":
      return textToSql(test, columns);
    case "code":
      return codeToSql(test.code);
    case "absent":
      return sql`${columns[test.field]} IS NULL`;
    case "number":
      return sql`${raw(`s.${test.field} ${test.op}`)} ${test.at}`;
    case "all":
      return and(test.of.map((part) => testToSql(part, columns)));
    case "any":
      return or(test.of.map((part) => testToSql(part, columns)));
    default:
      return test satisfies never;
  }
}

/** By the index of keys, which are in lower case where codes are compared without it. */
const codeToSql = (code: string): Sql =>
  sql`(c.code_key IN (${valueKey(code)}, ${valueKey(code.toLowerCase())}) AND (c.code = ${code} OR r.folds = 1))`;

/** Beginnings as a range, which an index can answer; no text is ever a pattern. */
function textToSql({ field, op, text }: Extract<SearchTest, { kind: "text" }>, columns: Columns): Sql {
  const column = columns[field];
  if (op === "prefix") return sql`(${column} >= ${text} AND ${column} < ${`${text}\u{10ffff}`})`;
  if (op === "contains") return sql`(${column} IS NOT NULL AND replace(${column}, ${text}, '') <> ${column})`;
  return sql`${column} = ${text}`;
}
