/** Messages about ICD-10-CM's files. */
import { error, type Issue, note, quote } from "./issue.ts";

export const onlyAPart = (): Issue =>
  note(
    "only-a-part",
    "It is not all of ICD-10-CM (chapters, blocks or numbers are missing): taken as a part of it (content=fragment), which makes no other code wrong. If it is the whole, give --content complete",
  );

export const noOrderLine = (text: string): Issue =>
  error(
    "no-order-line",
    "structure",
    `${quote(text)} is no line of an order file: number, code, 0 or 1, and titles are expected`,
  );

export const leftOutOfTabularList = (element: string): string => `<${element}> of the tabular list`;
