/** Messages of $lookup. */
import { information, type Issue, quote, shortened } from "./issue.ts";

export const onlySomeChildren = (code: string, given: number, total: number): Issue =>
  information(
    `${quote(code)} has ${total} children; the first ${given}, in the order of the code system, are given. ` +
      `All come in pages from ValueSet/$expand, with count and offset, of a value set with the filter 'concept child-of ${shortened(code)}'.`,
  );

export const onlyPartOfHierarchy = (system: string): Issue =>
  information(`Only a part of ${system} is known here, so there may be more parents and children.`);

/** Most that are listed. */
const MOST_NAMED = 30;

/** @param known those that there are, by code */
export const unknownProperties = (
  names: readonly string[],
  system: string,
  known: readonly string[],
): Issue => {
  const more = known.length > MOST_NAMED ? ", …" : "";
  const has =
    known.length === 0
      ? "It has none of its own."
      : `It has: ${known.slice(0, MOST_NAMED).join(", ")}${more}.`;
  return information(
    `${system} has no property ${names.map((name) => quote(name)).join(", ")}. ${has} Of every code system display, definition, designation, parent, child and inactive can be asked for.`,
  );
};
