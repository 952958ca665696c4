/** Messages of $lookup. */
import { quote, type Issue } from "./issue.ts";

export const onlySomeChildren = (code: string, given: number, total: number): Issue => ({
  severity: "information",
  code: "informational",
  text:
    `${quote(code)} has ${total} children; the first ${given}, in the order of the code system, are given. ` +
    `All come in pages from ValueSet/$expand, with count and offset, of a value set with the filter 'concept child-of ${code.slice(0, 80)}'.`,
});
