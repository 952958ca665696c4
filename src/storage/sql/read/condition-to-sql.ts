/** What has to be looked at in a concept, as a WHERE clause over `concept c` and its rows. Pure. */
import type { ConceptCondition } from "../../../terminology/concepts/concept-condition.ts";
import { distinctStarts, nameKey, words } from "../../../terminology/concepts/text-match.ts";
import type { Ranges } from "../../concepts/ranges.ts";
import type { Rest } from "../../concepts/resolve-condition.ts";
import { type Dialect, INACTIVE_WORD } from "../engines/database.ts";
import { nameHash, valueKey, wordKey } from "../keys.ts";
import { and, or, raw, type Sql, sql } from "../sql.ts";

/** The content, and the positions outside of which nothing is looked for. */
interface Scope {
  content: number;
  low: number;
  high: number;
}

/** Where positions come from, and what they must satisfy. */
export interface PositionQuery {
  from: Sql;
  where: Sql;
  position: Sql;
  /** Concepts that are looked at one by one, for no index gives those that may fit. */
  looks: number;
}

/** Concepts that a statement looks at, or counts, in a microsecond. */
export const LOOKS_A_UNIT = 3;
const STATEMENT = 1_000;

/** Units of work that a statement costs, whatever it finds. */
export const statementUnits = (looks: number): number => STATEMENT + Math.ceil(looks / LOOKS_A_UNIT);

/** Conditions that SQL can't say in this form; they are looked up and become ranges before. */
export class NotInSql extends Error {}

/**
 * Positions in the scope that satisfy `rest`. The index of texts, or that of one property value, is the source where
 * all must have it: it gives positions in order, so that a page of them costs no more than the page.
 */
export function positionQuery(rest: Rest, scope: Scope, dialect: Dialect): PositionQuery {
  const parts = rest.kind === "all" ? rest.of : [rest];
  const either = parts.find((part) => part.kind === "any" && textsOf(part) !== undefined);
  const prefixes = parts.flatMap((part) => (part.kind === "text" ? words(part.text) : []));
  if (either || prefixes.length > 0) {
    const alternatives = (either ? textsOf(either)! : [[]]).map((own) => [...prefixes, ...own]);
    const others = parts.filter((part) => part.kind !== "text" && part !== either);
    return textQuery(alternatives, others, scope, dialect);
  }
  const { content, low, high } = scope;
  for (const part of parts) {
    const value = singleValue(part);
    if (value === undefined) continue;
    const property = part.kind === "property" ? valueKey(part.property) : "";
    const where = sql`p.content = ${content} AND p.property = ${property} AND p.value = ${valueKey(value)}`;
    const others = parts.filter((other) => other !== part);
    const index = { source: "concept_property p", position: raw("p.position"), where };
    return joined(index, others, scope, dialect);
  }
  const where = parts
    .filter((part) => part.kind !== "text")
    .map((part) => conditionToSql(part, scope, dialect));
  const bounds = sql`c.position BETWEEN ${low} AND ${high}`;
  const looks = parts.some(isFromIndex) ? 0 : high - low + 1;
  return { from: raw("concept c"), where: and([bounds, ...where]), position: raw("c.position"), looks };
}

/** Are its positions those of an index, or a part of them? */
function isFromIndex(part: Rest): boolean {
  switch (part.kind) {
    case "all":
      return part.of.some(isFromIndex);
    case "any":
      return part.of.every(isFromIndex);
    case "text":
      return words(part.text).length > 0;
    case "property":
    case "designation":
      return part.test.op === "in";
    case "element":
      return part.test.op === "in" && part.element !== "definition";
    default:
      return false;
  }
}

/** Where only texts are asked for: of one of these, each word; the index of texts answers it as one question. */
function textsOf(part: Rest): string[][] | undefined {
  if (part.kind === "text") {
    const own = words(part.text);
    return own.length > 0 ? [own] : undefined;
  }
  if (part.kind !== "any" || part.of.length === 0) return undefined;
  const all = part.of.map(textsOf);
  return all.every((texts) => texts !== undefined) ? all.flat() : undefined;
}

/** The one value that a property or a designation must have: an index gives its concepts in order. */
export function singleValue(part: Rest | ConceptCondition): string | undefined {
  if (part.kind !== "property" && part.kind !== "designation") return undefined;
  return part.test.op === "in" && part.test.values.length === 1 ? part.test.values[0] : undefined;
}

/** Do positions come from an index, rather than from looking at all concepts? */
export function hasIndex(rest: Rest): boolean {
  if (rest.kind === "all") return rest.of.some((part) => part.kind !== "all" && hasIndex(part));
  return textsOf(rest) !== undefined || singleValue(rest) !== undefined;
}

/** A word's entries in the index of texts are passed over one by one; as many as there may be, each is quickly passed. */
const CONCEPTS_A_LOOK = 4;

function textQuery(
  alternatives: readonly string[][],
  parts: readonly Rest[],
  scope: Scope,
  dialect: Dialect,
): PositionQuery {
  const activeOnly = parts.some((part) => part.kind === "active");
  const others = parts.filter((part) => part.kind !== "active");
  const where = dialect.textMatch(alternatives.map(startsOf), activeOnly ? INACTIVE_WORD : undefined);
  const index = { source: "concept_text t", position: raw(dialect.textPosition), where };
  const query = joined(index, others, scope, dialect);
  return { ...query, looks: Math.ceil((scope.high - scope.low + 1) / CONCEPTS_A_LOOK) };
}

const startsOf = (prefixes: readonly string[]): string[] => distinctStarts(prefixes.map(wordKey));

