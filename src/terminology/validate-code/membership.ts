/** Is a code among the members of the includes of its system? One `locate` and at most one bounded `select` per version. */
import type { CompiledInclude } from "../compose/compiled.ts";
import { asListed, statedConcept } from "../compose/stated-concept.ts";
import { allOf, anyOf, isEvery, isNone, notOf } from "../concepts/algebra.ts";
import { hasCode } from "../concepts/code-key.ts";
import { type ConceptCondition, EVERY_CONCEPT, NO_CONCEPT } from "../concepts/concept-condition.ts";
import { asFarAs, asksForHierarchy } from "../concepts/in-fragment.ts";
import type { CodeSystem, Concept } from "../model.ts";
import { mayBeComposed } from "../resolve/composed.ts";
import { absence } from "../resolve/content.ts";
import type { CodeSystemProvider } from "../store.ts";
import { after, type Awaitable } from "../util/awaitable.ts";
import { flow, found } from "../util/flow.ts";
import type { WorkBudget } from "../util/work-budget.ts";
import type { IncludedVersion } from "./drawn-systems.ts";

/**
 * Is the concept, which the provider knows, a member of one of the includes? Undefined: where not all concepts are here,
 * that hangs on what lies between two of them.
 */
export function isMember(
  { provider, includes }: IncludedVersion,
  concept: Concept,
  work: WorkBudget | undefined,
): Awaitable<boolean | undefined> {
  const members = includes.map((i) => i.members);
  const isPart = absence(provider.codeSystem) !== "invalid" && members.some(asksForHierarchy);
  return (isPart ? isAmongPart : isAmong)(provider, members, concept, work);
}

const isAmongPart = flow(function* (
  provider: CodeSystemProvider,
  members: readonly ConceptCondition[],
  concept: Concept,
  work: WorkBudget | undefined,
) {
  const known = members.map((m) => asFarAs(m, "known"));
  if (yield* found(isAmong(provider, known, concept, work))) return true;
  const possible = members.map((m) => asFarAs(m, "possible"));
  return (yield* found(isAmong(provider, possible, concept, work))) ? undefined : false;
});

function isAmong(
  provider: CodeSystemProvider,
  members: readonly ConceptCondition[],
  concept: Concept,
  work: WorkBudget | undefined,
): Awaitable<boolean> {
  const condition = anyOf(members.map(decider(concept, provider.codeSystem)));
  if (isEvery(condition)) return true;
  if (isNone(condition)) return false;
  const selected = provider.select({ condition, codes: [concept.code], count: 1, work });
  return after(selected, ({ total }) => total > 0);
}

interface Needs {
  listedOnly: boolean;
}

/**
 * Is a code that is not among the concepts here a member, if it exists? Undefined: that hangs on more than the code.
 * Where nothing is known of the code system (`listedOnly`), taking it as a whole says nothing of a code: it must be listed.
 * What a complete code system does not list may be put together of others, which is not read here.
 */
export function wouldBeMember(
  { provider: { codeSystem }, includes }: IncludedVersion,
  code: string,
  needs: Needs,
): boolean | undefined {
  if (absence(codeSystem) !== "invalid") return mightBeMember(codeSystem, includes, code, needs);
  if (!mayBeComposed(codeSystem, code)) return false;
  return mightBeMember(codeSystem, includes, code, { listedOnly: false }) === false ? false : undefined;
}

/** The same of includes whose code system may not be known at all. */
export function mightBeMember(
  codeSystem: CodeSystem,
  includes: readonly CompiledInclude[],
  code: string,
  { listedOnly }: Needs,
): boolean | undefined {
  let isOpen = false;
  const decideCode = decider(asListed({ code }), codeSystem);
  for (const include of includes) {
    const { members } = include;
    const stated = statedConcept(include, code);
    const rest = (stated ? decider(asListed(stated), codeSystem) : decideCode)(members);
    if (isEvery(rest) && (!listedOnly || lists(members, code, codeSystem))) return true;
    if (!isNone(rest)) isOpen = true;
  }
  return isOpen ? undefined : false;
}

/** Is the code named, and not only not ruled out? */
function lists(condition: ConceptCondition, code: string, codeSystem: CodeSystem): boolean {
  if (condition.kind === "codes") return hasCode(condition.codes, code, codeSystem);
  if (condition.kind !== "all" && condition.kind !== "any") return false;
  return condition.of.some((c) => lists(c, code, codeSystem));
}

type Decide = (condition: ConceptCondition) => ConceptCondition;

/** Settles what the concept itself tells, so that the data is asked for the rest only, and mostly not at all. */
function decider(concept: Concept, codeSystem: CodeSystem): Decide {
  // What is excluded is one condition, from however many includes it is taken away.
  const excluded = new Map<ConceptCondition, ConceptCondition>();
  const decide: Decide = (condition) => {
    switch (condition.kind) {
      case "codes":
        return constant(hasCode(condition.codes, concept.code, codeSystem));
      case "active":
        return constant(!concept.inactive);
      case "selectable":
        return constant(!concept.abstract);
      case "all":
        return allOf(condition.of.map(decide));
      case "any":
        return anyOf(condition.of.map(decide));
      case "not": {
        const decided = excluded.get(condition) ?? notOf(decide(condition.of));
        excluded.set(condition, decided);
        return decided;
      }
      default:
        return condition;
    }
  };
  return decide;
}

const constant = (holds: boolean): ConceptCondition => (holds ? EVERY_CONCEPT : NO_CONCEPT);
