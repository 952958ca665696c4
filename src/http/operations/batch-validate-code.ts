import type * as r5 from "fhir/r5";
import { operationOutcome } from "../../fhir/operation-outcome.ts";
import { indexByName, type OperationData, readOperation } from "../../fhir/operations/definition.ts";
import { type ReadInput, readParameters } from "../../fhir/operations/parameters.ts";
import { TerminologyError } from "../../terminology/issues/issue.ts";
import { tooManyEntries } from "../../terminology/issues/rest.ts";
import { codeWithoutSystem, nothingToValidate } from "../../terminology/issues/validation.ts";
import type { Resource } from "../../terminology/model.ts";
import type { Terminology } from "../../terminology/store.ts";
import { isNode, listOf } from "../../terminology/util/json-object.ts";
import { withoutUndefined } from "../../terminology/util/without-undefined.ts";
import type { WorkBudget } from "../../terminology/util/work-budget.ts";
import { SharedResources } from "../shared-resources.ts";
import { csValidateCodeOperation } from "./cs-validate-code.ts";
import type { Input, Operation, RequestContext } from "./operation.ts";
import { readied, runOperation } from "./run-operation.ts";
import { validateCodeOperation } from "./validate-code.ts";
import { WAYS } from "./validation.ts";

type BatchName = "batch-validate-code" | "cs-batch-validate-code";

export const batchValidateCodeOperation = batchOf("batch-validate-code", validateCodeOperation);
export const csBatchValidateCodeOperation = batchOf("cs-batch-validate-code", csValidateCodeOperation);

/** As of a Bundle. */
const MAX_ENTRIES = 10_000;
/** How many are under way at a time: what they ask of a database at the same step is one question there. */
const AT_A_TIME = 16;
/** Whoever brings a definition with more parts goes alone: begun together, many would use up the budget before one is answered. */
const FEW_PARTS = 10;

/** Runs `single` for each `validation`; one that has no answer does not spoil the others. */
function batchOf<Name extends BatchName>(name: Name, single: Operation): Operation<Name> {
  return {
    data: readOperation(name),

    async run(terminology, { validation, ...input }: Input<Name>, { ...context }) {
      if (validation.length > MAX_ENTRIES)
        throw new TerminologyError(tooManyEntries(validation.length, MAX_ENTRIES, "validation"));
      // Each answer is a part of this one.
      context.takesPieces = false;
      const batch: Batch = { single, shared: sharedBy(input), terminology, context };
      context.shared ??= new SharedResources();
      const answers: Resource[] = [];
      const { work } = context;
      for (;;) {
        await work?.giveWay();
        if (answers.length === validation.length || work?.isUsedUp) break;
        const step = nextStep(validation, answers.length);
        answers.push(...(await Promise.all(step.map((entry) => answerTo(batch, entry)))));
      }
      if (work?.isUsedUp) answers.push(...notAnswered(validation.length - answers.length, work));
      return { validation: answers };
    },
  };
}

/** Those that go together from here on. */
function nextStep(entries: readonly r5.Parameters[], from: number): readonly r5.Parameters[] {
  const most = entries.slice(from, from + AT_A_TIME);
  const long = most.findIndex(bringsLong);
  return long < 0 ? most : most.slice(0, Math.max(1, long));
}

function bringsLong({ parameter }: r5.Parameters): boolean {
  let parts = 0;
  for (const one of listOf(parameter)) {
    const compose = isNode(one) && isNode(one.resource) ? one.resource.compose : undefined;
    if (!isNode(compose)) continue;
    for (const set of [...listOf(compose.include), ...listOf(compose.exclude)])
      parts += 1 + (isNode(set) ? listOf(set.concept).length + listOf(set.filter).length : 0);
  }
  return parts > FEW_PARTS;
}

/** Of the entries that are left none is looked at: to refuse each by itself would cost more than some answers. */
function notAnswered(count: number, work: WorkBudget): Resource[] {
  const outcome = operationOutcome(work.tooMuch().issues);
  return Array.from({ length: count }, () => outcome);
}

/** What all of its entries are answered by. */
interface Batch {
  single: Operation;
  /** Parameters of the batch itself, which each entry has too. */
  shared: ReadInput;
  terminology: Terminology;
  context: RequestContext;
}

async function answerTo(
  { single, shared, terminology, context }: Batch,
  entry: r5.Parameters,
): Promise<Resource> {
  try {
    // Others have their turn: what comes before may have taken long, and so may each of those that go on together.
    for (let turn = context.work?.giveWay(); turn instanceof Promise; turn = context.work?.giveWay())
      await turn;
    const input = merged(shared, readEntry(single.data, entry));
    const [operation, asked] = isWithoutValueSet(single, input)
      ? [csValidateCodeOperation, inCodeSystem(input)]
      : [single, input];
    const { resource } = await runOperation(await readied(operation), terminology, asked, context);
    return resource as Resource;
  } catch (error) {
    if (error instanceof TerminologyError) return operationOutcome(error.issues);
    throw error;
  }
}

const VALUE_SETS = ["url", "valueSet", "context"];

/** HL7's validator asks so for a code that no value set is bound to. */
const isWithoutValueSet = (single: Operation, input: ReadInput): boolean =>
  single.data.resource === "ValueSet" && !VALUE_SETS.some((name) => input[name] !== undefined);

/**
 * What is asked of a value set, as CodeSystem/$validate-code names it; the system keeps its name beside, for messages. What
 * that operation does not define is left aside: nobody would check it.
 */
function inCodeSystem({ systemVersion, ...input }: ReadInput): ReadInput {
  const { code, system } = input;
  if (code !== undefined && system === undefined) throw new TerminologyError(codeWithoutSystem());
  const defined = indexByName(csValidateCodeOperation.data.parameters);
  const asked = Object.entries(input).filter(([name]) => name === "system" || defined.has(name));
  return { ...Object.fromEntries(asked), ...withoutUndefined({ url: system, version: systemVersion }) };
}

/** The batch's own resources are among what is known already. */
function sharedBy({ ...input }: ReadInput): ReadInput {
  delete input["tx-resource"];
  delete input["cache-id"];
  return input;
}

const givesCode = (input: ReadInput): boolean => WAYS.some((name) => input[name] !== undefined);

/** There is one way to give a code, a value set or a code system: an entry's own replaces a shared one of another kind. */
const REPLACED: readonly { by: readonly string[]; names: readonly string[] }[] = [
  { by: WAYS, names: WAYS },
  { by: ["url", "valueSet"], names: ["url", "valueSet", "valueSetVersion"] },
  { by: ["url", "codeSystem"], names: ["url", "codeSystem", "version"] },
];

function merged(shared: ReadInput, own: ReadInput): ReadInput {
  const rest = { ...shared };
  for (const { by, names } of REPLACED)
    if (by.some((name) => own[name] !== undefined)) for (const name of names) delete rest[name];
  return { ...rest, ...own };
}

/** Names that are not defined are left aside; where they leave nothing to validate, they are the hint. */
function readEntry(data: OperationData, { parameter = [] }: r5.Parameters): ReadInput {
  const defined = indexByName(data.parameters);
  const input = readParameters(
    data.parameters,
    parameter.filter((p) => defined.has(p.name)),
    "lenient",
  );
  const unknown = parameter.map((p) => p.name).filter((n) => !defined.has(n));
  if (unknown.length > 0 && !givesCode(input))
    throw new TerminologyError(nothingToValidate(`Not defined here: ${unknown.join(", ")}`));
  return input;
}
