/** What every operation gives: its definition, how it runs, and how its outcome is written. */
import type { OperationData } from "../../fhir/operations/definition.ts";
import type { Input } from "../../fhir/operations/parameters.ts";
import type { FhirVersion } from "../../fhir/version.ts";
import type { Awaitable } from "../../terminology/util/awaitable.ts";
import type { Resource } from "../../terminology/model.ts";
import type { Terminology } from "../../terminology/store.ts";
import type { WorkBudget } from "../../terminology/util/work-budget.ts";

/** What an operation may know of the request besides its input. */
export interface RequestContext {
  version: FhirVersion;
  acceptLanguage?: string | undefined;
  /** Most concepts in one expansion that is not paged. */
  expansionLimit: number;
  /** Names that only resemble a concept, or cover more than it, give no match in $translate. */
  strictNames?: boolean | undefined;
  /** What the request may cost; the entries of a batch share one. Absent: the operation makes one of its own. */
  work?: WorkBudget | undefined;
  /** For an instance-level call: the resource it is called on, without its concepts or mappings. */
  instance?: Resource | undefined;
}

export interface Operation<Outcome = unknown> {
  data: OperationData;
  run(store: Terminology, input: Input, context: RequestContext): Awaitable<Outcome>;
  /** R5-shaped, but with the parameters of `version`. */
  write(outcome: Outcome, version: FhirVersion): object;
}

/** An operation that is loaded when it is first needed. */
export interface ListedOperation {
  data: OperationData;
  load(): Promise<Operation>;
}
