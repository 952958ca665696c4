/** The matches of $translate, read in the direction of the question, one step or two. */
import { equivalenceFor, inverted } from "../terminology/translate/relationships.ts";
import type { Coding, Relationship } from "../terminology/model.ts";
import type { Store } from "../terminology/store.ts";
import { ask, named, valueOf, type Node } from "./ask.ts";

export interface Step {
  coding: Coding;
  /** From what was asked for to `coding`. */
  relationship: Relationship;
  map: string | undefined;
  /** Who says so and why: name -> value. */
  provenance: [string, string][];
  comment?: string | undefined;
}

/** A way from the code to another: one step, or two with the code in between. */
export type Way = readonly [Step, ...Step[]];

interface Question {
  system: string;
  code: string;
  to?: string | undefined;
  map?: string | undefined;
  reverse?: boolean | undefined;
}

interface Steps {
  steps: Step[];
  result: boolean;
  message: string | undefined;
  resource: object;
}

/** What $translate answers, each match as one step. @throws TerminologyError where the server would answer with an error */
export async function stepsFrom(
  store: Store,
  { system, code, to, map, reverse = false }: Question,
): Promise<Steps> {
  const { resource, parameters } = await ask(store, "ConceptMap/$translate", [
    [reverse ? "targetCode" : "sourceCode", code],
    ["system", system],
    // Turned round, the system asked for is that of the sources; the operation can't narrow by it.
    ["targetSystem", reverse ? undefined : to],
    ["url", map],
  ]);
  const steps = named(parameters, "match").map(({ part }) => stepOf(part, reverse));
  return {
    steps: reverse && to !== undefined ? steps.filter(({ coding }) => coding.system === to) : steps,
    result: valueOf(parameters, "result") === "true",
    message: valueOf(parameters, "message"),
    resource,
  };
}

/** Answers to the reverse question keep the map's direction; here they are turned to the question's. */
function stepOf(part: readonly Node[] | undefined, reverse: boolean): Step {
  const stated = (valueOf(part, "relationship") ?? "related-to") as Relationship;
  const turned = inverted({ relationship: stated, equivalence: equivalenceFor(stated) }).relationship;
  const other = reverse ? (named(part, "source")[0] ?? named(part, "concept")[0]) : named(part, "concept")[0];
  return {
    coding: other?.valueCoding ?? {},
    relationship: reverse ? turned : stated,
    map: valueOf(part, "originMap"),
    comment: valueOf(part, "comment"),
    provenance: named(part, "property").map(({ part: said }) => {
      const name = (valueOf(said, "code") ?? valueOf(said, "uri") ?? "").split(/[#/]/).at(-1)!;
      return [name, valueOf(said, "value") ?? ""];
    }),
  };
}

/** First into a system in between, in either direction, then on from there. */
export async function waysThrough(store: Store, question: Question, through: string): Promise<Way[]> {
  const { system, code, to } = question;
  const into = await Promise.all([
    stepsFrom(store, { system, code, to: through }),
    stepsFrom(store, { system, code, to: through, reverse: true }),
  ]);
  const ways = new Map<string, Way>();
  for (const first of into.flatMap((answer) => answer.steps)) {
    const between = first.coding;
    if (between.system !== through || between.code === undefined) continue;
    const on = await stepsFrom(store, { system: through, code: between.code, to });
    for (const second of on.steps) {
      const { system: farSystem, code: farCode } = second.coding;
      if (farSystem === system && farCode === code) continue;
      ways.set(JSON.stringify([between.code, farSystem, farCode, second.map]), [first, second]);
    }
  }
  return [...ways.values()];
}

/** What two statements in a row say together: sameness passes on, the same direction stays, all else is only related. */
export function together([first, ...others]: Way): Relationship {
  return others.reduce<Relationship>((so, { relationship }) => {
    if (so === "not-related-to" || relationship === "not-related-to") return "not-related-to";
    if (so === "equivalent") return relationship;
    if (relationship === "equivalent" || relationship === so) return so;
    return "related-to";
  }, first.relationship);
}
