/** The codes that a value set lists of a code system that is not here, or here by examples alone. */
import type { IncludedConcept } from "../compose/compiled.ts";
import { asListed } from "../compose/stated-concept.ts";
import { codeKey } from "../concepts/code-key.ts";
import { standaloneTest } from "../concepts/standalone-test.ts";
import type { Concept } from "../model.ts";
import { locateByThousands } from "../util/by-thousands.ts";
import { flow, found } from "../util/flow.ts";
import type { WorkBudget } from "../util/work-budget.ts";
import type { Source } from "./member.ts";

/** Listed codes that are looked at before others may have their turn. */
const STRETCH = 1_000;

/** In the list's order, each once. An example is the concept that it is; of the others the list is all that is known. */
export const listedOfStandIn = flow(function* (
  { include, condition }: Source,
  activeOnly: boolean,
  work: WorkBudget,
) {
  const { provider, concepts } = include;
  const listed = [...concepts.values()];
  const all = listed.map(({ code }) => code);
  const examples = provider ? yield* found(locateByThousands(provider, all, work)) : [];
  const codes = examples.filter((concept) => concept !== undefined).map(({ code }) => code);
  const selection = { condition, codes, activeOnly, work };
  const selected = codes.length > 0 ? yield* found(provider!.select(selection)) : { items: [] };
  const isMember = new Set(selected.items.map(({ code }) => code));
  const fold = codeKey(provider?.codeSystem);
  const holdsOfListed = standaloneTest(condition, { fold, work });
  const members = new Map<string, Concept>();
  for (const [i, stated] of listed.entries()) {
    const concept = examples[i] ?? named(stated);
    const holds = examples[i] ? isMember.has(concept.code) : holdsOfListed(concept);
    const key = fold(concept.code);
    const isTaken = holds && !(activeOnly && concept.inactive);
    if (isTaken && !members.has(key)) members.set(key, concept);
    if (i % STRETCH === STRETCH - 1) yield* found(work.giveWay());
  }
  return [...members.values()];
});

/** With the names that the value set gives it. */
function named(stated: IncludedConcept): Concept {
  const { display, designation } = stated;
  const concept = { ...asListed(stated), designations: designation ?? [] };
  return display === undefined ? concept : { ...concept, display };
}
