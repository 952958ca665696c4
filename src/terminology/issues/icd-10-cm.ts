/** Messages about ICD-10-CM's files. */
import { quote, type Issue } from "./issue.ts";

export const onlyAPart = (): Issue => ({
  id: "only-a-part",
  severity: "information",
  code: "informational",
  text: "It is not all of ICD-10-CM (chapters, blocks or numbers are missing): taken as a part of it (content=fragment), which makes no other code wrong. If it is the whole, give --content complete",
});

export const noOrderLine = (text: string): Issue => ({
  id: "no-order-line",
  severity: "error",
  code: "structure",
  text: `${quote(text)} is no line of an order file: number, code, 0 or 1, and titles are expected`,
});

export const leftOutOfTabularList = (element: string): string => `<${element}> of the tabular list`;
