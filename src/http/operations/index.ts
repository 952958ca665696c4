/** The list of operations: routes, capability statement and definitions follow from it. */
import { lookupOperation } from "./lookup.ts";
import type { Operation } from "./operation.ts";

export const operations: readonly Operation[] = [lookupOperation as Operation];
