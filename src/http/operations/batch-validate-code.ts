import type * as r5 from "fhir/r5";
import { readOperation, type OperationData } from "../../fhir/operations/definition.ts";
import { operationOutcome } from "../../fhir/operation-outcome.ts";
import { inputCheck } from "../../fhir/operations/check.ts";
import { readParameters, type Input } from "../../fhir/operations/parameters.ts";
import { overlay } from "../../storage/overlay.ts";
import { TerminologyError } from "../../terminology/issues/issue.ts";
import { nothingToValidate } from "../../terminology/issues/validation.ts";
import type { Resource } from "../../terminology/model.ts";
import type { ValidationOutcome } from "../../terminology/validate-code/validate-code.ts";
import { csValidateCodeOperation } from "./cs-validate-code.ts";
import type { Operation } from "./operation.ts";
import { validateCodeOperation } from "./validate-code.ts";

/** In the order of the requests. */
type BatchOutcome = (ValidationOutcome | TerminologyError)[];

export const batchValidateCodeOperation = batchOf(validateCodeOperation, "batch-validate-code");
export const csBatchValidateCodeOperation = batchOf(csValidateCodeOperation, "cs-batch-validate-code");

/** Runs `single` for each `validation`; one that has no answer does not spoil the others. */
function batchOf(single: Operation<ValidationOutcome>, name: string): Operation<BatchOutcome> {
  return {
    data: readOperation(name),

    async run(store, { validation, ...shared }, context) {
      const check = await inputCheck(single.data);
      const outcomes: BatchOutcome = [];
      for (const entry of validation as r5.Parameters[]) {
        try {
          const own = readEntry(single.data, entry);
          const input = merge(shared, own);
          check(input, "type");
          const resources = (own["tx-resource"] ?? []) as Resource[];
          outcomes.push(await single.run(overlay(store, resources), input, context));
        } catch (error) {
          if (!(error instanceof TerminologyError)) throw error;
          outcomes.push(error);
        }
      }
      return outcomes;
    },

    write: (outcomes, version) => ({
      resourceType: "Parameters",
      parameter: outcomes.map((outcome) => ({
        name: "validation",
        resource:
          outcome instanceof TerminologyError
            ? operationOutcome(outcome.issues)
            : single.write(outcome, version),
      })),
    }),
  };
}

const WAYS = ["code", "coding", "codeableConcept"];

/** There is one way to give a code: an entry's own replaces a shared one of another kind. */
function merge(shared: Input, own: Input): Input {
  if (!WAYS.some((name) => own[name] !== undefined)) return { ...shared, ...own };
  const rest = Object.entries(shared).filter(([name]) => !WAYS.includes(name));
  return { ...Object.fromEntries(rest), ...own };
}

/** Names that are not defined are left aside; where they leave nothing to validate, they are the hint. */
function readEntry(data: OperationData, { parameter = [] }: r5.Parameters): Input {
  const defined = new Set(data.parameters.map((p) => p.name));
  const input = readParameters(
    data.parameters,
    parameter.filter((p) => defined.has(p.name)),
    false,
  );
  const unknown = parameter.map((p) => p.name).filter((n) => !defined.has(n));
  if (unknown.length > 0 && !WAYS.some((n) => input[n] !== undefined))
    throw new TerminologyError(nothingToValidate(`Not defined here: ${unknown.join(", ")}`));
  return input;
}
