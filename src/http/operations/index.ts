/** The list of operations: routes, capability statement and definitions follow from it. */
import { lookupOperation } from "./lookup.ts";
import { versionsOperation } from "./versions.ts";
import type { Operation } from "./operation.ts";

export const operations: readonly Operation[] = [
  lookupOperation as Operation,
  versionsOperation as Operation,
];
