/** The concepts that a request is about, in all the ways in which its codings and its text can be read. */
import { type Issue, TerminologyError } from "../issues/issue.ts";
import { codingLeftOut } from "../issues/not-translated.ts";
import { alsoCodeOf, alsoIdentifiedBy, perhapsCurie } from "../issues/recognition.ts";
import { codeWithoutSystem, nothingToTranslate } from "../issues/translation.ts";
import type { Coding, FullCoding } from "../model.ts";
import { systemTable } from "../resolve/known-systems.ts";
import type { Terminology } from "../store.ts";
import { after, type Awaitable, mapAll } from "../util/awaitable.ts";
import {
  type CandidateCoding,
  type Candidates,
  candidatesFor,
  type CodingCandidates,
} from "./candidate-codings.ts";
import type { GivenConcepts, TranslateRequest } from "./request.ts";
import { candidatesForText } from "./text.ts";

/** Codings with system and code; the others are named, unless nothing is left: then that is the error. */
export function usableCodings({ codings, text }: TranslateRequest): { usable: FullCoding[]; notes: Issue[] } {
  const usable = codings.filter(isUsable);
  const other = codings.find((coding) => !isUsable(coding));
  if (usable.length === 0 && text === undefined) {
    if (other?.code === undefined) throw new TerminologyError(nothingToTranslate());
    const entry = systemTable.byCurie(other.code);
    const hints = entry ? [perhapsCurie(other.code, entry)] : [];
    throw new TerminologyError(codeWithoutSystem(other.code), ...hints);
  }
  return { usable, notes: other ? [codingLeftOut(other.code === undefined ? "code" : "system")] : [] };
}

const isUsable = (coding: Coding): coding is FullCoding =>
  coding.system !== undefined && coding.code !== undefined;

/** Units for each coding of a question, and for a text. */
const ALONE = 35;
const TEXT = 200;

/** `withAbove`: a map may say something of all that is below what it lists. */
export function givenConcepts(
  store: Terminology,
  usable: readonly FullCoding[],
  request: TranslateRequest,
  withAbove: boolean,
): Awaitable<GivenConcepts> {
  const { text, useSupplement, work } = request;
  work?.concepts(ALONE * Math.max(1, usable.length) + (text === undefined ? 0 : TEXT));
  const how = { useSupplement, work, withAbove };
  const reading = mapAll(usable, (coding) => after(candidatesFor(store, coding, how), withAlike));
  if (text === undefined) return after(reading, (codings) => ({ codings, text }));
  const both = Promise.all([reading, candidatesForText(store, text, useSupplement, work)]);
  return both.then(([codings, named]) => ({ codings, text: named }));
}

/** All that maps are asked about. */
export function candidateCodings({ codings, text }: GivenConcepts): Coding[] {
  const all: Coding[] = [];
  for (const { groups, alike, above } of text ? [...codings, text] : codings) {
    for (const group of groups) for (const { coding } of group) all.push(coding);
    for (const { coding } of alike ?? []) all.push(coding);
    if (above) all.push(...above);
  }
  return all;
}

/**
 * The code under its system's canonical address, in another case where that does not count, by its other identifiers,
 * and in systems that have the same codes. Not what is only read for it where nothing has it as sent: another form, a
 * name, an address of something else.
 */
function withAlike(candidates: CodingCandidates): CodingCandidates {
  const { given, groups, isName } = candidates;
  if (isName) return candidates;
  const isSure = ({ basis, notes }: CandidateCoding): boolean =>
    basis === "alias" && notes.every(({ severity }) => severity === "information");
  const written = groups.length > 1 ? groups.slice(1).flat().filter(isSure) : [];
  const meant = written.at(-1) ?? groups[0]![0]!;
  const all = [
    ...written,
    ...inOtherCases(candidates),
    ...otherIdentifiers(meant),
    ...inSharingSystems(meant),
  ];
  if (all.length === 0) return candidates;
  const isSent = ({ system, code }: Coding): boolean => system === given.system && code === given.code;
  const alike = all.filter(({ coding }) => !isSent(coding));
  return alike.length === 0 ? candidates : { ...candidates, alike };
}

/** Where the code system says that case does not count, a code in another case is the very same. */
function inOtherCases({ groups, provider }: Candidates): CandidateCoding[] {
  if (provider?.codeSystem.caseSensitive !== false) return [];
  return groups
    .slice(1)
    .flat()
    .filter(({ basis, concept }) => basis === "case-folded" && concept);
}

/** The concept by the other identifiers that its code system gives it, which some maps go by. */
function otherIdentifiers({ coding, concept, notes }: CandidateCoding): CandidateCoding[] {
  const { system = "" } = coding;
  if (!concept) return [];
  return systemTable.otherCodes(system, concept.properties).map((code) => ({
    coding: { ...coding, code },
    basis: "alias",
    notes: [...notes, alsoIdentifiedBy(coding, code)],
    concept,
  }));
}

function inSharingSystems({ coding, concept, notes }: CandidateCoding): CandidateCoding[] {
  const { system = "", code = "" } = coding;
  return systemTable.sharing(system, code).map(({ uri, name }) => ({
    coding: { ...coding, system: uri },
    basis: "alias",
    notes: [...notes, alsoCodeOf(coding, name)],
    concept,
  }));
}
