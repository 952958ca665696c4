/** Names of a concept that has very many of them: each that is looked at counts, and others have their turn between. */
import type { Concept } from "../model.ts";
import { after, type Awaitable } from "../util/awaitable.ts";
import type { WorkBudget } from "../util/work-budget.ts";
import { designationsOf } from "./designations.ts";
import { namesOf } from "./text-match.ts";

/** So many are compared with a text in about a millisecond. */
const AT_A_TIME = 1_000;
/** Units for each: it is normalised. */
const NAME = 3;

/** What `each` says of the concept's names, part by part, until it says something; few names are one part, at once. */
export function inPartsOfNames<R>(
  concept: Concept,
  work: WorkBudget | undefined,
  each: (names: readonly string[]) => R | undefined,
  units = NAME,
): Awaitable<R | undefined> {
  const others = designationsOf(concept);
  if (others.length <= AT_A_TIME || !work) return each(namesOf(concept));
  const own = namesOf({ ...concept, designations: [], displayExtension: [] });
  return after(each(own), (said) =>
    said === undefined ? inParts(others, work, (part) => each(part.map(({ value }) => value)), units) : said,
  );
}

/** Is one of its names such a one? */
export const someName = (
  concept: Concept,
  work: WorkBudget | undefined,
  isSuch: (name: string) => boolean,
  units?: number,
): Awaitable<boolean> =>
  after(
    inPartsOfNames(concept, work, (names) => names.some(isSuch) || undefined, units),
    Boolean,
  );

/** The same of any list that has a name in each item. */
export function inParts<N, R>(
  list: readonly N[],
  work: WorkBudget | undefined,
  each: (part: readonly N[]) => R | undefined,
  units = NAME,
): Awaitable<R | undefined> {
  return list.length <= AT_A_TIME || !work ? each(list) : partByPart(list, work, each, units);
}

async function partByPart<N, R>(
  list: readonly N[],
  work: WorkBudget,
  each: (part: readonly N[]) => R | undefined,
  units: number,
): Promise<R | undefined> {
  for (let from = 0; from < list.length; from += AT_A_TIME) {
    const part = list.slice(from, from + AT_A_TIME);
    work.concepts(units * part.length);
    const said = await work.inTurn(() => each(part));
    if (said !== undefined) return said;
  }
  return undefined;
}
