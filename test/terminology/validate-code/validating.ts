/** Short ways to validate and to read the outcome, for tests. */
import type * as r5 from "fhir/r5";
import type { Coding } from "../../../src/terminology/model.ts";
import { versionRules } from "../../../src/terminology/resolve/version-rules.ts";
import type { Terminology } from "../../../src/terminology/store.ts";
import {
  type CodesToValidate,
  validateInValueSet,
  type ValidationOptions,
  type ValidationOutcome,
} from "../../../src/terminology/validate-code/validate-code.ts";
import { INSTRUMENTS, instrumentStore } from "../../fixtures/instruments.ts";

export type Wishes = Partial<Omit<ValidationOptions, "rules">> & Parameters<typeof versionRules>[0];

export function options({
  systemVersion,
  checkSystemVersion,
  forceSystemVersion,
  defaultValueSetVersion,
  date,
  ...rest
}: Wishes = {}): ValidationOptions {
  const rules = versionRules({
    systemVersion,
    checkSystemVersion,
    forceSystemVersion,
    defaultValueSetVersion,
    date,
  });
  return { rules, useSupplement: [], ...rest };
}

/** An instrument, with whatever else the coding says. */
export const instrument = (code: string, rest: Coding = {}): Coding => ({
  system: INSTRUMENTS,
  code,
  ...rest,
});

export const coding = (value: Coding): CodesToValidate => ({ kind: "coding", coding: value });
export const bare = (value: Coding): CodesToValidate => ({ kind: "code", coding: value });
export const concept = (...codings: Coding[]): CodesToValidate => ({
  kind: "codeableConcept",
  codeableConcept: { coding: codings },
});

export async function validate(
  valueSet: r5.ValueSet,
  codes: CodesToValidate,
  wishes: Wishes = {},
  store: Terminology = instrumentStore(),
): Promise<ValidationOutcome> {
  return validateInValueSet(store, valueSet, codes, options(wishes));
}

/** `error not-in-vs @Coding.code`, in the order of the outcome. */
export const kinds = ({ issues }: ValidationOutcome): string[] =>
  issues.map((i) => `${i.severity} ${i.txType}${i.expression ? ` @${i.expression.join()}` : ""}`);

export const ids = ({ issues }: ValidationOutcome): (string | undefined)[] => issues.map((i) => i.messageId);
