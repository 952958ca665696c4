/** Long lists, a thousand at a time. */
import type { Concept } from "../model.ts";
import type { CodeSystemProvider } from "../store.ts";
import type { Awaitable } from "./awaitable.ts";
import type { WorkBudget } from "./work-budget.ts";

/** So many are some milliseconds of work. */
const AT_A_TIME = 1_000;

/** What `each` gives for the whole list, in its order. A short list is one part, at once; between parts others have their turn. */
export function byThousands<T, R>(
  list: readonly T[],
  work: WorkBudget | undefined,
  each: (part: readonly T[]) => Awaitable<R[]>,
): Awaitable<R[]> {
  return list.length > AT_A_TIME ? partByPart(list, work, each) : each(list);
}

/** The concepts of these codes, aligned with them. */
export const locateByThousands = (
  provider: CodeSystemProvider,
  codes: readonly string[],
  work: WorkBudget,
): Awaitable<(Concept | undefined)[]> => byThousands(codes, work, (part) => provider.locate(part, work));

async function partByPart<T, R>(
  list: readonly T[],
  work: WorkBudget | undefined,
  each: (part: readonly T[]) => Awaitable<R[]>,
): Promise<R[]> {
  const all: R[] = [];
  for (let from = 0; from < list.length; from += AT_A_TIME) {
    for (const one of await each(list.slice(from, from + AT_A_TIME))) all.push(one);
    await work?.giveWay();
  }
  return all;
}
