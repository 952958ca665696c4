/** The list of operations: routes, capability statement and definitions follow from it. */
import { expandOperation } from "./expand.ts";
import { lookupOperation } from "./lookup.ts";
import { versionsOperation } from "./versions.ts";
import type { Operation } from "./operation.ts";

export const operations: readonly Operation[] = [
  expandOperation as Operation,
  lookupOperation as Operation,
  versionsOperation as Operation,
];
