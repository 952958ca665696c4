/** A coding as sent, and the other ways to read it: the candidate codings that are looked up in maps. */
import { UNVERSIONED } from "../canonical.ts";
import { replacementsOf } from "../concepts/replacements.ts";
import type { Issue } from "../issues/issue.ts";
import { answeredFromVersion, codeReadAs, otherKind, versionNotHere } from "../issues/recognition.ts";
import { describedAs, inactiveConcept, listedAllTheSame } from "../issues/translation.ts";
import type { CodeSystem, Coding, Concept, FullCoding } from "../model.ts";
import { otherVersionsWith } from "../resolve/code-system-version.ts";
import { mayBeComposed } from "../resolve/composed.ts";
import { absence } from "../resolve/content.ts";
import { findProvider, type FoundProvider } from "../resolve/find-code-system.ts";
import { findConcepts, type FoundConcept } from "../resolve/find-concept.ts";
import { systemName, systemTable } from "../resolve/known-systems.ts";
import { holdsNames, type MatchBasis } from "../resolve/names.ts";
import { withSupplements } from "../resolve/supplements.ts";
import { findAlias, type FoundAlias } from "../resolve/system-alias.ts";
import { whyUnknown } from "../resolve/unknown-code.ts";
import type { CodeSystemProvider, Terminology } from "../store.ts";
import { after, type Awaitable } from "../util/awaitable.ts";
import { flow, found, type Steps } from "../util/flow.ts";
import { NOT_STORED, type WorkBudget } from "../util/work-budget.ts";

/** One way to read a coding. */
export interface CandidateCoding {
  coding: Coding & { code: string };
  basis: MatchBasis;
  /** What was changed to get there. */
  notes: Issue[];
  concept?: Concept | undefined;
}

export interface Candidates {
  given: Coding & { code: string };
  /**
   * Best first, the coding as sent before all. Those of one group are equally good; a later group counts only if no map
   * knows an earlier one.
   */
  groups: CandidateCoding[][];
  /** Other ways to write the very same code: what maps say of these counts, whatever they say of it as sent. */
  alike?: readonly CandidateCoding[] | undefined;
  provider?: CodeSystemProvider | undefined;
  /** What is above the code in its stored code system, if asked for: a map may say something of all that is below. */
  above?: Coding[] | undefined;
  /** The code is a name, so how it was recognised is part of the answer. */
  isName: boolean;
}

/** Of a coding, not of a text. */
export interface CodingCandidates extends Candidates {
  given: FullCoding;
}

interface Reading {
  useSupplement: readonly string[];
  /** What the request may cost: each address that is not here counts. */
  work?: WorkBudget | undefined;
  /** Is what is above the code wanted, too? */
  withAbove?: boolean | undefined;
}

/** The ways to read one coding that has a system and a code; its names include those of the supplements. */
export const candidatesFor = flow(function* (
  store: Terminology,
  given: FullCoding,
  { useSupplement, work, withAbove }: Reading,
): Steps<CodingCandidates> {
  yield* found(work?.giveWay());
  const own = yield* found(findProvider(store, given.system, given.version));
  const provided = own ?? (yield* found(inAnyVersion(store, given)));
  if (!provided) {
    work?.notHere(`CodeSystem ${given.system}`, NOT_STORED);
    return unstored(given, yield* found(findAlias(store, given.system)));
  }
  const provider = yield* found(withSupplements(store, provided.provider, useSupplement));
  const concepts = yield* found(findConcepts(provider, given.code));
  if (concepts.length === 0) {
    const elsewhere = yield* found(inOtherVersion(store, given, provided, withAbove));
    if (elsewhere) return elsewhere;
  }
  const read = stored(given, { ...provided, provider }, concepts);
  const candidates = own ? read : readInAnotherVersion(read);
  const [{ concept } = {}] = concepts;
  if (!withAbove || !concept || concept.parents.length === 0) return candidates;
  return { ...candidates, above: yield* found(conceptsAbove(provider, concept)) };
});

