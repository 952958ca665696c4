/** Quantities as conditions of mappings: compared in the unit that they are written in; nothing is converted. */
import type { Quantity } from "../model.ts";

/** `< 3 kg` */
export const quantityText = ({ comparator, value, unit, code }: Quantity): string =>
  [comparator, value, unit ?? code].filter((part) => part !== undefined).join(" ");

/** Whatever follows the number is its unit: nothing is tried in more than one way. */
const TEXT = /^(<=|>=|<|>)?\s*([+-]?\d+(?:\.\d+)?)\s*(\S.*)?$/s;

/** undefined: the text is no quantity. */
export function readQuantity(text: string): Quantity | undefined {
  const [, comparator, value, unit] = TEXT.exec(text.trim()) ?? [];
  if (value === undefined) return undefined;
  return {
    value: Number(value),
    ...(comparator === undefined ? {} : { comparator: comparator as NonNullable<Quantity["comparator"]> }),
    ...(unit === undefined ? {} : { unit }),
  };
}

/** Is it a number as FHIR's decimal is written? */
export const isDecimal = (text: string): boolean => /^[+-]?\d+(\.\d+)?(e[+-]?\d+)?$/i.test(text);

/** Does the given quantity fulfil the required one? undefined: unknown, of other units or of a given range. */
export function fulfils(required: Quantity, given: Quantity): boolean | undefined {
  const { value: limit, comparator } = required;
  const { value } = given;
  if (limit === undefined || value === undefined || !sameUnit(required, given)) return undefined;
  if (given.comparator !== undefined)
    return given.comparator === comparator && value === limit ? true : undefined;
  switch (comparator) {
    case undefined:
      return value === limit;
    case "<":
      return value < limit;
    case "<=":
      return value <= limit;
    case ">":
      return value > limit;
    case ">=":
      return value >= limit;
    default:
      return undefined;
  }
}

/** By code where both have one, else as written: in either's unit or code. */
function sameUnit(a: Quantity, b: Quantity): boolean {
  if (a.code !== undefined && b.code !== undefined) return a.code === b.code && a.system === b.system;
  const names = ({ unit, code }: Quantity): string[] => [unit, code].filter((name) => name !== undefined);
  const known = names(a);
  return known.length === 0 ? names(b).length === 0 : names(b).some((name) => known.includes(name));
}
