/** The list of operations: routes, capability statement and definitions follow from it. */
import { batchValidateCodeOperation, csBatchValidateCodeOperation } from "./batch-validate-code.ts";
import { csValidateCodeOperation } from "./cs-validate-code.ts";
import { expandOperation } from "./expand.ts";
import { lookupOperation } from "./lookup.ts";
import { matchOperation } from "./match.ts";
import { subsumesOperation } from "./subsumes.ts";
import { translateOperation } from "./translate.ts";
import { validateCodeOperation } from "./validate-code.ts";
import { versionsOperation } from "./versions.ts";
import type { Operation } from "./operation.ts";

export const operations: readonly Operation[] = [
  expandOperation as Operation,
  lookupOperation as Operation,
  validateCodeOperation as Operation,
  csValidateCodeOperation as Operation,
  batchValidateCodeOperation as Operation,
  csBatchValidateCodeOperation as Operation,
  matchOperation as Operation,
  subsumesOperation as Operation,
  translateOperation as Operation,
  versionsOperation as Operation,
];
