/** The row of a question that always has one, and no other: a count, or a counter. */
export function onlyRow<T>([row]: readonly T[]): T {
  if (row === undefined) throw new Error("a question that has one row has none");
  return row;
}
