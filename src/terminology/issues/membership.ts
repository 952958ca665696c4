/** Messages of $validate-code on membership: is the code in the value set? The texts are those that HL7's validator expects. */
import type { Coding, ValueSet } from "../model.ts";
import { asSent, error, information, type Issue, quote } from "./issue.ts";
import { issueAt, printCoding, systemShown, valueSetShown, type Where } from "./validation-issue.ts";

export const notInValueSet = (coding: Coding, valueSet: ValueSet, where: Where): Issue =>
  issueAt(where, {
    severity: "error",
    code: "code-invalid",
    txType: "not-in-vs",
    messageId: "None_of_the_provided_codes_are_in_the_value_set_one",
    text: `The provided code '${printCoding(coding)}' was not found in the value set '${valueSetShown(valueSet)}'`,
  });

/** The same about one coding of several, of which another may fit. */
export const thisCodingNotInValueSet = (coding: Coding, valueSet: ValueSet, where: Where): Issue => ({
  ...notInValueSet(coding, valueSet, where),
  severity: "information",
  txType: "this-code-not-in-vs",
});

export const noValidCoding = (valueSet: ValueSet): Issue => ({
  severity: "error",
  code: "code-invalid",
  txType: "not-in-vs",
  messageId: "TX_GENERAL_CC_ERROR_MESSAGE",
  text: `No valid coding was found for the value set '${valueSetShown(valueSet)}'`,
});

const notKnownWhetherMember =
  (because: string) =>
  (coding: Coding, where: Where): Issue =>
    issueAt(where, {
      id: "membership-not-known",
      severity: "error",
      code: "not-found",
      txType: "not-found",
      text: `It is not known whether the provided code '${printCoding(coding)}' is in the value set: ${because}`,
    });

/** The value set's own text says that it does not list all of its codes, and this one is not listed. */
export const notAmongListedPart = (partial: ValueSet) =>
  notKnownWhetherMember(
    `only a part of the expansion of '${valueSetShown(partial)}' is stored, and the code is not in that part`,
  );

export const notAmongExcludedPart = (partial: ValueSet) =>
  notKnownWhetherMember(
    `what the value set excludes is not known: only a part of the expansion of '${valueSetShown(partial)}' is stored`,
  );

/** What decides about the code is not among the part of the code system that is here. */
export const notInFragmentToJudge = notKnownWhetherMember(
  "only a part of the code system is here, and the value set chooses by what that part does not tell",
);

/** What the value set takes may be put together of others. */
export const composedToJudge = notKnownWhetherMember(
  "the code system does not list it, and has codes put together of others (compositional), which are not read here",
);

export const noCodingOfSystem = (system: string): Issue =>
  error(
    "no-coding-of-system",
    "code-invalid",
    `No coding of the CodeSystem '${systemShown(system)}' was found in the CodeableConcept`,
    { txType: "invalid-data" },
  );

export const cannotInferSystem = (
  code: string,
  valueSet: ValueSet,
  matches: readonly string[],
  where: Where,
): Issue =>
  issueAt(where, {
    severity: "error",
    code: "not-found",
    txType: "cannot-infer",
    messageId:
      matches.length === 0
        ? "UNABLE_TO_INFER_CODESYSTEM"
        : "Unable_to_resolve_system__value_set_has_multiple_matches",
    text:
      `The System URI could not be determined for the code '${asSent(code)}' in the ValueSet '${valueSetShown(valueSet)}'` +
      (matches.length === 0
        ? ""
        : `: value set expansion has multiple matches: [${matches.map(asSent).join(", ")}]`),
  });

/** @param others that may have the code as well, if they were known */
export const inferredFromKnown = (
  code: string,
  system: string,
  others: readonly string[],
  where: Where,
): Issue =>
  issueAt(where, {
    severity: "warning",
    code: "not-found",
    txType: "cannot-infer",
    text: `The system was taken to be ${quote(system)}, the only one known here to have it; ${others.map(quote).join(" and ")} may have ${quote(code)} too, and not all of that is here`,
  });

/** How the value set is written, which decides. */
const asWritten = (text: string, where: Where): Issue =>
  issueAt(where, { ...information(text), txType: "processing-note" });

/** @param named as an include has it: `url|version` */
export const includesSystemWithVersion = (named: string, where: Where): Issue =>
  asWritten(
    `The value set includes '${asSent(named)}', which is no address of a code system: an include has the version of its system in 'version'.`,
    where,
  );

/** @param listed as the value set writes it; @param code as its code system does */
export const listedInOtherForm = (
  listed: { system: string; code: string },
  code: string,
  where: Where,
): Issue =>
  asWritten(
    `The value set lists '${asSent(listed.system)}#${asSent(listed.code)}', another way to write ${quote(code)}; ` +
      "codes of a value set are compared as they are written, so it has to list the code as its code system does.",
    where,
  );
