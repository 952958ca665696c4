/** How well what a concept is called matches a text that somebody types. Pure. */
import { namesOf, normalise } from "../concepts/text-match.ts";
import type { Concept } from "../model.ts";

export interface Match {
  /** Lower is better. */
  rank: number;
  /** Of the name that matches best, in characters. */
  length: number;
}

const NO_NAME: Match = { rank: 10, length: 0 };

/** How well the best of a concept's names matches the text, `query` normalised; its display goes before its other names. */
export function bestMatch(concept: Concept, query: string): Match {
  const own = concept.display ?? concept.code;
  let best = NO_NAME;
  for (const name of namesOf(concept)) {
    const match = matchOf(normalise(name), query, name === own || name === concept.code);
    if (match.rank < best.rank || (match.rank === best.rank && match.length < best.length)) best = match;
  }
  return best;
}

/** The same; beginning with it; its words in a row; each of its words; else it was found by several names together. */
function matchOf(name: string, query: string, isOwn: boolean): Match {
  const other = isOwn ? 0 : 1;
  const { length } = name;
  if (name === query) return { rank: other, length };
  if (name.startsWith(`${query} `)) return { rank: 2, length };
  if (name.startsWith(query)) return { rank: 3, length };
  if (` ${name}`.includes(` ${query}`)) return { rank: 4, length };
  const own = name.split(" ");
  const hasAll = query.split(" ").every((word) => own.some((one) => one.startsWith(word)));
  return hasAll ? { rank: 5, length } : NO_NAME;
}
