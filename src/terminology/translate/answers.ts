/** What the maps answer about each coding and about the text of a concept, and which of it counts. */
import type { Issue } from "../issues/issue.ts";
import { once } from "../issues/once.ts";
import { textDisagrees, textUsed } from "../issues/translation-doubts.ts";
import { flow, found, type Steps } from "../util/flow.ts";
import { onlyInText } from "./agreement.ts";
import { ifInactive, type Candidates } from "./candidate-codings.ts";
import { givenSide, wantedSide } from "./sides.ts";
import { inOrder, matchesFrom, type Matched } from "./matches.ts";
import type { Direction } from "../store.ts";
import type { Match, TranslateRequest } from "./request.ts";
import { statementsAbout, type AskedMap, type StatementsContext } from "./statements.ts";

export interface Answer extends Matched {
  /** Codes that were read in another form than they were sent in. */
  normalized: string[];
}

export interface Answers {
  byCoding: readonly Answer[];
  byText: Answer | undefined;
}

/** What the maps say about one coding, or about the text. */
export const answerTo = flow(function* (
  request: TranslateRequest,
  context: StatementsContext,
  asked: readonly AskedMap[],
  candidates: Candidates,
): Steps<Answer> {
  if (candidates.groups.length === 0) return { matches: [], notes: [], outside: [], normalized: [] };
  const about = yield* found(statementsAbout(context, asked, candidates));
  const matched = yield* found(matchesFrom(request, context, candidates, about));
  const { matches, outside } = matched;
  const notes: Issue[] = [];
  const normalized: string[] = [];
  for (const candidate of about.candidates) {
    const { basis, coding, concept } = candidate;
    if (matches.length > 0) notes.push(...candidate.notes, ...ifInactive(candidate));
    // The code system's own form, where a map lists the code in another case.
    const code = concept?.code ?? coding.code!;
    if (basis !== "text" && code !== candidates.given.code) normalized.push(code);
  }
  return { matches, outside, notes: once([...notes, ...about.notes, ...matched.notes]), normalized };
});

/** Coded evidence counts more than text; the text is heard where no coding says anything. */
export function weighed(
  { text, direction, codings }: TranslateRequest,
  { byCoding, byText }: Answers,
): { chosen: readonly Answer[]; matches: readonly Match[]; notes: Issue[] } {
  if (!byText) return { chosen: byCoding, matches: merged(byCoding, direction), notes: [] };
  const coded = byCoding.flatMap((answer) => answer.matches);
  if (coded.length === 0) {
    const chosen = [...byCoding, byText];
    const used = codings.length > 0 && byText.matches.length > 0 ? [textUsed(text!)] : [];
    return { chosen, matches: merged(chosen, direction), notes: used };
  }
  const other = onlyInText(byText.matches, coded, direction);
  const disagrees = other.length > 0 ? [textDisagrees(text!, other)] : [];
  return { chosen: byCoding, matches: merged(byCoding, direction), notes: disagrees };
}

/**
 * What one map says of one target is given once, however many codings or names lead to it; denials last. What it says
 * of one code is kept, all of it.
 */
function merged(answers: readonly Answer[], direction: Direction): readonly Match[] {
  const all = answers.length === 1 ? answers[0]!.matches : answers.flatMap((answer) => answer.matches);
  if (all.length < 2) return all;
  const codes = new Set(all.map((match) => wantedSide(match, direction)?.code));
  if (codes.size === all.length) return inOrder([...all]);
  const seen = new Map<string, Match>();
  const kept = all.filter((match) => {
    const key = statementKey(match, direction);
    const before = seen.get(key);
    if (!before) seen.set(key, match);
    return !before || isOtherMapping(before, match, direction);
  });
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
