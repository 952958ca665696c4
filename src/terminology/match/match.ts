/**
 * $match: free text in, ranked candidates out; one candidate a concept, with how it was matched. Nothing is picked: equally
 * good candidates are marked as tied, and what should not be used without a look is marked as weak.
 */
import { printCanonical } from "../canonical.ts";
import { chooseName, type LanguageRange, parseLanguages } from "../concepts/designations.ts";
import { type Issue, TerminologyError } from "../issues/issue.ts";
import { acronymAlone, noCandidates, onlyWeakCandidates, tiedCandidates } from "../issues/matching.ts";
import { codeInSupplement } from "../issues/not-translated.ts";
import { requiredParameter } from "../issues/parameters.ts";
import type { CodeSystem, Coding, Concept } from "../model.ts";
import { findCodeSystems, type FoundCodeSystem } from "../resolve/find-code-system.ts";
import { systemName, systemTable } from "../resolve/known-systems.ts";
import { saidBesides } from "../resolve/said-besides.ts";
import { keepsMarks, type MarkedText, marksIn } from "../resolve/words-of-doubt.ts";
import type { CodeSystemProvider, Terminology } from "../store.ts";
import type { WorkBudget } from "../util/work-budget.ts";
import { candidateConditions } from "./candidates.ts";
import { askedText, bestName, type MatchKind, type NamedMatch } from "./rank.ts";
import { referenceIn, referringTo } from "./reference.ts";

interface MatchRequest {
  text: string;
  /** Where to look; none: the code systems that the table of systems marks as searched. */
  systems: readonly string[];
  /** Most candidates to return. */
  count: number;
  displayLanguage?: string | undefined;
  useSupplement: readonly string[];
  activeOnly: boolean;
  /** What the request may cost. */
  work?: WorkBudget | undefined;
}

export interface Candidate {
  concept: Coding;
  /** 1 is the display or code itself; below 0.6 is weak. */
  score: number;
  kind: MatchKind;
  /** The name or code that matched. */
  matched: string;
  language?: string | undefined;
  /** What kind of name it is: a synonym, an acronym, a name that covers more than the concept. */
  use?: Coding | undefined;
  /** The code system or supplement that has the name or cross-reference, `url|version`. */
  source: string;
  inactive: boolean;
  /** Another candidate has the same score. */
  tied: boolean;
  weak: boolean;
}

export interface MatchOutcome {
  candidates: Candidate[];
  notes: Issue[];
}

const WEAK = 0.6;

/** Units for a code system that is looked in, for each question to it, and for each concept that is compared. */
const ALONE = 100;
const QUESTION = 200;
const LOOK = 5;
/** So many of the text are a unit more for each concept. */
const CHARACTERS = 20;

/** @throws TerminologyError not-found: a code system or supplement is not known; required: no code system to look in. */
export async function match(store: Terminology, request: MatchRequest): Promise<MatchOutcome> {
  const systems = request.systems.length > 0 ? request.systems : searchedSystems();
  const found = await findCodeSystems(store, systems, request.useSupplement, request.work);
  const marked = marksIn(request.text);
  const all = (await Promise.all(found.map((codeSystem) => candidatesIn(codeSystem, request))))
    .flat()
    // A name that leaves out what the text says besides is none for it.
    .filter(({ matched }) => !marked || keepsMarks(matched, marked));
  // Sorting is stable: equal scores stay in the order of the code systems.
  all.sort((a, b) => b.score - a.score);
  const candidates = all.slice(0, request.count).map((candidate) => ({
    ...candidate,
    tied: all.some((other) => other !== candidate && other.score === candidate.score),
  }));
  return {
    candidates,
    notes: [
      ...found.flatMap((f) => f.notes),
      ...(candidates.length > 0 ? remarks(candidates) : await whyNone(store, request, marked, found)),
    ],
  };
}

function searchedSystems(): string[] {
  const systems = systemTable.systems.filter((entry) => entry.searched).map((entry) => entry.uri);
  if (systems.length > 0) return systems;
  throw new TerminologyError(requiredParameter("system", "the code system to look in"));
}

