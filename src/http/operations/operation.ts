/** What every operation gives: its definition, and how it gets from its input to its output. */
import type { OperationData } from "../../fhir/operations/definition.ts";
import type { OperationTypes } from "../../fhir/operations/types.ts";
import type { FhirVersion } from "../../fhir/version.ts";
import type { Terminology } from "../../terminology/store.ts";
import type { Awaitable } from "../../terminology/util/awaitable.ts";
import type { WorkBudget } from "../../terminology/util/work-budget.ts";
import type { TxResourceCache } from "../caching/tx-resource-cache.ts";
import type { SharedResources } from "../shared-resources.ts";

/** An operation's file under resources/operations. */
export type OperationName = keyof OperationTypes;
export type Input<Name extends OperationName> = OperationTypes[Name]["input"];
type Output<Name extends OperationName> = OperationTypes[Name]["output"];
type Instance<Name extends OperationName> = OperationTypes[Name]["instance"];

/** What an operation may know of the request besides its input. */
export interface RequestContext<Name extends OperationName = OperationName> {
  version: FhirVersion;
  acceptLanguage?: string | undefined;
  /** Most concepts in one expansion that is not paged. */
  expansionLimit: number;
  /** Expansions are flat where the caller says nothing of it. */
  flatExpansions?: boolean | undefined;
  /** Names that only resemble a concept, or cover more than it, give no match in $translate. */
  strictNames?: boolean | undefined;
  /** What the request may cost; the entries of a batch share one. Absent: the operation makes one of its own. */
  work?: WorkBudget | undefined;
  /** What the questions of a batch bring with them. Absent: it is no batch. */
  shared?: SharedResources | undefined;
  /** May an answer that is long be text in pieces? */
  takesPieces?: boolean | undefined;
  /** For an instance-level call: the resource it is called on, without its concepts or mappings. */
  instance?: Instance<Name> | undefined;
  /** Resources that callers sent before, under their cache-id. */
  txResourceCache: TxResourceCache;
}

export interface Operation<Name extends OperationName = OperationName> {
  data: OperationData;
  /** Asks the core, and says what it found in the operation's own parameters. */
  run(terminology: Terminology, input: Input<Name>, context: RequestContext<Name>): Awaitable<Output<Name>>;
}

/** An operation that is loaded when it is first needed. */
export interface ListedOperation {
  data: OperationData;
  load(): Promise<Operation>;
}
