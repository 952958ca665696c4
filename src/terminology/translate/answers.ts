/** What the maps answer about each coding and about the text of a concept, and which of it counts. */
import type { Issue } from "../issues/issue.ts";
import { textDisagrees, textUsed } from "../issues/translation.ts";
import { flow, found, type Steps } from "../util/flow.ts";
import { onlyInText } from "./agreement.ts";
import { ifInactive, type Candidates } from "./candidate-codings.ts";
import { matchesFrom, type Matched } from "./matches.ts";
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
  const matched = yield* found(matchesFrom(request, context.scopes, candidates, about));
  const { given } = candidates;
  const normalized = about.candidates
    .filter(({ coding, basis }) => basis !== "text" && coding.code !== given.code)
    .map(({ coding }) => coding.code!);
  const recognised = matched.matches.length > 0 ? about.candidates.flatMap(recognition) : [];
  return { ...matched, notes: once([...recognised, ...about.notes, ...matched.notes]), normalized };
});

const recognition = (candidate: Candidates["groups"][number][number]): Issue[] => [
  ...candidate.notes,
  ...ifInactive(candidate),
];

/** Coded evidence counts more than text; the text is heard where no coding says anything. */
export function weighed(
  { text, direction, codings }: TranslateRequest,
  { byCoding, byText }: Answers,
): { chosen: readonly Answer[]; matches: readonly Match[]; notes: Issue[] } {
  if (!byText) return { chosen: byCoding, matches: merged(byCoding), notes: [] };
  const coded = byCoding.flatMap((answer) => answer.matches);
  if (coded.length === 0) {
    const chosen = [...byCoding, byText];
    const used = codings.length > 0 && byText.matches.length > 0 ? [textUsed(text!)] : [];
    return { chosen, matches: merged(chosen), notes: used };
  }
  const other = onlyInText(byText.matches, coded, direction);
  const disagrees = other.length > 0 ? [textDisagrees(text!, other)] : [];
  return { chosen: byCoding, matches: merged(byCoding), notes: disagrees };
}

/** The same statement reached from two codings is one statement. */
function merged(answers: readonly Answer[]): readonly Match[] {
  if (answers.length === 1) return answers[0]!.matches;
  const seen = new Map<string, Match>();
  for (const match of answers.flatMap((answer) => answer.matches)) {
    const { origin, mapping, source, target } = match;
    const key = JSON.stringify([origin.url, origin.version, source, target, mapping]);
    if (!seen.has(key)) seen.set(key, match);
  }
  return [...seen.values()];
}

export const once = (notes: readonly Issue[]): Issue[] =>
  notes.length < 2 ? [...notes] : [...new Map(notes.map((note) => [note.text, note])).values()];
