/** Values of a filter that no concept can have, by the type of its property: it selects nothing, or leaves nothing out. */
import { filterValues } from "../concepts/filters.ts";
import { valueOfOtherType } from "../issues/value-sets.ts";
import type { CodeSystem, ValueSetFilter } from "../model.ts";
import { readDate } from "../search/dates.ts";

const NUMBER = /^[+-]?\d+(\.\d+)?(e[+-]?\d+)?$/i;

const IS_OF = new Map<string, (value: string) => boolean>([
  ["boolean", (value) => value === "true" || value === "false"],
  ["integer", (value) => NUMBER.test(value)],
  ["decimal", (value) => NUMBER.test(value)],
  ["dateTime", (value) => readDate(value) !== undefined],
]);

/** @returns a sentence for each */
export function unfitValues(
  { property = [] }: CodeSystem,
  { property: name, op, value }: ValueSetFilter,
  path: string,
): string[] {
  const declared = property.find(({ code }) => code === name)?.type;
  const type = declared ?? (name === "inactive" || name === "notSelectable" ? "boolean" : "");
  const isOfType = IS_OF.get(type);
  const values = filterValues(op, value) ?? [];
  return isOfType
    ? values.filter((one) => !isOfType(one)).map((one) => valueOfOtherType(path, name, one, type))
    : [];
}
