/** The system of a bare code: the one that the value set takes it from, if there is just one. */
import type { CompiledValueSet } from "../compose/compiled.ts";
import type { CodeSystem } from "../model.ts";
import { flow, found } from "../util/flow.ts";
import type { WorkBudget } from "../util/work-budget.ts";
import { drawnFrom, type IncludedVersion, isUnresolved } from "./drawn-systems.ts";
import { isMember, mightBeMember, wouldBeMember } from "./membership.ts";

interface InferredSystems {
  /** Those from which the value set takes the code, in the order of its includes. */
  systems: string[];
  /** Those that might have the code as well, if they were known. */
  open: string[];
}

/** Looks in what is known, and in what the value set lists of code systems that are not. */
export const systemsOfCode = flow(function* (
  valueSet: CompiledValueSet,
  code: string,
  work: WorkBudget | undefined,
) {
  const inferred: InferredSystems = { systems: [], open: [] };
  for (const system of new Set(valueSet.includes.map((i) => i.system))) {
    yield* found(work?.giveWay());
    const member = yield* found(isMemberOf(valueSet, system, code, work));
    if (member) inferred.systems.push(system);
    else if (member === undefined) inferred.open.push(system);
  }
  return inferred;
});

/** Does the value set have this code of this system? Undefined: not all that decides is known. */
export const isMemberOf = flow(function* (
  valueSet: CompiledValueSet,
  system: string,
  code: string,
  work: WorkBudget | undefined,
) {
  const drawn = drawnFrom(valueSet, system);
  if (!drawn) return false;
  const unresolved = drawn.includes.filter(isUnresolved);
  const unknown = { url: system, content: "not-present" } as CodeSystem;
  let member = unresolved.length > 0 ? mightBeMember(unknown, unresolved, code, { listedOnly: true }) : false;
  for (const version of yield* found(drawn.versions)) {
    if (member === true) break;
    yield* found(work?.giveWay());
    const has = yield* found(hasMember(version, code, work));
    member = has === false ? member : has;
  }
  return member;
});

const hasMember = flow(function* (version: IncludedVersion, code: string, work: WorkBudget | undefined) {
  work?.concepts(1 + version.size);
  const [concept] = yield* found(version.provider.locate([code], work));
  return concept ? isMember(version, concept, work) : wouldBeMember(version, code, { listedOnly: true });
});