async function candidatesIn(
  { provider }: FoundCodeSystem,
  { text, count, displayLanguage, activeOnly, work }: MatchRequest,
): Promise<Candidate[]> {
  const { codeSystem } = provider;
  const best = new Map<string, NamedConcept>();
  const asked = askedText(text);
  work?.concepts(ALONE);
  for (const { concept, named } of await referredTo(provider, text, activeOnly, work))
    best.set(concept.code, { concept, named });
  for (const { condition, most } of candidateConditions(text)) {
    work?.concepts(QUESTION);
    await work?.giveWay();
    const { items } = await provider.select({ condition, activeOnly, count: most, work });
    work?.concepts(Math.ceil((LOOK + text.length / CHARACTERS) * items.length));
    for (const concept of items) {
      await work?.giveWay();
      const rated = best.has(concept.code) ? undefined : bestName(concept, asked, work);
      const named = rated instanceof Promise ? await rated : rated;
      if (named) best.set(concept.code, { concept, named });
    }
    if (best.size >= count) break;
  }
  const languages = parseLanguages(displayLanguage);
  return [...best.values()].map((one) => candidateOf(one, codeSystem, languages));
}

function candidateOf(
  { concept, named }: NamedConcept,
  codeSystem: CodeSystem,
  languages: readonly LanguageRange[],
): Candidate {
  const { display } = chooseName(concept, codeSystem.language, languages);
  return {
    concept: {
      system: codeSystem.url ?? "",
      ...(codeSystem.version === undefined ? {} : { version: codeSystem.version }),
      code: concept.code,
      ...(display === undefined ? {} : { display }),
    },
    score: named.score,
    kind: named.kind,
    matched: named.name,
    language: named.language ?? codeSystem.language,
    use: named.use,
    source: named.source ?? printCanonical(codeSystem),
    inactive: concept.inactive,
    tied: false,
    weak: named.score < WEAK,
  };
}

interface NamedConcept {
  concept: Concept;
  named: NamedMatch;
}

/** Where the text is a code of another system with its prefix: the concepts that have it as a cross-reference. */
async function referredTo(
  provider: CodeSystemProvider,
  text: string,
  activeOnly: boolean,
  work: WorkBudget | undefined,
): Promise<NamedConcept[]> {
  const reference = referenceIn(text);
  if (!reference) return [];
  const all = await referringTo(provider, reference, { activeOnly, count: MOST_REFERRED, work });
  return all.map(({ concept, code: name, source }) => ({
    concept,
    named: { kind: "cross-reference", score: 0.8, name, source },
  }));
}

const MOST_REFERRED = 100;

function remarks(candidates: readonly Candidate[]): Issue[] {
  const first = candidates[0]!;
  const equal = candidates.filter((c) => c.score === first.score);
  return [
    ...(equal.length > 1 ? [tiedCandidates(equal.length)] : []),
    ...(first.weak && first.use?.code === "acronym" ? [acronymAlone(first.matched)] : []),
    ...(first.weak ? [onlyWeakCandidates()] : []),
  ];
}

async function whyNone(
  store: Terminology,
  { text, systems }: MatchRequest,
  marked: MarkedText | undefined,
  found: readonly FoundCodeSystem[],
): Promise<Issue[]> {
  const codeSystems = found.map(({ provider }) => provider.codeSystem);
  return [
    ...(await saidBesides(
      text,
      marked,
      found.map(({ provider }) => provider),
    )),
    noCandidates(text, codeSystems.map(systemName), systems.length > 0),
    ...(await supplementsThatRefer(store, text, codeSystems)),
  ];
}

/** Where the text is a code of another system: the supplements, not asked for, that have it as a cross-reference. */
async function supplementsThatRefer(
  store: Terminology,
  text: string,
  codeSystems: readonly CodeSystem[],
): Promise<Issue[]> {
  const reference = referenceIn(text);
  if (!reference) return [];
  const urls = codeSystems.flatMap(({ url }) => url ?? []);
  const supplements = await Promise.all(urls.map((url) => store.supplements({ supplements: url })));
  const issues = supplements.flat().map(async (supplement) => {
    const [first] = await referringTo(supplement, reference, { count: MOST_REFERRED });
    if (!first) return [];
    return [codeInSupplement(first.code, reference, supplement.codeSystem.url ?? "", { isListed: false })];
  });
  return (await Promise.all(issues)).flat();
}
