/** A display, or the text of a concept, that is a known name of something else than its code. The code counts; it is said. */
import { NAME_SCOPES } from "../concepts/designation-uses.ts";
import { someName } from "../concepts/many-names.ts";
import { normalise } from "../concepts/text-match.ts";
import type { Issue } from "../issues/issue.ts";
import {
  displayContradicts,
  displayCoveredToo,
  displayNotKnown,
  textContradicts,
  textCoveredToo,
} from "../issues/translation-doubts.ts";
import { type Coding, type Concept, type Designation, type FullCoding, fullCoding } from "../model.ts";
import { findProvider } from "../resolve/find-code-system.ts";
import { AskedName, findNames, type FoundName, holdsNames, nameDistance } from "../resolve/names.ts";
import { keepsMarks, type Mark, type MarkedText, marksIn, withoutPrefix } from "../resolve/words-of-doubt.ts";
import type { CodeSystemProvider, Terminology } from "../store.ts";
import { after, type Awaitable, mapAll } from "../util/awaitable.ts";
import { flow, found, type Steps } from "../util/flow.ts";
import { onceFor } from "../util/once-for.ts";
import type { WorkBudget } from "../util/work-budget.ts";
import { bestCandidate, type Candidates, candidatesFor } from "./candidate-codings.ts";
import { READ } from "./depends-on.ts";
import type { Findings } from "./findings.ts";
import { mappedSystems } from "./mapped-systems.ts";
import { isNegative } from "./relationships.ts";
import type { GivenConcepts, Match, TranslateRequest } from "./request.ts";
import { nameSystems } from "./text.ts";

/** A coding as it was read, and what the maps say about it. */
interface Read {
  candidates: Candidates;
  matches: readonly Match[];
}

export interface Contradictions {
  /** What displays and the text say against their codes. */
  inConcept: readonly Issue[];
  /** Of a dependency the code alone decides; that its display says something else is an issue. */
  inDependencies: readonly Issue[];
}

const NONE: Contradictions = { inConcept: [], inDependencies: [] };

/** Only what a request says in words may contradict its codes. */
export const contradictionsOf = (
  store: Terminology,
  request: TranslateRequest,
  given: GivenConcepts,
  findings: Findings,
): Awaitable<Contradictions> => (isInWords(request) ? inWords(store, request, given, findings) : NONE);

const isInWords = ({ codings, text, dependencies }: TranslateRequest): boolean =>
  text !== undefined || dependencies.length > 0 || codings.some(({ display }) => display !== undefined);

const inWords = flow(function* (
  store: Terminology,
  request: TranslateRequest,
  { codings }: GivenConcepts,
  { byCoding }: Findings,
): Steps<Contradictions> {
  const read = codings.map((candidates, i) => ({ candidates, matches: byCoding[i]!.matches }));
  const { text, work } = request;
  const inDisplays = yield* found(mapAll(read, (one) => displayContradictions(store, one, "coding", work)));
  const inText = yield* found(textContradictions(store, text, read, work));
  const inDependencies = yield* found(dependencyContradictions(store, request));
  return { inConcept: [...inDisplays.flat(), ...inText], inDependencies };
});

const dependencyContradictions = flow(function* (
  store: Terminology,
  { dependencies, work }: TranslateRequest,
): Steps<Issue[]> {
  const given = dependencies.flatMap((d) =>
    d.codings.filter((c): c is FullCoding => Boolean(c.system && c.code && c.display)),
  );
  const all: Issue[] = [];
  for (const coding of given) {
    work?.concepts(READ);
    const candidates = yield* found(candidatesFor(store, coding, { useSupplement: [], work }));
    const read = { candidates, matches: [] };
    for (const note of yield* found(displayContradictions(store, read, "dependency", work))) all.push(note);
  }
  return all;
});

