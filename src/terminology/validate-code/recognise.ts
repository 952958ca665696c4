/** A second try for a coding that nothing has: its system by another address, its code in another spelling. */
import { after, type Awaitable } from "../util/awaitable.ts";
import { findProvider } from "../resolve/find-code-system.ts";
import { canonicalCoding, suggestions, whatItIs } from "../resolve/find-concept.ts";
import type { Issue } from "../issues/issue.ts";
import type { Coding } from "../model.ts";
import type { Terminology } from "../store.ts";
import type { Finding } from "./finding.ts";
import type { Place } from "./request.ts";

/**
 * Validates the coding as it is and, where that leads nowhere, in its canonical spelling. What was read into it is
 * noted; a code that stays unknown is told what it is instead, with what may have been meant among the diagnostics.
 */
export function recognising(
  store: Terminology,
  coding: Coding,
  place: Place,
  validate: (coding: Coding) => Awaitable<Finding>,
): Awaitable<Finding> {
  return after(validate(coding), (asSent) =>
    asSent.unrecognised ? secondTry(store, coding, asSent, place, validate) : asSent,
  );
}

async function secondTry(
  store: Terminology,
  coding: Coding,
  asSent: Finding,
  place: Place,
  validate: (coding: Coding) => Awaitable<Finding>,
): Promise<Finding> {
  const { coding: canonical, notes } = await canonicalCoding(store, coding);
  if (notes.length === 0) return explained(store, asSent, place);
  const read = await validate(canonical);
  const found = read.unrecognised ? await explained(store, read, place) : read;
  const normalizedCode = canonical.code === coding.code ? found.normalizedCode : canonical.code;
  return {
    ...found,
    coding: { ...coding, ...(canonical.system === undefined ? {} : { system: canonical.system }) },
    normalizedCode,
    issues: [...found.issues, ...at(place.whole, notes)],
  };
}

async function explained(store: Terminology, found: Finding, place: Place): Promise<Finding> {
  const { system = "", version, code = "" } = found.coding;
  const provided = found.codeSystem && (await findProvider(store, system, version));
  if (!provided) return found;
  const hints = await suggestions(provided.provider, code);
  const diagnostics = hints.length > 0 ? hints.map((h) => h.text).join(" ") : undefined;
  const issues = found.issues.map((i) => (i.txType === "invalid-code" ? { ...i, diagnostics } : i));
  return { ...found, issues: [...issues, ...at(place.at("code"), await whatItIs(provided.provider, code))] };
}

const at = (expression: string[] | undefined, notes: readonly Issue[]): Issue[] =>
  notes.map((n) => ({ ...n, txType: "processing-note", ...(expression ? { expression } : {}) }));
