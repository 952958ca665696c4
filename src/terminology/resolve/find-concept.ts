/** From the code that a caller sends to the concept that it stands for, in whatever form the code comes. */
import type { Issue } from "../issues/issue.ts";
import { caseReadAs, codeReadAs, nameReadAs } from "../issues/recognition.ts";
import type { Coding, Concept } from "../model.ts";
import type { CodeSystemProvider, Terminology } from "../store.ts";
import { after, type Awaitable } from "../util/awaitable.ts";
import type { CandidateCode, CodeForm } from "./code-forms.ts";
import { findProvider } from "./find-code-system.ts";
import { systemName, systemTable } from "./known-systems.ts";
import { findNames, holdsNames, type MatchBasis } from "./names.ts";

export interface FoundConcept {
  concept: Concept;
  basis: MatchBasis;
  /** How the code that was sent differs from the canonical one; absent when the code came as it is. */
  note?: Issue | undefined;
}

/**
 * The concepts of a code. Only where nothing has exactly this code are its other forms tried: those of the table of
 * systems and, where the codes are names, names that differ in spaces, punctuation or the like. More than one only for names.
 */
export function findConcepts(provider: CodeSystemProvider, code: string): Awaitable<FoundConcept[]> {
  return after(provider.locate([code]), ([exact]) =>
    exact ? [asSent(exact, code)] : inAnotherForm(provider, code),
  );
}

async function inAnotherForm(provider: CodeSystemProvider, code: string): Promise<FoundConcept[]> {
  const { codeSystem } = provider;
  if (holdsNames(codeSystem)) {
    return (await findNames(provider, code)).map(({ concept, basis }) => ({
      concept,
      basis,
      note: nameReadAs(code, concept.code),
    }));
  }
  for (const { concept, form } of await inOtherForms(provider, code)) {
    if (fits(concept, form)) {
      const note = codeReadAs(code, concept.code, systemName(codeSystem), form);
      return [{ concept, basis: form.find ? "alias" : "normalised", note }];
    }
  }
  return [];
}

/** The first of `findConcepts`. */
export function findConcept(provider: CodeSystemProvider, code: string): Awaitable<FoundConcept | undefined> {
  return after(provider.locate([code]), (located) => {
    const exact = located[0];
    return exact ? asSent(exact, code) : after(inAnotherForm(provider, code), ([first]) => first);
  });
}

/**
 * The coding in its canonical form, with notes on what was changed; the very input where nothing is known that would
 * change it. For operations that have their own way to find concepts.
 */
export async function canonicalCoding(
  store: Terminology,
  coding: Coding,
): Promise<{ coding: Coding; notes: Issue[] }> {
  if (coding.system === undefined || coding.code === undefined) return { coding, notes: [] };
  const provided = await findProvider(store, coding.system, coding.version);
  if (!provided) return { coding, notes: [] };
  const found = await findConcept(provided.provider, coding.code);
  const notes = [...provided.notes, ...(found?.note && found.basis !== "case-folded" ? [found.note] : [])];
  if (notes.length === 0) return { coding, notes };
  const system = provided.provider.codeSystem.url;
  return {
    coding: { ...coding, ...(system ? { system } : {}), code: found?.concept.code ?? coding.code },
    notes,
  };
}

function asSent(concept: Concept, code: string): FoundConcept {
  if (concept.code === code) return { concept, basis: "exact" };
  return { concept, basis: "case-folded", note: caseReadAs(code, concept.code) };
}

/** The concepts that other forms of the code lead to, each with its form. */
export async function inOtherForms(
  provider: CodeSystemProvider,
  code: string,
): Promise<{ concept: Concept; form: CodeForm }[]> {
  const candidates = systemTable.candidateCodes(provider.codeSystem.url ?? "", code);
  const found = await Promise.all(candidates.map((candidate) => locate(provider, candidate)));
  return candidates.flatMap(({ form }, i) => (found[i] ? [{ concept: found[i], form }] : []));
}

async function locate(
  provider: CodeSystemProvider,
  { code, find }: CandidateCode,
): Promise<Concept | undefined> {
  if (code !== undefined) return (await provider.locate([code]))[0];
  if (!find) return undefined;
  const { items } = await provider.select({
    condition:
      "display" in find
        ? { kind: "element", element: "display", test: { op: "in", values: [find.display] } }
        : { kind: "property", property: find.property, test: { op: "in", values: [find.value] } },
    count: 2,
  });
  // Two concepts of one symbol: none is better than a wrong one.
  return items.length === 1 ? items[0] : undefined;
}

/** Is the concept what the form of the code says, as far as that is known? */
export function fits(concept: Concept, { requires, excludes }: CodeForm): boolean {
  const has = ({ property, values }: NonNullable<CodeForm["requires"]>): boolean =>
    concept.properties.some((p) => p.code === property && values.includes(String(p.value)));
  return (!requires || has(requires)) && !(excludes && has(excludes));
}
