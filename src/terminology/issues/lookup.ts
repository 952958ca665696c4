/** Messages of $lookup. */
import { information, quote, shortened, type Issue } from "./issue.ts";

export const onlySomeChildren = (code: string, given: number, total: number): Issue =>
  information(
    `${quote(code)} has ${total} children; the first ${given}, in the order of the code system, are given. ` +
      `All come in pages from ValueSet/$expand, with count and offset, of a value set with the filter 'concept child-of ${shortened(code)}'.`,
  );
