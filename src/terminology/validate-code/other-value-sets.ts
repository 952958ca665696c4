/** A code that the value set does not have, where nobody named its version: other stored versions may have it. */
import { printCanonical } from "../canonical.ts";
import { type Issue, TerminologyError } from "../issues/issue.ts";
import { otherValueSetsHave } from "../issues/recognition.ts";
import type { ValueSet } from "../model.ts";
import type { Terminology } from "../store.ts";
import type { Awaitable } from "../util/awaitable.ts";
import { perGeneration } from "../util/per-generation.ts";
import type { ValidationOutcome } from "./outcome.ts";
import type { CodesToValidate, ValidationOptions } from "./request.ts";
import { validateInValueSet } from "./validate-code.ts";

/** So many are looked at, the highest first: a definition costs work to be read. */
const MOST_VERSIONS = 5;

/** What was asked. */
interface Question {
  valueSet: ValueSet;
  codes: CodesToValidate;
  options: ValidationOptions;
}

/** Says which of them have the code, beside that this one has not. */
export function toldOtherVersions(
  store: Terminology,
  question: Question,
  outcome: ValidationOutcome,
): Awaitable<ValidationOutcome> {
  const { url } = question.valueSet;
  if (url === undefined || !outcome.issues.some(isNotThere)) return outcome;
  return withOtherVersions(store, question, url, outcome);
}

const isNotThere = ({ txType }: Issue): boolean => txType === "not-in-vs";

async function withOtherVersions(
  store: Terminology,
  question: Question,
  url: string,
  outcome: ValidationOutcome,
): Promise<ValidationOutcome> {
  const own = question.valueSet.version;
  const others = (await versionsOf(store, url)).filter((version) => version !== own).slice(0, MOST_VERSIONS);
  const having: string[] = [];
  for (const version of others) if (await has(store, { url, version }, question)) having.push(version);
  if (having.length === 0) return outcome;
  const { text } = otherValueSetsHave(printCanonical({ url, version: own }), having);
  const issues = outcome.issues.map((issue) => (isNotThere(issue) ? { ...issue, diagnostics: text } : issue));
  return { ...outcome, issues };
}

/** Highest first. */
const versionsOf = perGeneration("value-set-versions", async (store, url) =>
  (await store.versions("ValueSet", url)).filter((version) => version !== undefined).reverse(),
);

/** What can't be resolved has nothing. */
async function has(
  store: Terminology,
  ref: { url: string; version: string },
  { codes, options }: Question,
): Promise<boolean> {
  const valueSet = await store.valueSet(ref);
  if (!valueSet) return false;
  try {
    return (await validateInValueSet(store, valueSet, codes, { ...options, membershipOnly: true })).result;
  } catch (error) {
    if (error instanceof TerminologyError) return false;
    throw error;
  }
}
