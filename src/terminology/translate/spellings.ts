/** A coding as sent, and the other ways to read it: what is looked up in maps. */
import { after, type Awaitable } from "../util/awaitable.ts";
import { systemTable } from "../resolve/known-systems.ts";
import { findAlias, findProvider, type FoundProvider } from "../resolve/find-code-system.ts";
import { findConcepts, whyUnknown, type FoundConcept } from "../resolve/find-concept.ts";
import type { Issue } from "../issues/issue.ts";
import { codeReadAs, otherKind } from "../issues/recognition.ts";
import { describedAs, inactiveSource } from "../issues/translation.ts";
import type { Coding, Concept } from "../model.ts";
import { holdsNames, type MatchBasis } from "../resolve/names.ts";
import type { CodeSystemProvider, Terminology } from "../store.ts";

/** One way to read a coding. */
export interface Spelling {
  coding: Coding;
  basis: MatchBasis;
  /** What was changed to get there. */
  notes: Issue[];
  concept?: Concept | undefined;
}

export interface Reading {
  given: Coding;
  /** As sent first. Spellings of one tier are equally good; a later tier counts only if no map knows an earlier one. */
  tiers: Spelling[][];
  provider?: CodeSystemProvider | undefined;
  /** The code is a name, so how it was recognised is part of the answer. */
  isName: boolean;
}

/** Reads one coding that has a system and a code. */
export function readingOf(store: Terminology, given: Coding): Awaitable<Reading> {
  return after(providerOf(store, given), (provided) =>
    provided
      ? after(findConcepts(provided.provider, given.code!), (found) => reading(given, provided, found))
      : unstored(store, given),
  );
}

/** Where nothing has the version that was sent, another one is better than nothing: maps may know the code. */
function providerOf(store: Terminology, { system, version }: Coding): Awaitable<FoundProvider | undefined> {
  const found = findProvider(store, system!, version);
  return version === undefined ? found : after(found, (own) => own ?? findProvider(store, system!));
}

function reading(given: Coding, { provider, notes }: FoundProvider, found: readonly FoundConcept[]): Reading {
  const { code } = given;
  const uri = provider.codeSystem.url ?? given.system!;
  const asSent: Spelling = { coding: given, basis: "exact", notes: [] };
  const tiers: Spelling[][] = [[asSent]];
  if (notes.length > 0) tiers.push([{ coding: { ...given, system: uri }, basis: "alias", notes }]);
  const others = found.filter(({ concept }) => concept.code !== code);
  if (found.length === 0) tiers.push(...byForm(uri, given, notes));
  else if (others.length > 0) {
    tiers.push(
      others.map(({ concept, basis, note }) => ({
        coding: { ...given, system: uri, code: concept.code, ...displayOf(concept) },
        basis,
        notes: note ? [...notes, note] : notes,
        concept,
      })),
    );
  } else tiers.at(-1)![0]!.concept = found[0]!.concept;
  return { given, tiers, provider, isName: holdsNames(provider.codeSystem) };
}

/** Maps may know codes of a system that is not stored itself. */
function unstored(store: Terminology, coding: Coding): Awaitable<Reading> {
  return after(findAlias(store, coding.system!), (alias) => {
    const canonical = { ...coding, system: alias?.uri ?? coding.system! };
    const notes = alias?.notes ?? [];
    const tiers: Spelling[][] = [[{ coding, basis: "exact", notes: [] }]];
    if (alias) tiers.push([{ coding: canonical, basis: "alias", notes }]);
    tiers.push(...byForm(canonical.system, canonical, notes));
    return { given: coding, tiers, isName: false };
  });
}

/** Only forms that need no look at the concept. */
function byForm(system: string, coding: Coding, before: Issue[]): Spelling[][] {
  const name = systemTable.entry(system)?.name ?? system;
  return systemTable.readings(system, coding.code!).flatMap(({ code, form }): Spelling[][] => {
    if (code === undefined || form.requires) return [];
    const notes = [...before, codeReadAs(coding.code!, code, name, form)];
    return [[{ coding: { ...coding, system, code }, basis: "normalised", notes }]];
  });
}

const displayOf = ({ display }: Concept): { display?: string } => (display === undefined ? {} : { display });

/** The spelling that stands for the coding where no map decides: that of a known concept, else as sent. */
export function bestSpelling({ tiers }: Reading): Spelling {
  return tiers.flat().find((spelling) => spelling.concept) ?? tiers[0]![0]!;
}

/** What there is to say about the code itself when nothing translates it: what kind of thing it is, or why it is not known. */
export async function aboutCode({ given, tiers, provider }: Reading): Promise<Issue[]> {
  const spelling = tiers.flat().find((s) => s.concept);
  if (spelling?.concept) return [...spelling.notes, ...aboutConcept(spelling.coding, spelling.concept)];
  if (provider) return whyUnknown(provider, given.code!);
  const { system = "", code } = tiers.at(-1)![0]!.coding;
  const kind = systemTable.kind(system, code!);
  return kind ? [otherKind(code!, systemTable.entry(system)!.name, kind)] : [];
}

function aboutConcept(coding: Coding, { display, properties }: Concept): Issue[] {
  const of = (name: string) => properties.filter((p) => p.code === name).map((p) => String(p.value));
  const named = { ...coding, ...(display === undefined ? {} : { display }) };
  const notes = of("kind").map((kind) => describedAs(named, kind));
  if (notes.length === 0) return [];
  return [
    ...notes,
    ...of("usage-note").map((text): Issue => ({ severity: "information", code: "informational", text })),
  ];
}

/** Properties that name the concept to use instead of an inactive one. */
const REPLACEMENT = new Set(["replaced-by", "replacedBy", "replacement", "term-replaced-by", "successor"]);

/** A warning if the code should no longer be used. */
export function ifInactive({ coding, concept }: Spelling): Issue[] {
  if (!concept?.inactive) return [];
  const replacements = concept.properties.filter((p) => REPLACEMENT.has(p.code));
  const codes = replacements.map(({ value }) =>
    typeof value === "object" ? (value.code ?? "") : String(value),
  );
  return [inactiveSource({ ...coding, ...displayOf(concept) }, codes)];
}