interface Index {
  /** Its table, and what is looked for in it. */
  source: string;
  where: Sql;
  position: Sql;
}

/** Positions of an index, with the concept beside it only if something else is asked of it. */
function joined(
  { source, where, position }: Index,
  others: readonly Rest[],
  scope: Scope,
  dialect: Dialect,
): PositionQuery {
  const alongside = others.map((part) => besideIndex(part, position, dialect));
  const inRows = others.filter((_, i) => alongside[i] === undefined);
  const indexed = [
    where,
    sql`${position} BETWEEN ${scope.low} AND ${scope.high}`,
    ...alongside.filter((part) => part !== undefined),
  ];
  if (inRows.length === 0) return { from: raw(source), where: and(indexed), position, looks: 0 };
  return {
    // CROSS JOIN: SQLite must not turn it round.
    from: raw(`${source} CROSS JOIN concept c`),
    where: and([
      ...indexed,
      sql`c.position = ${position}`,
      ...inRows.map((part) => conditionToSql(part, scope, dialect)),
    ]),
    position,
    looks: 0,
  };
}

/** What needs no look at the concept itself, whose row is wide: positions, and flags, which few have. */
function besideIndex(part: Rest, position: Sql, dialect: Dialect): Sql | undefined {
  switch (part.kind) {
    case "ranges":
      return rangesToSql(part.ranges, position);
    case "active":
      return without("inactive", position, dialect);
    case "selectable":
      return without("abstract", position, dialect);
    default:
      return undefined;
  }
}

function without(column: "inactive" | "abstract", position: Sql, dialect: Dialect): Sql {
  const flagged = raw(`concept i ${dialect.by(`concept_${column}`).text}`);
  return sql`NOT EXISTS (SELECT 1 FROM ${flagged} WHERE i.position = ${position} AND i.${raw(column)} = 1)`;
}

/** @throws NotInSql for patterns and names */
export function conditionToSql(rest: Rest, scope: Scope, dialect: Dialect): Sql {
  switch (rest.kind) {
    case "all":
      return and(rest.of.map((part) => conditionToSql(part, scope, dialect)));
    case "any":
      return or(rest.of.map((part) => conditionToSql(part, scope, dialect)));
    case "not":
      return sql`NOT ${and([conditionToSql(rest.of, scope, dialect)])}`;
    case "ranges":
      return rangesToSql(rest.ranges);
    case "leaf":
      return raw("c.leaf = 1");
    case "root":
      return raw("NOT EXISTS (SELECT 1 FROM concept_parent e WHERE e.child = c.position)");
    case "active":
      return raw("c.inactive = 0");
    case "selectable":
      return raw("c.abstract = 0");
    case "text":
      return textToSql(rest.text, scope, dialect);
    case "property":
      return propertyToSql(rest.property, rest.test, scope, dialect);
    case "designation":
      return propertyToSql("", rest.test, scope, dialect);
    case "element":
      return elementToSql(rest, scope, dialect);
    case "name":
      throw new NotInSql("name");
    default:
      return rest satisfies never;
  }
}

function rangesToSql(ranges: Ranges, position = raw("c.position")): Sql {
  const parts: Sql[] = [];
  for (let i = 0; i < ranges.length; i += 2)
    parts.push(sql`${position} BETWEEN ${ranges[i]!} AND ${ranges[i + 1]!}`);
  return or(parts);
}

function textToSql(text: string, { low, high }: Scope, dialect: Dialect): Sql {
  const prefixes = startsOf(words(text));
  if (prefixes.length === 0) return raw("1 = 1");
  const position = raw(dialect.textPosition);
  return sql`c.position IN (SELECT ${position} FROM concept_text t
    WHERE ${dialect.textMatch([prefixes])} AND ${position} BETWEEN ${low} AND ${high})`;
}

type Test = Extract<Rest, { kind: "property" }>["test"];

function propertyToSql(property: string, test: Test, { content }: Scope, dialect: Dialect): Sql {
  if (test.op === "regex") throw new NotInSql("regex");
  const values = test.op === "in" ? dialect.anyOf(raw("p.value"), test.values.map(valueKey)) : raw("1 = 1");
  if (test.op === "in" && test.values.length === 0) return raw("1 = 0");
  return sql`c.position IN (SELECT p.position FROM concept_property p
    WHERE p.content = ${content} AND p.property = ${valueKey(property)} AND ${values})`;
}

function elementToSql(
  { element, test }: Extract<Rest, { kind: "element" }>,
  { content }: Scope,
  dialect: Dialect,
): Sql {
  if (test.op === "regex") throw new NotInSql("regex");
  const column = raw(`c.${element}`);
  if (test.op === "exists") return sql`${column} IS NOT NULL`;
  if (test.values.length === 0) return raw("1 = 0");
  const equal = dialect.anyOf(column, test.values);
  if (element === "definition") return and([sql`${column} IS NOT NULL`, equal]);
  if (element === "display") {
    const hashes = [...new Set(test.values.map((name) => nameHash(nameKey(name))))];
    const named = sql`SELECT n.position FROM concept_name n
      WHERE n.content = ${content} AND ${dialect.anyOf(raw("n.hash"), hashes)}`;
    return and([sql`${column} IS NOT NULL`, sql`c.position IN (${named})`, equal]);
  }
  // The index has keys, which may be in lower case; both are tried, then the code itself decides.
  const keys = [...new Set(test.values.flatMap((code) => [valueKey(code), valueKey(code.toLowerCase())]))];
  return and([sql`c.content = ${content}`, dialect.anyOf(raw("c.code_key"), keys), equal]);
}
