/** The matches of $translate, read in the direction of the question, one step or two. */
import type { Coding, Relationship } from "../terminology/model.ts";
import type { Store } from "../terminology/store.ts";
import { inverseOf, isRelationship } from "../terminology/translate/relationships.ts";
import { ask, named, type Node, valueOf } from "./ask.ts";
import { isIdOf } from "./find-stored.ts";

export interface Step {
  coding: Coding;
  /** From what was asked for to `coding`. */
  relationship: Relationship;
  map: string | undefined;
  /** Who says so and why: name -> value. */
  provenance: [string, string][];
  comment?: string | undefined;
  /** It holds only under these conditions, which nothing here answers. */
  conditions: readonly string[];
}

/** A way from the code to another: one step, or two with the code in between. */
export type Way = readonly [Step, ...Step[]];

interface Question {
  system: string;
  code: string;
  to?: string | undefined;
  map?: string | undefined;
  reverse?: boolean | undefined;
  supplement?: readonly string[] | undefined;
  dependencies?: readonly Dependency[] | undefined;
}

/** What is known of the case besides the code. */
export interface Dependency {
  attribute: string;
  value: Coding | string;
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
  { system, code, to, map, reverse = false, supplement = [], dependencies = [] }: Question,
): Promise<Steps> {
  const mapId = map !== undefined && isIdOf("ConceptMap", map) ? map : undefined;
  const { resource, parameters } = await ask(
    store,
    `${mapId ?? "ConceptMap"}/$translate`,
    [
      [reverse ? "targetCode" : "sourceCode", code],
      ["system", system],
      // Turned round, the system asked for is that of the sources; the operation can't narrow by it.
      ["targetSystem", reverse ? undefined : to],
      ["url", mapId === undefined ? map : undefined],
      ...supplement.map((url) => ["useSupplement", url] as const),
    ],
    { withParts: dependencies.map(asParameter) },
  );
  const steps = named(parameters, "match").map(({ part }) => stepOf(part, reverse));
  return {
    steps: reverse && to !== undefined ? steps.filter(({ coding }) => coding.system === to) : steps,
    result: valueOf(parameters, "result") === "true",
    message: valueOf(parameters, "message"),
    resource,
  };
}

const asParameter = ({ attribute, value }: Dependency): Node => ({
  name: "dependency",
  part: [
    { name: "attribute", valueUri: attribute },
    { name: "value", ...(typeof value === "string" ? { valueString: value } : { valueCoding: value }) },
  ],
});

/** Answers to the reverse question keep the map's direction; here they are turned to the question's. */
function stepOf(part: readonly Node[] | undefined, reverse: boolean): Step {
  const said = valueOf(part, "relationship");
  const stated = isRelationship(said) ? said : "related-to";
  const other = reverse ? (named(part, "source")[0] ?? named(part, "concept")[0]) : named(part, "concept")[0];
  return {
    coding: other?.valueCoding ?? {},
    relationship: reverse ? inverseOf(stated) : stated,
    map: valueOf(part, "originMap"),
    comment: valueOf(part, "comment"),
    conditions: named(part, "dependsOn").map(conditionOf),
    provenance: named(part, "property").map(({ part: said }) => {
      const name = valueOf(said, "code") ?? valueOf(said, "uri") ?? "";
      return [lastWord(name), valueOf(said, "value") ?? ""];
    }),
  };
}

function conditionOf({ part }: Node): string {
  const attribute = valueOf(part, "attribute") ?? "";
  return `${lastWord(attribute)} = ${valueOf(part, "value") ?? valueOf(part, "valueSet") ?? ""}`;
}

const lastWord = (uri: string): string => uri.split(/[#/]/).at(-1)!;

/** First into a system in between, in either direction, then on from there; where there is no way, why not. */
export async function waysThrough(
  store: Store,
  question: Question,
  through: string,
): Promise<{ ways: Way[]; message: string | undefined }> {
  const { system, code, to, supplement, dependencies } = question;
  const into = await Promise.all([
    stepsFrom(store, { system, code, to: through, supplement, dependencies }),
    stepsFrom(store, { system, code, to: through, reverse: true, supplement, dependencies }),
  ]);
  const ways = new Map<string, Way>();
  const taken = new Set<Steps>();
  const ended: Steps[] = [];
  for (const answer of into) {
    for (const first of answer.steps) {
      const between = first.coding;
      if (between.system !== through || between.code === undefined) continue;
      const next = { system: through, code: between.code, to, supplement, dependencies };
      const on = await stepsFrom(store, next);
      for (const second of on.steps) {
        const { coding, map } = second;
        if ((coding.system === system && coding.code === code) || !together([first, second])) continue;
        ways.set(JSON.stringify([between.code, coding.system, coding.code, map]), [first, second]);
        taken.add(answer).add(on);
      }
      if (on.steps.length === 0) ended.push(answer, on);
    }
  }
  const forward = into.slice(0, 1);
  const heard = [[...taken], ended, into.filter(({ steps }) => steps.length > 0)];
  return { ways: [...ways.values()], message: messagesOf(heard.find((all) => all.length > 0) ?? forward) };
}

function messagesOf(answers: readonly Steps[]): string | undefined {
  const messages = new Set(answers.flatMap(({ message }) => message ?? []));
  return messages.size === 0 ? undefined : [...messages].join(" ");
}

/**
 * What two statements in a row say together: sameness passes on, the same direction stays, all else is only related.
 * undefined: nothing follows, as from two denials.
 */
export function together([first, ...others]: Way): Relationship | undefined {
  return others.reduce<Relationship | undefined>(
    (so, step) => so && chained(so, claimed(step)),
    others.length === 0 ? first.relationship : claimed(first),
  );
}

/** What a statement is worth in a row of them: under an open condition no more than that there is a relation. */
const claimed = ({ relationship, conditions }: Step): Relationship =>
  conditions.length > 0 && relationship !== "not-related-to" ? "related-to" : relationship;

function chained(one: Relationship, next: Relationship): Relationship | undefined {
  if (one === "equivalent") return next;
  if (next === "equivalent") return one;
  // What lies within something denied is denied, too; beyond that a denial says nothing of a third.
  if (next === "not-related-to") return one === "source-is-narrower-than-target" ? next : undefined;
  if (one === "not-related-to") return next === "source-is-broader-than-target" ? one : undefined;
  return one === next ? one : "related-to";
}
