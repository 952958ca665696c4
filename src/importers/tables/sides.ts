/** Of columns that stand on both sides of a map, as `Code, Text, Code, Display`: which belongs to which side? */
import type { Column } from "./header.ts";
import { plain, type Role, roleNamed } from "./roles.ts";

/** What a side's column is called where its group or its position says whose it is. */
const PARTS = ["display", "system"] as const;

/**
 * The displays and systems of both sides that no name gives away: a column belongs to the side whose code is in the
 * same group, or, where its name stands twice, to the side whose code stands last before it. Each part once.
 */
export function sidesOf(columns: readonly Column[], roles: ReadonlyMap<Role, Column>): Map<Role, Column> {
  const found = new Map<Role, Column>();
  const taken = new Set(roles.values());
  for (const column of columns) {
    const part = PARTS.find((p) => p === roleNamed(column.name)?.role);
    if (part === undefined || taken.has(column)) continue;
    const side = sideOf(column, columns, roles);
    const role = side && (`${side}-${part}` as const);
    if (role && !roles.has(role) && !found.has(role)) found.set(role, column);
  }
  return found;
}

function sideOf(
  column: Column,
  columns: readonly Column[],
  roles: ReadonlyMap<Role, Column>,
): "source" | "target" | undefined {
  const [source, target] = [roles.get("source"), roles.get("target")];
  if (!source || !target) return undefined;
  const codes = [{ side: "source", at: source } as const, { side: "target", at: target } as const];
  if (column.group !== "" && source.group !== target.group)
    return codes.find(({ at }) => at.group === column.group)?.side;
  const twice = columns.filter(({ name }) => plain(name) === plain(column.name)).length > 1;
  if (!twice || column.number < Math.min(source.number, target.number)) return undefined;
  return codes.filter(({ at }) => at.number < column.number).sort((a, b) => b.at.number - a.at.number)[0]
    ?.side;
}

/**
 * Where the user chose one of several columns of codes, only what stands on its side says something about it: the
 * columns of its group, or those up to the next column of the same name.
 */
export function besideCode(
  columns: readonly Column[],
  left: readonly Column[],
  code: Column | undefined,
): Column[] {
  const same = columns.filter(({ name }) => code && plain(name) === plain(code.name));
  if (!code || same.length < 2) return [...left];
  if (code.group !== "" && same.some(({ group }) => group !== code.group))
    return left.filter(({ group }) => group === code.group);
  const next = same.find(({ number }) => number > code.number)?.number ?? Infinity;
  return left.filter(({ number }) => number > code.number && number < next);
}