/** Where no version was named and only a part of the latest is here, another version that has the code is read. */
const inOtherVersion = flow(function* (
  store: Terminology,
  given: FullCoding,
  { provider: latest }: FoundProvider,
  withAbove: boolean | undefined,
): Steps<CodingCandidates | undefined> {
  const { codeSystem } = latest;
  if (given.version !== undefined || absence(codeSystem) === "invalid") return undefined;
  const [other] = yield* found(otherVersionsWith(store, latest, given.code));
  if (!other) return undefined;
  const { version } = other.codeSystem;
  const asked = { ...given, version: version ?? UNVERSIONED };
  const there = yield* found(candidatesFor(store, asked, { useSupplement: [], withAbove }));
  const read = withNote(there, answeredFromVersion(version, codeSystem.version));
  return { ...read, given, groups: read.groups.map((group) => group.map(withoutVersion)) };
});

const withoutVersion = (candidate: CandidateCoding): CandidateCoding => {
  const { version: _, ...coding } = candidate.coding;
  return { ...candidate, coding };
};

/** Most concepts above a code that are looked at. */
const MOST_ABOVE = 200;

function conceptsAbove(provider: CodeSystemProvider, { code }: Concept): Awaitable<Coding[]> {
  const condition = { kind: "ancestorOf", code, self: false } as const;
  return after(provider.select({ condition, count: MOST_ABOVE }), ({ items }) =>
    items.map((above) => ({ system: provider.codeSystem.url ?? "", code: above.code })),
  );
}

/** Where nothing has the version that was sent, another one is better than nothing: maps may know the code. */
const inAnyVersion = (
  store: Terminology,
  { system, version }: FullCoding,
): Awaitable<FoundProvider | undefined> => (version === undefined ? undefined : findProvider(store, system));

/** The version that was sent is not here; what is here may have none in particular. */
function readInAnotherVersion(candidates: CodingCandidates): CodingCandidates {
  const { given, provider } = candidates;
  const { version } = provider?.codeSystem ?? {};
  if (version === undefined || given.version === undefined) return candidates;
  return withNote(candidates, versionNotHere(given.version, systemName(provider!.codeSystem), version));
}

const withNote = (candidates: CodingCandidates, note: Issue): CodingCandidates => ({
  ...candidates,
  groups: candidates.groups.map((group) => group.map((one) => ({ ...one, notes: [...one.notes, note] }))),
});

function stored(
  given: FullCoding,
  { provider, notes }: FoundProvider,
  concepts: readonly FoundConcept[],
): CodingCandidates {
  const { code } = given;
  const uri = provider.codeSystem.url ?? given.system;
  const asSent = concepts.length === 0 ? notThere(provider.codeSystem, code) : [];
  const groups: CandidateCoding[][] = [
    [{ coding: given, basis: "exact", notes: asSent, concept: undefined }],
  ];
  if (notes.length > 0)
    groups.push([{ coding: { ...given, system: uri }, basis: "alias", notes, concept: undefined }]);
  const others = concepts.filter(({ concept }) => concept.code !== code);
  if (concepts.length === 0) groups.push(...byForm(uri, given, notes));
  else if (others.length > 0) {
    groups.push(
      others.map(({ concept, basis, note }) => ({
        coding: { ...given, system: uri, code: concept.code, ...displayOf(concept) },
        basis,
        notes: note ? [...notes, note] : notes,
        concept,
      })),
    );
  } else groups.at(-1)![0]!.concept = concepts[0]!.concept;
  const [only] = concepts;
  if (only) groups.push(...inOtherCase(provider.codeSystem, { ...given, system: uri }, only, groups));
  return {
    given,
    groups,
    alike: undefined,
    provider,
    above: undefined,
    isName: holdsNames(provider.codeSystem),
  };
}