/** What the coding's own display contradicts. */
const displayContradictions = flow(function* (
  store: Terminology,
  read: Read,
  of: "coding" | "dependency",
  work: WorkBudget | undefined,
): Steps<Issue[]> {
  const { given } = read.candidates;
  const { display } = given;
  if (display === undefined) return [];
  if (yield* found(isOwnName(display, read, work))) return [];
  const otherwise = yield* found(whatElse(store, display, read, work));
  if (otherwise === "this") return [];
  if (otherwise) return [displayContradicts(given, otherwise.marks, otherwise.named, of)];
  if (of === "coding" && isCoveredToo(display, read)) return [displayCoveredToo(given)];
  const known = yield* found(nameOfCode(read, work));
  return known === undefined || of === "dependency" ? [] : [displayNotKnown(given, known)];
});

/** What the code is called, where its display is none of its names; undefined: no name of it is known. */
function nameOfCode(
  { candidates, matches }: Read,
  work: WorkBudget | undefined,
): Awaitable<string | undefined> {
  const { given } = candidates;
  const { concept } = bestCandidate(candidates);
  if (concept)
    return after(isAmongNames(concept, given.display!, work), (isName) =>
      isName ? undefined : concept.display,
    );
  const sides = matches.flatMap(({ source, target }) => [source, target]);
  return sides.find((side) => side?.code === given.code && side?.display !== undefined)?.display;
}

/** What the text beside the codings contradicts. */
const textContradictions = flow(function* (
  store: Terminology,
  text: string | undefined,
  read: readonly Read[],
  work: WorkBudget | undefined,
): Steps<Issue[]> {
  if (text === undefined) return [];
  for (const one of read) if (yield* found(isOwnName(text, one, work))) return [];
  for (const one of read) {
    const otherwise = yield* found(whatElse(store, text, one, work));
    if (otherwise && otherwise !== "this")
      return [textContradicts(text, otherwise.marks, one.candidates.given, otherwise.named)];
    if (!otherwise && isCoveredToo(text, one)) return [textCoveredToo(text, one.candidates.given)];
  }
  return [];
});

/** The name of the code itself: then nothing has to be looked up. */
function isOwnName(
  name: string,
  { candidates, matches }: Read,
  work: WorkBudget | undefined,
): Awaitable<boolean> {
  const { concept } = bestCandidate(candidates);
  if (!concept && matches.length === 0) return true;
  if (!concept) return matches.some((match) => isNameOnMap(name, match, candidates.given));
  return concept.display === name || isNameOf(concept, name, work);
}

/** The display that the map gives the code. */
const isNameOnMap = (name: string, { source, target }: Match, { code }: Coding): boolean =>
  [source, target].some((side) => side?.code === code && normalise(side?.display ?? "") === normalise(name));

const isNameOf = (concept: Concept, name: string, work: WorkBudget | undefined): Awaitable<boolean> =>
  !marksIn(name) && isAmongNames(concept, name, work, (listed) => isNameOfIt({ concept, listed }));

/** One of its names, however it is written; also one that covers more, unless `counts` says otherwise. */
function isAmongNames(
  concept: Concept,
  name: string,
  work: WorkBudget | undefined,
  counts: (listed: string) => boolean = () => true,
): Awaitable<boolean> {
  const asked = new AskedName(name);
  return someName(concept, work, (own) => counts(own) && nameDistance(own, asked) !== undefined);
}

const ALSO_COVERS = "also-covers";

/** Names what its code system gathers under the code besides what the code is called. */
function isCoveredToo(name: string, { candidates }: Read): boolean {
  const { concept } = bestCandidate(candidates);
  const others = concept?.properties.filter(({ code }) => code === ALSO_COVERS) ?? [];
  if (others.length === 0) return false;
  const asked = new AskedName(name);
  return others.some(({ value }) => nameDistance(String(value), asked) !== undefined);
}

interface Otherwise {
  marks: readonly Mark[];
  named: Coding | undefined;
}

/**
 * What the name says instead: a doubt or a denial, or another concept; `this`: it is a name of this one, too;
 * undefined: nothing that is known.
 */
async function whatElse(
  store: Terminology,
  name: string,
  read: Read,
  work: WorkBudget | undefined,
): Promise<Otherwise | "this" | undefined> {
  const providers = await whereToLook(store, read);
  for (const provider of providers) {
    const named = (await findNames(provider, name, work)).filter(isNameOfIt);
    const codings = named.map(({ concept }) => meaningOf(provider, concept));
    // A name that this very concept has too is ambiguous, not wrong.
    if (codings.some((coding) => isMeant(coding, read))) return "this";
    const other = codings.find((coding) => isComparable(coding, read));
    if (other) return { marks: [], named: other };
  }
  const marked = marksIn(name);
  if (!marked || !(await saysOfCode(marked, providers, read, work))) return undefined;
  return { marks: marked.marks, named: undefined };
}

