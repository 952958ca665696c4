/** SQL with its parameters: fragments that nest, so that no value ever becomes part of the text. */

export type Param = string | number | bigint | null | Uint8Array | readonly (string | number | null)[];

export interface Sql {
  readonly text: string;
  readonly params: readonly Param[];
}

/** sql`a = ${1} AND ${fragment}`: values become parameters, fragments are put in with theirs. */
export function sql(strings: TemplateStringsArray, ...values: readonly (Param | Sql)[]): Sql {
  let text = strings[0]!;
  const params: Param[] = [];
  for (const [i, value] of values.entries()) {
    if (isSql(value)) {
      text += value.text;
      params.push(...value.params);
    } else {
      text += "?";
      params.push(value);
    }
    text += strings[i + 1]!;
  }
  return { text, params };
}

/** Text that is SQL itself: names of columns, never anything from a request. */
export function raw(text: string): Sql {
  return { text, params: [] };
}

/** The parts with `separator` between them, as text of SQL. */
export function join(parts: readonly Sql[], separator: string): Sql {
  return { text: parts.map((p) => p.text).join(separator), params: parts.flatMap((p) => p.params) };
}

/** Every part holds; none given: true. */
export function and(parts: readonly Sql[]): Sql {
  return parts.length === 0 ? raw("1 = 1") : grouped(parts, " AND ");
}

/** At least one part holds; none given: false. */
export function or(parts: readonly Sql[]): Sql {
  return parts.length === 0 ? raw("1 = 0") : grouped(parts, " OR ");
}

const GROUP = 100;

/** In groups of groups: SQLite takes each operator of a row for one more level, and at most 1,000 of them. */
function grouped(parts: readonly Sql[], separator: string): Sql {
  if (parts.length <= GROUP) return sql`(${join(parts, separator)})`;
  const groups = Array.from({ length: Math.ceil(parts.length / GROUP) }, (_, i) =>
    grouped(parts.slice(i * GROUP, (i + 1) * GROUP), separator),
  );
  return grouped(groups, separator);
}

function isSql(value: Param | Sql): value is Sql {
  return typeof value === "object" && value !== null && "text" in value;
}