/** Maps may list a code that its own code system does not have, or has no more. */
const notThere = (codeSystem: CodeSystem, code: string): Issue[] =>
  absence(codeSystem) === "invalid" && !mayBeComposed(codeSystem, code)
    ? [listedAllTheSame(code, systemName(codeSystem), codeSystem.version)]
    : [];

const NO_GROUPS: CandidateCoding[][] = [];

/** Where case does not count, a map may list the code in capitals, or in small letters. */
function inOtherCase(
  codeSystem: CodeSystem,
  coding: Coding,
  { concept, note }: FoundConcept,
  before: readonly CandidateCoding[][],
): CandidateCoding[][] {
  if (codeSystem.caseSensitive === true || holdsNames(codeSystem)) return NO_GROUPS;
  const { code } = concept;
  const isNew = (other: string): boolean =>
    !before.some((group) => group.some(({ coding }) => coding.code === other));
  const others = [...new Set([code.toLowerCase(), code.toUpperCase()])].filter(isNew);
  const notes = note ? [note] : [];
  return others.map((other): CandidateCoding[] => [
    { coding: { ...coding, code: other }, basis: "case-folded", notes, concept },
  ]);
}

/** Maps may know codes of a system that is not stored itself. */
function unstored(given: FullCoding, alias: FoundAlias | undefined): CodingCandidates {
  const canonical = { ...given, system: alias?.uri ?? given.system };
  const notes = alias?.notes ?? [];
  const groups: CandidateCoding[][] = [[{ coding: given, basis: "exact", notes: [], concept: undefined }]];
  if (alias) groups.push([{ coding: canonical, basis: "alias", notes, concept: undefined }]);
  groups.push(...byForm(canonical.system, canonical, notes));
  return { given, groups, alike: undefined, provider: undefined, above: undefined, isName: false };
}

/** Only forms that need no look at the concept. */
function byForm(system: string, coding: FullCoding, before: Issue[]): CandidateCoding[][] {
  const name = systemTable.entry(system)?.name ?? system;
  return systemTable.candidateCodes(system, coding.code).flatMap(({ code, form }): CandidateCoding[][] => {
    if (code === undefined || form.requires) return [];
    const notes = [...before, codeReadAs(coding.code, code, name, form)];
    return [[{ coding: { ...coding, system, code }, basis: "normalised", notes, concept: undefined }]];
  });
}

const displayOf = ({ display }: Concept): { display?: string } => (display === undefined ? {} : { display });

/** The candidate that stands for the coding where no map decides: a known concept, else the coding as sent. */
export function bestCandidate({ groups }: Candidates): CandidateCoding {
  return groups.flat().find(({ concept }) => concept) ?? groups[0]![0]!;
}

/** What there is to say about the code itself when nothing translates it: what kind of thing it is, or why it is not known. */
export async function aboutCode({ given, groups, provider }: Candidates): Promise<Issue[]> {
  const known = groups.flat().find(({ concept }) => concept);
  if (known?.concept)
    return [...known.notes, ...ifInactive(known), ...aboutConcept(known.coding, known.concept)];
  if (provider) return whyUnknown(provider, given.code);
  const { system = "", code } = groups.at(-1)![0]!.coding;
  const kind = systemTable.kind(system, code);
  return kind ? [otherKind(code, systemTable.entry(system)!.name, kind)] : [];
}

function aboutConcept(coding: Coding, concept: Concept): Issue[] {
  const of = (name: string) => concept.properties.filter((p) => p.code === name).map((p) => String(p.value));
  const named = { ...coding, ...displayOf(concept) };
  const notes = of("kind").map((kind) => describedAs(named, kind));
  if (notes.length === 0) return [];
  return [
    ...notes,
    ...of("usage-note").map((text): Issue => ({ severity: "information", code: "informational", text })),
  ];
}

/** A warning if the code should no longer be used. */
export function ifInactive({ coding, concept }: { coding: Coding; concept?: Concept | undefined }): Issue[] {
  if (!concept?.inactive) return [];
  return [inactiveConcept({ ...coding, ...displayOf(concept) }, replacementsOf(concept))];
}
