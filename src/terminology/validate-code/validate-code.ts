/** ValueSet/$validate-code: is the code in the value set, and may it be used there? (FHIR R5 ValueSet, operation validate-code) */
import { printCanonical } from "../canonical.ts";
import type { CompiledValueSet } from "../compose/compiled.ts";
import { compileValueSet } from "../compose/compose.ts";
import { expansionParameter, requiredSupplements } from "../compose/expansion-parameters.ts";
import { composeIssue, noVersionAt } from "../issues/expansion.ts";
import { type Issue, TerminologyError } from "../issues/issue.ts";
import {
  cannotInferSystem,
  inferredFromKnown,
  notAmongExcludedPart,
  notAmongListedPart,
  notInValueSet,
  noValidCoding,
  thisCodingNotInValueSet,
} from "../issues/membership.ts";
import { unknownValueSet } from "../issues/value-sets.ts";
import type { CodeSystem, ValueSet } from "../model.ts";
import type { Terminology } from "../store.ts";
import type { Awaitable } from "../util/awaitable.ts";
import { flow, found, type Steps } from "../util/flow.ts";
import { onceFor } from "../util/once-for.ts";
import type { AskedInValueSet } from "./asked-in-value-set.ts";
import { caution, cautionOfSystem, cautionsOfSystems } from "./caution.ts";
import { drawnFrom } from "./drawn-systems.ts";
import { type Finding, finding } from "./finding.ts";
import { findInValueSet } from "./in-value-set.ts";
import { systemsOfCode } from "./infer-system.ts";
import { hintAtListed } from "./listed-otherwise.ts";
import { hintingAtSupplement } from "./name-in-supplement.ts";
import { outcomeOf, type ValidationOutcome } from "./outcome.ts";
import { recognising } from "./recognise.ts";
import {
  type CodesToValidate,
  codingsOf,
  type GivenCoding,
  settingsOf,
  type ValidationOptions,
} from "./request.ts";
import { settleUnknown } from "./settle-unknown.ts";

export type { CodesToValidate, ValidationOptions } from "./request.ts";
export type { ValidationOutcome } from "./outcome.ts";

/**
 * Validates codes against a value set. What is not right with them is in the outcome's issues.
 * @throws TerminologyError when there is no answer: a broken definition, a circular import, a supplement that is
 *   not there, a displayLanguage that is none.
 */
export const validateInValueSet = flow(function* (
  store: Terminology,
  valueSet: ValueSet,
  codes: CodesToValidate,
  options: ValidationOptions,
): Steps<ValidationOutcome> {
  const compiled = yield* found(compileValueSet(store, valueSet, options.rules, options));
  const { displayLanguage, needed } = wishesOf(compiled);
  const settings = settingsOf(withSupplements(options, needed), displayLanguage, valueSet.language);
  const given = codingsOf(codes);
  const incomplete = brokenReferences(compiled);
  if (incomplete.length > 0 && !lacksIncludesOnly(compiled)) return notKnown(codes, given, incomplete);
  const findings: Finding[] = [];
  for (const { coding, path } of given) {
    if (findings.length > 0) yield* found(options.work?.giveWay());
    const asked = { store, settings, compiled, coding, path };
    const isBare = codes.kind === "code" && coding.system === undefined && coding.code !== undefined;
    const find = isBare && settings.inferSystem ? findWithoutSystem : findRecognised;
    const result = yield* found(hintingAtSupplement(asked, yield* found(find(asked))));
    leaveOpen(asked, result);
    const isNoMember = result.member === false && !settings.membershipOnly;
    const hint = isNoMember ? yield* found(hintAtListed(asked, result)) : undefined;
    if (hint) result.issues.push(hint);
    findings.push(result);
  }
  if (incomplete.length > 0) {
    if (!findings.some(({ member }) => member)) return notKnown(codes, given, incomplete);
    for (const result of findings) if (!result.member) result.member = undefined;
  }
  if (findings.length > 1) settleUnknown(findings);
  const membership = codes.kind === "codeableConcept" ? ofConcept : ofCoding;
  const general = membership(compiled.valueSet, findings, given);
  for (const issue of incomplete) general.push({ ...issue, severity: "warning" });
  if (settings.membershipOnly) return outcomeOf(codes, findings, general);
  general.push(...cautions(compiled, findings));
  return outcomeOf(codes, findings, general, compiled.used.unusedSupplements);
});

/** With the supplements that the value set needs. */
const withSupplements = (options: ValidationOptions, needed: readonly string[]): ValidationOptions =>
  needed.length === 0 ? options : { ...options, useSupplement: both(options.useSupplement, needed) };

