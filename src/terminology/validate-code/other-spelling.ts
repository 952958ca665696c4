/** Codes and systems that come in another spelling are validated as what they stand for, and that is said. */
import { findAlias } from "../find-code-system.ts";
import { canonicalCoding } from "../find-concept.ts";
import type { Issue } from "../issues.ts";
import type { Coding } from "../model.ts";
import type { TerminologyStore } from "../store.ts";
import type { ValidationOutcome } from "./outcome.ts";
import type { CodesToValidate } from "./request.ts";

/** Something about the code or its system was not found: only then is another spelling tried. */
const TRY_AGAIN = new Set(["not-found", "invalid-code", "not-in-vs"]);

/**
 * Validates the codes as sent and, where they are not known so, once more in canonical spelling. An answer about codes
 * that are known is never changed.
 * @param system of codes that come without one
 */
export async function inAnySpelling(
  store: TerminologyStore,
  codes: CodesToValidate,
  system: string | undefined,
  validate: (codes: CodesToValidate, system: string | undefined) => Promise<ValidationOutcome>,
): Promise<ValidationOutcome> {
  const asSent = await validate(codes, system);
  if (!asSent.issues.some((issue) => TRY_AGAIN.has(issue.txType ?? ""))) return asSent;
  const alias = system === undefined ? undefined : await findAlias(store, system);
  const other = await respelt(store, codes, alias?.uri ?? system);
  const notes = [...(alias?.notes ?? []), ...other.notes];
  if (notes.length === 0) return asSent;
  const outcome = await validate(other.codes, alias?.uri ?? system);
  const sent = codes.kind === "codeableConcept" ? undefined : codes.coding.code;
  const texts = [...new Set([...(outcome.message ? [outcome.message] : []), ...notes.map((n) => n.text)])];
  return {
    ...outcome,
    code: outcome.code === undefined ? undefined : (sent ?? outcome.code),
    codeableConcept: asSent.codeableConcept,
    normalizedCode: outcome.code !== sent ? outcome.code : outcome.normalizedCode,
    issues: [...outcome.issues, ...notes.map((note): Issue => ({ ...note, txType: "processing-note" }))],
    message: texts.join("; "),
  };
}

async function respelt(
  store: TerminologyStore,
  codes: CodesToValidate,
  system: string | undefined,
): Promise<{ codes: CodesToValidate; notes: Issue[] }> {
  const read = (coding: Coding) =>
    canonicalCoding(store, system === undefined ? coding : { system, ...coding });
  if (codes.kind !== "codeableConcept") {
    const { coding, notes } = await read(codes.coding);
    return { codes: { ...codes, coding }, notes };
  }
  const all = await Promise.all((codes.codeableConcept.coding ?? []).map(read));
  const codeableConcept = { ...codes.codeableConcept, coding: all.map((a) => a.coding) };
  return { codes: { ...codes, codeableConcept }, notes: all.flatMap((a) => a.notes) };
}
