/** Which concepts are worth a look for a text: from the strictest question to the loosest, each bounded. */
import type { ConceptCondition } from "../concepts/concept-condition.ts";
import { queryKeys, words } from "../concepts/text-match.ts";

interface Question {
  condition: ConceptCondition;
  /** Most concepts to look at. */
  most: number;
}

/** Words of a text that are looked at; more say no more. */
const MOST_WORDS = 12;
const text = (word: string): ConceptCondition => ({ kind: "text", text: word });

/** The same name; all words; all but one, which may be misspelt; names with a word that begins like one of the text. A caller stops when it has enough. */
export function* candidateConditions(query: string): Generator<Question> {
  const keys = queryKeys(query);
  if (keys.length === 0) return;
  yield { condition: { kind: "name", keys }, most: 100 };
  const own = [...new Set(words(query))].slice(0, MOST_WORDS);
  yield { condition: text(own.join(" ")), most: 200 };
  const allBut = own.map((_, i) => text(own.toSpliced(i, 1).join(" ")));
  if (own.length > 2) yield { condition: { kind: "any", of: allBut }, most: 300 };
  const telling = own.filter((word) => word.length >= 3);
  if (telling.length > 1) yield { condition: { kind: "any", of: telling.map(text) }, most: 300 };
  const beginnings = own.filter((word) => word.length >= 5).map((word) => word.slice(0, 4));
  if (beginnings.length > 0) yield { condition: { kind: "any", of: beginnings.map(text) }, most: 300 };
}