/** One list alone stays the same object, which is looked up once. */
const both = (asked: readonly string[], needed: readonly string[]): readonly string[] =>
  asked.length === 0 ? needed : [...asked, ...needed];

const findRecognised = (asked: AskedInValueSet): Awaitable<Finding> => recognising(asked, findInValueSet);

/** That a code is not listed says little where only a part is listed: of what is included, and of what is excluded. */
function leaveOpen({ compiled: { openness }, path }: AskedInValueSet, result: Finding): void {
  if (result.member === undefined || result.coding.code === undefined) return;
  const [partial] = result.member ? openness.fewer : openness.more;
  if (partial === undefined) return;
  const say = result.member ? notAmongExcludedPart : notAmongListedPart;
  result.member = undefined;
  result.issues.push(say(partial)(result.coding, path.at("code")));
}

/** A bare code gets its system first. */
const findWithoutSystem = flow(function* (asked: AskedInValueSet): Steps<Awaitable<Finding>> {
  const { compiled, settings, coding, path } = asked;
  const { code = "" } = coding;
  const { systems, open } = yield* found(systemsOfCode(compiled, code, settings.work));
  const [only] = systems;
  if (only !== undefined && systems.length === 1) {
    const result = yield* found(findInValueSet({ ...asked, coding: { ...coding, system: only } }));
    if (open.length > 0) result.issues.push(inferredFromKnown(code, only, open, path.at("code")));
    return result;
  }
  const issues = [cannotInferSystem(code, compiled.valueSet, systems, path.at("code"))];
  if (systems.length > 0 || open.length === 0) return finding(coding, { issues });
  const result = finding(coding, { member: undefined, issues });
  for (const system of open) {
    // No display is wrong for a system that may not be meant.
    const inSystem = { ...coding, system, display: undefined };
    const why = yield* found(findInValueSet({ ...asked, coding: inSystem }));
    issues.push(...why.issues);
    result.causes.push(...why.causes);
  }
  return result;
});

/**
 * Imported value sets that are not there leave the question open, but for codes that others have.
 * @throws TerminologyError for what makes the definition unusable
 */
function brokenReferences({ problems }: CompiledValueSet): Issue[] {
  const open: Issue[] = [];
  for (const problem of problems) {
    switch (problem.kind) {
      case "value-set":
        open.push(
          problem.versionDate === undefined
            ? unknownValueSet(printCanonical(problem), problem.hint)
            : noVersionAt(problem.url, problem.versionDate),
        );
        break;
      case "code-system":
      case "version-check":
        // They matter only to codes of that system, and stand with those.
        break;
      default:
        throw new TerminologyError(composeIssue(problem));
    }
  }
  return open;
}

/** Are only imports of its own includes not there? Then what the other includes have is in it all the same. */
const lacksIncludesOnly = ({ valueSet, problems }: CompiledValueSet): boolean =>
  problems.every(
    (problem) =>
      problem.kind !== "value-set" ||
      (problem.valueSet === valueSet && problem.path.startsWith("ValueSet.compose.include")),
  );

function notKnown(codes: CodesToValidate, given: Given, why: readonly Issue[]): ValidationOutcome {
  const open = given.map(({ coding }) => finding(coding, { member: undefined }));
  return outcomeOf(codes, open, why);
}

type Given = readonly GivenCoding[];

function ofCoding(valueSet: ValueSet, [first]: readonly Finding[], [given]: Given): Issue[] {
  return first?.member === false ? [notInValueSet(first.coding, valueSet, given!.path.at("code"))] : [];
}

/** One coding that fits is enough; the others are noted. */
function ofConcept(valueSet: ValueSet, findings: readonly Finding[], given: Given): Issue[] {
  const others = findings.flatMap(({ coding, member }, i) =>
    member === false ? [thisCodingNotInValueSet(coding, valueSet, given[i]!.path.at("code"))] : [],
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
  /** About a code system that it draws on. */
  cautionOf(codeSystem: CodeSystem): readonly Issue[];
}

const wishesOf = onceFor(({ valueSet, used }: CompiledValueSet): Wishes => ({
  displayLanguage: expansionParameter(valueSet, "displayLanguage")[0],
  needed: requiredSupplements(valueSet),
  cautions: [valueSet, ...used.valueSets].flatMap((set) => caution(set, valueSet)),
  cautionOf: cautionOfSystem(valueSet),
}));

/** Drafts, experiments and withdrawn content among what was looked in. */
function cautions(compiled: CompiledValueSet, findings: readonly Finding[]): Issue[] {
  const wishes = wishesOf(compiled);
  const included = findings.filter(
    ({ coding: { system } }) => system !== undefined && drawnFrom(compiled, system) !== undefined,
  );
  return [...wishes.cautions, ...cautionsOfSystems(included, wishes.cautionOf)];
}