/**
 * Codes for a history, or for a doubt, have names that say so; only what is known of the code's names tells. A prefix
 * says it of a name that is known alone: `nonketotic` is a word.
 */
async function saysOfCode(
  marked: MarkedText,
  providers: readonly CodeSystemProvider[],
  read: Read,
  work: WorkBudget | undefined,
): Promise<boolean> {
  const { concept } = bestCandidate(read.candidates);
  const isPrefixAlone = marked.marks.every(({ isPrefix }) => isPrefix);
  if (concept && !isPrefixAlone)
    return !(await someName(concept, work, (own) => keepsMarks(own, marked), MARKS));
  const rest = withoutPrefix(marked);
  if (concept) return isAmongNames(concept, rest, work);
  for (const provider of providers) {
    const named = await findNames(provider, rest, work);
    if (named.some((one) => isMeant(meaningOf(provider, one.concept), read))) return true;
  }
  return false;
}

/** Units to look for marks in a name. */
const MARKS = 24;

/** A name that is only listed for a concept, and covers more or means another, tells nothing. */
const isNameOfIt = ({ concept, listed }: Pick<FoundName, "concept" | "listed">): boolean =>
  !onlyListed(concept.designations).has(listed);

const onlyListed = onceFor(
  (designations: readonly Designation[]): ReadonlySet<string> =>
    new Set(designations.filter(({ use }) => use?.system === NAME_SCOPES).map(({ value }) => value)),
);

/** Most code systems that a name is looked up in. */
const MOST_SYSTEMS = 20;

/** The code's own system, those whose codes are names, those of its translations, and those that maps are about. */
async function whereToLook(store: Terminology, { candidates, matches }: Read): Promise<CodeSystemProvider[]> {
  const urls = new Set(matches.flatMap(({ source, target }) => [source.system, target?.system]));
  for (const direction of ["forward", "reverse"] as const)
    for (const url of await mappedSystems(store, direction)) urls.add(url);
  urls.delete(candidates.given.system);
  const others = await Promise.all(
    [...urls]
      .slice(0, MOST_SYSTEMS)
      .map(async (url) => (url === undefined ? undefined : (await findProvider(store, url))?.provider)),
  );
  const all = [candidates.provider, ...(await nameSystems(store)), ...others];
  return [...new Set(all.filter((provider) => provider !== undefined))];
}

const OTHER_MEANING = "other-meaning";

/** A listed name may say what else it means; a name that only covers more than a concept says nothing else. */
function meaningOf({ codeSystem }: CodeSystemProvider, { code, display, properties }: Concept): Coding {
  const other = properties.find((p) => p.code === OTHER_MEANING)?.value;
  if (typeof other === "object") return other;
  return holdsNames(codeSystem) ? {} : fullCoding(codeSystem.url ?? "", code, display);
}

/** Of a code that is only denied to be something nothing else is known. */
function isComparable({ system, code }: Coding, { candidates, matches }: Read): boolean {
  if (code === undefined) return false;
  const isOwn = candidates.groups.flat().some(({ coding }) => coding.system === system);
  const isDenied = matches.some(
    ({ relation, target }) => isNegative(relation) && target?.system === system && target?.code === code,
  );
  return isOwn || isDenied || matches.some(({ relation }) => !isNegative(relation));
}

/** Is it the coding itself, or what the maps translate it into? */
function isMeant(coding: Coding, { candidates, matches }: Read): boolean {
  const own = candidates.groups.flat().map((candidate) => candidate.coding);
  const translated = matches
    .filter(({ relation }) => !isNegative(relation) && relation.relationship !== "related-to")
    .flatMap(({ source, target }) => [source, target ?? {}]);
  return [...own, ...translated].some((one) => one.system === coding.system && one.code === coding.code);
}
