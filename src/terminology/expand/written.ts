/** Members as elements of an expansion, in their order. */
import type { Awaitable } from "../util/awaitable.ts";
import type { WorkBudget } from "../util/work-budget.ts";
import type { Member } from "./member.ts";

/** Members that are written at a stretch: some milliseconds. */
const STRETCH = 1_000;

/** Few are written at once; between many others have their turn. */
export function written<T>(
  members: readonly Member[],
  write: (member: Member) => T,
  work: WorkBudget,
): Awaitable<T[]> {
  return members.length > STRETCH ? writtenInSteps(members, write, work) : members.map(write);
}

async function writtenInSteps<T>(
  members: readonly Member[],
  write: (member: Member) => T,
  work: WorkBudget,
): Promise<T[]> {
  const all: T[] = [];
  for (const [i, member] of members.entries()) {
    if (i % STRETCH === STRETCH - 1) await work.giveWay();
    all.push(write(member));
  }
  return all;
}
