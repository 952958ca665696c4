/** What the maps say of each coding and of the text of a concept, and which of it counts. */
import { type Issue, once } from "../issues/issue.ts";
import { textDisagrees, textUsed } from "../issues/translation-doubts.ts";
import { holdsNames } from "../resolve/names.ts";
import type { Direction, Terminology } from "../store.ts";
import { after, type Awaitable, mapAll } from "../util/awaitable.ts";
import { flow, found, type Steps } from "../util/flow.ts";
import { inTurns, type LongWork } from "../util/in-turns.ts";
import { onlyInText } from "./agreement.ts";
import { type Candidates, ifInactive } from "./candidate-codings.ts";
import { inOrder, type Matched, matchesFrom } from "./matches.ts";
import type { GivenConcepts, Match, TranslateRequest } from "./request.ts";
import { givenSide, wantedSide } from "./sides.ts";
import { statementsAbout, type StatementsContext } from "./statements.ts";

/** What was found out about one coding, or about the text. */
export interface Finding extends Matched {
  /** Codes that were read in another form than they were sent in. */
  normalized: string[];
}

export interface Findings {
  byCoding: readonly Finding[];
  byText: Finding | undefined;
  /** Of what was found backwards, the systems whose codes are names. */
  nameSystems: ReadonlySet<string>;
}

/** What the maps say about each coding, and about the text. */
export const findingsOf = flow(function* (
  context: StatementsContext,
  { codings, text }: GivenConcepts,
): Steps<Findings> {
  const byCoding = yield* found(mapAll(codings, (one) => findingOf(context, one)));
  const byText = text && (yield* found(findingOf(context, text)));
  yield* found(context.work?.giveWay());
  const nameSystems =
    context.direction === "forward"
      ? NO_NAMES
      : yield* found(nameSystemsAmong(context.store, sourcesOf(byText ? [...byCoding, byText] : byCoding)));
  return { byCoding, byText, nameSystems };
});

/** What the maps say about one coding, or about the text. */
const findingOf = flow(function* (context: StatementsContext, candidates: Candidates): Steps<Finding> {
  yield* found(context.work?.giveWay());
  if (candidates.groups.length === 0) return { matches: [], notes: [], outside: [], normalized: [] };
  const about = yield* found(statementsAbout(context, candidates));
  const matched = yield* found(matchesFrom(context, candidates, about));
  const { matches, outside } = matched;
  const notes: Issue[] = [];
  const normalized: string[] = [];
  for (const candidate of about.candidates) {
    const { basis, coding, concept } = candidate;
    if (matches.length > 0) notes.push(...candidate.notes, ...ifInactive(candidate));
    // The code system's own form, where a map lists the code in another case.
    const code = concept?.code ?? coding.code;
    if (basis !== "text" && code !== candidates.given.code) normalized.push(code);
  }
  return { matches, outside, notes: once([...notes, ...about.notes, ...matched.notes]), normalized };
});

/** Coded evidence counts more than text; the text is heard where no coding says anything. */
export function weighed(
  { text, direction, codings }: TranslateRequest,
  { byCoding, byText }: Findings,
): { chosen: readonly Finding[]; notes: Issue[] } {
  if (!byText) return { chosen: byCoding, notes: [] };
  const coded = byCoding.flatMap((finding) => finding.matches);
  if (coded.length === 0) {
    const isUsed = codings.length > 0 && byText.matches.length > 0;
    return { chosen: [...byCoding, byText], notes: isUsed ? [textUsed(text!)] : [] };
  }
  const other = onlyInText(byText.matches, coded, direction);
  return { chosen: byCoding, notes: other.length > 0 ? [textDisagrees(text!, other)] : [] };
}

/**
 * The matches of all. What one map says of one target is given once, however many codings or names lead to it; denials
 * last. What it says of one code is kept, all of it.
 */
export function merged(findings: readonly Finding[], direction: Direction): Awaitable<readonly Match[]> {
  const all = findings.length === 1 ? findings[0]!.matches : findings.flatMap((finding) => finding.matches);
  return all.length < 2 ? all : inTurns(givenOnce(all, direction));
}

/** Matches that are compared between two steps. */
const STEP = 500;

function* givenOnce(all: readonly Match[], direction: Direction): LongWork<readonly Match[]> {
  const codeOf = (match: Match): string | undefined => wantedSide(match, direction)?.code;
  const byCode = Map.groupBy(all, codeOf);
  const seen = new Map<string, Match>();
  const isKept = (match: Match): boolean => {
    if (byCode.get(codeOf(match))!.length === 1) return true;
    const key = statementKey(match, direction);
    const before = seen.get(key);
    if (!before) seen.set(key, match);
    return !before || isOtherMapping(before, match, direction);
  };
  const kept: Match[] = [];
  for (const [at, match] of all.entries()) {
    if (isKept(match)) kept.push(match);
    if (at % STEP === STEP - 1) yield;
  }
  return inOrder(kept);
}

/** No line break is in any of them. */
function statementKey(match: Match, direction: Direction): string {
  const { origin, mapping, relation, missing } = match;
  const { system, code } = wantedSide(match, direction) ?? {};
  const { relationship, equivalence } = relation;
  const key = `${origin.url}\n${origin.version}\n${system}\n${code}\n${relationship}\n${equivalence}`;
  const isPlain = missing.length === 0 && mapping.product.length === 0;
  return isPlain ? key : `${key}\n${JSON.stringify([missing, mapping.product])}`;
}

/** Another mapping of the same code; the same one may have been read from a store twice. */
const isOtherMapping = (a: Match, b: Match, direction: Direction): boolean =>
  givenSide(a, direction)?.code === givenSide(b, direction)?.code &&
  JSON.stringify(a.mapping) !== JSON.stringify(b.mapping);

const NO_NAMES: ReadonlySet<string> = new Set();

const sourcesOf = (findings: readonly Finding[]): string[] => {
  const matches = findings.flatMap((finding) => finding.matches);
  return [...new Set(matches.map(({ source }) => source.system ?? ""))];
};

const nameSystemsAmong = (store: Terminology, systems: readonly string[]): Awaitable<ReadonlySet<string>> =>
  after(
    mapAll(systems, (url) => store.codeSystem({ url })),
    (providers) => new Set(systems.filter((_, i) => providers[i] && holdsNames(providers[i].codeSystem))),
  );
