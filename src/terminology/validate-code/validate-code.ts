/** ValueSet/$validate-code: is the code in the value set, and may it be used there? (FHIR R5 ValueSet, operation validate-code) */
import { after, inTurn, type Awaitable } from "../util/awaitable.ts";
import { printCanonical } from "../canonical.ts";
import { compileValueSet, type CompiledValueSet } from "../compose/compose.ts";
import { expansionParameter, requiredSupplements } from "../compose/expansion-parameters.ts";
import { cautionAbout } from "../resolve/standards-status.ts";
import { composeIssue, noVersionAt } from "../issues/expansion.ts";
import {
  cannotInferSystem,
  contentStatus,
  notInValueSet,
  noValidCoding,
  thisCodingNotInValueSet,
} from "../issues/validation.ts";
import { unknownValueSet } from "../issues/value-sets.ts";
import { TerminologyError, type Issue } from "../issues/issue.ts";
import type { CodeSystem, Coding, ValueSet } from "../model.ts";
import type { Terminology } from "../store.ts";
import { finding, type Finding } from "./finding.ts";
import { findInValueSet, type ValueSetContext } from "./in-value-set.ts";
import { systemsOfCode } from "./infer-system.ts";
import { recognising } from "./recognise.ts";
import { drawnFrom } from "./membership.ts";
import { outcomeOf, type ValidationOutcome } from "./outcome.ts";
import {
  codingsOf,
  settingsOf,
  type CodesToValidate,
  type Place,
  type ValidationOptions,
} from "./request.ts";

export type { CodesToValidate, ValidationOptions } from "./request.ts";
export type { ValidationOutcome } from "./outcome.ts";

/**
 * Validates codes against a value set. What is not right with them is in the outcome's issues.
 * @throws TerminologyError when there is no answer: a broken definition, a circular import, a supplement that is
 *   not there, a displayLanguage that is none.
 */
export function validateInValueSet(
  store: Terminology,
  valueSet: ValueSet,
  codes: CodesToValidate,
  options: ValidationOptions,
): Awaitable<ValidationOutcome> {
  return after(compileValueSet(store, valueSet, options.rules, options), (compiled) =>
    validateInCompiled(store, compiled, codes, options),
  );
}

function validateInCompiled(
  store: Terminology,
  compiled: CompiledValueSet,
  codes: CodesToValidate,
  options: ValidationOptions,
): Awaitable<ValidationOutcome> {
  const { valueSet } = compiled;
  const { displayLanguage, needed } = wishesOf(compiled);
  const settings = settingsOf(options, displayLanguage, valueSet.language);
  const incomplete = brokenReferences(compiled);
  const given = codingsOf(codes);
  if (incomplete.length > 0)
    return outcomeOf(
      codes,
      given.map(({ coding }) => finding(coding, { member: undefined })),
      incomplete,
    );
  const supplements = [...options.useSupplement, ...needed];
  const context: ValueSetContext = { store, compiled, settings, supplements };
  const looking = inTurn(given, ({ coding, place }) => findWithSystem(context, codes, coding, place));
  return after(looking, (findings) => {
    const membership = codes.kind === "codeableConcept" ? ofConcept : ofCoding;
    const general = membership(valueSet, findings, given);
    if (!settings.membershipOnly) general.push(...cautions(compiled, findings));
    return outcomeOf(codes, findings, general);
  });
}

/** A bare code gets its system first, where that was asked for. */
function findWithSystem(
  context: ValueSetContext,
  codes: CodesToValidate,
  coding: Coding,
  place: Place,
): Awaitable<Finding> {
  const { compiled, settings } = context;
  const { code, system } = coding;
  if (codes.kind !== "code" || system !== undefined || code === undefined || !settings.inferSystem)
    return recognising(context.store, coding, place, (read) => findInValueSet(context, read, place));
  return systemsOfCode(compiled, code).then((systems) => {
    if (systems.length === 1) return findInValueSet(context, { ...coding, system: systems[0]! }, place);
    return finding(coding, {
      issues: [cannotInferSystem(code, compiled.valueSet, systems, place.at("code"))],
    });
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
          problem.versionDate === undefined
            ? unknownValueSet(printCanonical(problem))
            : noVersionAt(problem.url, problem.versionDate),
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

type Given = readonly { place: Place }[];

function ofCoding(valueSet: ValueSet, [found]: readonly Finding[], [given]: Given): Issue[] {
  return found?.member === false ? [notInValueSet(found.coding, valueSet, given!.place.at("code"))] : [];
}

/** One coding that fits is enough; the others are noted. */
function ofConcept(valueSet: ValueSet, findings: readonly Finding[], given: Given): Issue[] {
  const others = findings.flatMap(({ coding, member }, i) =>
    member === false ? [thisCodingNotInValueSet(coding, valueSet, given[i]!.place.at("code"))] : [],
  );
  return findings.every((f) => f.member === false) ? [noValidCoding(valueSet), ...others] : others;
}

/** What a value set wants of everyone who validates against it. */
interface Wishes {
  displayLanguage: string | undefined;
  /** Supplements, `url|version`. */
  needed: readonly string[];
  /** About value sets: itself and those that it imports. */
  cautions: readonly Issue[];
}

const wishes = new WeakMap<CompiledValueSet, Wishes>();

/** Read once for as long as the compiled value set is kept. */
function wishesOf(compiled: CompiledValueSet): Wishes {
  let known = wishes.get(compiled);
  if (!known) {
    const { valueSet, used } = compiled;
    known = {
      displayLanguage: expansionParameter(valueSet, "displayLanguage")[0],
      needed: requiredSupplements(valueSet),
      cautions: [valueSet, ...used.valueSets].flatMap((set) => caution(set, "ValueSet", valueSet)),
    };
    wishes.set(compiled, known);
  }
  return known;
}

/** Drafts, experiments and withdrawn content among what was looked in. */
function cautions(compiled: CompiledValueSet, findings: readonly Finding[]): Issue[] {
  const issues = [...wishesOf(compiled).cautions];
  const included = findings.filter(
    ({ coding: { system } }) => system !== undefined && drawnFrom(compiled, system) !== undefined,
  );
  const codeSystems = included.map((f) => f.codeSystem).filter((c) => c !== undefined);
  for (const codeSystem of once(codeSystems))
    issues.push(...caution(codeSystem, "CodeSystem", compiled.valueSet));
  return issues;
}

const once = <T>(items: T[]): Iterable<T> => (items.length < 2 ? items : new Set(items));

function caution(content: CodeSystem | ValueSet, type: string, valueSet: ValueSet): Issue[] {
  const status = cautionAbout(content, valueSet);
  return status === undefined ? [] : [contentStatus(status, type, printCanonical(content))];
}
