/** ValueSet/$validate-code: is the code in the value set, and may it be used there? (FHIR R5 ValueSet, operation validate-code) */
import { printCanonical } from "./canonical.ts";
import { compileValueSet, type CompiledValueSet } from "./compose.ts";
import { expansionParameter, requiredSupplements } from "./compose/expansion-parameters.ts";
import { cautionAbout } from "./content-status.ts";
import { composeIssue, noVersionAt } from "./issues/expansion.ts";
import {
  cannotInferSystem,
  contentStatus,
  notInValueSet,
  noValidCoding,
  thisCodingNotInValueSet,
} from "./issues/validation.ts";
import { unknownValueSet } from "./issues/value-sets.ts";
import { TerminologyError, type Issue } from "./issues.ts";
import type { CodeSystem, Coding, ValueSet } from "./model.ts";
import type { TerminologyStore } from "./store.ts";
import { finding, type Finding } from "./validate-code/finding.ts";
import { findInValueSet, type ValueSetContext } from "./validate-code/in-value-set.ts";
import { systemsOfCode } from "./validate-code/infer-system.ts";
import { recognising } from "./validate-code/recognise.ts";
import { outcomeOf, type ValidationOutcome } from "./validate-code/outcome.ts";
import {
  codingsOf,
  settingsOf,
  type CodesToValidate,
  type Place,
  type ValidationOptions,
} from "./validate-code/request.ts";

export type { CodesToValidate, ValidationOptions } from "./validate-code/request.ts";
export type { ValidationOutcome } from "./validate-code/outcome.ts";

/**
 * Validates codes against a value set. What is not right with them is in the outcome's issues.
 * @throws TerminologyError when there is no answer: a broken definition, a circular import, a supplement that is
 *   not there, a displayLanguage that is none.
 */
export async function validateInValueSet(
  store: TerminologyStore,
  valueSet: ValueSet,
  codes: CodesToValidate,
  options: ValidationOptions,
): Promise<ValidationOutcome> {
  const settings = settingsOf(options, expansionParameter(valueSet, "displayLanguage")[0], valueSet.language);
  const compiled = await compileValueSet(store, valueSet, options.rules, options);
  const incomplete = brokenReferences(compiled);
  const given = codingsOf(codes);
  if (incomplete.length > 0)
    return outcomeOf(
      codes,
      given.map(({ coding }) => finding(coding, { member: undefined })),
      incomplete,
    );
  const supplements = [...options.useSupplement, ...requiredSupplements(valueSet)];
  const context: ValueSetContext = { store, compiled, settings, supplements };
  const findings: Finding[] = [];
  for (const { coding, place } of given) findings.push(await findWithSystem(context, codes, coding, place));
  const membership = codes.kind === "codeableConcept" ? ofConcept : ofCoding;
  return outcomeOf(codes, findings, [
    ...membership(
      valueSet,
      findings,
      given.map((g) => g.place),
    ),
    ...(settings.membershipOnly ? [] : cautions(compiled, findings)),
  ]);
}

/** A bare code gets its system first, where that was asked for. */
async function findWithSystem(
  context: ValueSetContext,
  codes: CodesToValidate,
  coding: Coding,
  place: Place,
): Promise<Finding> {
  const { compiled, settings } = context;
  const { code, system } = coding;
  if (codes.kind !== "code" || system !== undefined || code === undefined || !settings.inferSystem)
    return recognising(context.store, coding, place, (read) => findInValueSet(context, read, place));
  const systems = await systemsOfCode(compiled, code);
  if (systems.length === 1) return findInValueSet(context, { ...coding, system: systems[0]! }, place);
  return finding(coding, {
    issues: [cannotInferSystem(code, compiled.valueSet, systems, place.at("code"))],
  });
}

/**
 * Imported value sets that are not there leave the question open.
 * @throws TerminologyError for what makes the definition unusable
 */
function brokenReferences({ problems }: CompiledValueSet): Issue[] {
  const open: Issue[] = [];
  for (const problem of problems) {
    switch (problem.kind) {
      case "value-set":
        open.push(
          problem.asOf === undefined
            ? unknownValueSet(printCanonical(problem))
            : noVersionAt(problem.url, problem.asOf),
        );
        break;
      case "code-system":
      case "version-check":
        // They matter only to codes of that system, and are told with those.
        break;
      default:
        throw new TerminologyError(composeIssue(problem));
    }
  }
  return open;
}

function ofCoding(valueSet: ValueSet, [found]: readonly Finding[], [place]: readonly Place[]): Issue[] {
  return found?.member === false ? [notInValueSet(found.coding, valueSet, place!.at("code"))] : [];
}

/** One coding that fits is enough; the others are noted. */
function ofConcept(valueSet: ValueSet, findings: readonly Finding[], places: readonly Place[]): Issue[] {
  const others = findings.flatMap(({ coding, member }, i) =>
    member === false ? [thisCodingNotInValueSet(coding, valueSet, places[i]!.at("code"))] : [],
  );
  return findings.every((f) => f.member === false) ? [noValidCoding(valueSet), ...others] : others;
}

/** Drafts, experiments and withdrawn content among what was looked in. */
function cautions({ valueSet, includes, used }: CompiledValueSet, findings: readonly Finding[]): Issue[] {
  const issues: Issue[] = [];
  const check = (content: CodeSystem | ValueSet, type: string) => {
    const status = cautionAbout(content, valueSet);
    if (status !== undefined) issues.push(contentStatus(status, type, printCanonical(content)));
  };
  for (const set of [valueSet, ...used.valueSets]) check(set, "ValueSet");
  const included = findings.filter((f) => includes.some((i) => i.system === f.coding.system));
  const codeSystems = included.map((f) => f.codeSystem).filter((c) => c !== undefined);
  for (const codeSystem of new Set(codeSystems)) check(codeSystem, "CodeSystem");
  return issues;
}
