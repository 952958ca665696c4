/** The requests of each scenario: 2,000, drawn at random from real content, each with what its answer must hold. */
import type * as r5 from "fhir/r5";
import type { Concept, Resource } from "../src/terminology/model.ts";
import { GENERATED } from "./generated.ts";
import { ALL } from "./generated-resources.ts";
import {
  codeSystems,
  displayWords,
  isAValueSets,
  mappings,
  smallValueSets,
  type System,
  wholeValueSets,
} from "./pool-content.ts";
import { NothingToPick, pick, random } from "./random.ts";
import { asGet, asPost, type BenchRequest, expandSent, type Question } from "./requests.ts";

export interface Scenario {
  name: string;
  requests: BenchRequest[];
}

export const POOL_SIZE = 2_000;

interface Coded {
  system: System;
  concept: Concept;
}

/** What questions are made of; every list is one to draw from. */
function drawnFrom(resources: readonly Resource[]) {
  const systems = codeSystems(resources);
  // Each concept is as likely as any other: large systems are asked more, as in life.
  const concepts: Coded[] = systems
    .filter((s) => s.url !== GENERATED)
    .flatMap((system) => system.concepts.map((concept) => ({ system, concept })));
  const generated = systems.find((s) => s.url === GENERATED);
  return {
    concepts,
    children: concepts.filter(({ concept }) => concept.parents.length > 0),
    small: smallValueSets(resources, systems),
    large: wholeValueSets(resources, systems, 500),
    largeSystems: systems.filter((s) => s.concepts.length >= 500),
    isA: isAValueSets(resources, systems),
    maps: mappings(resources),
    words: generated ? displayWords(generated.concepts) : [],
    resources: resources.filter(
      (r) => (r.resourceType === "CodeSystem" || r.resourceType === "ValueSet") && r.url,
    ) as (r5.CodeSystem | r5.ValueSet)[],
  };
}

type Content = ReturnType<typeof drawnFrom>;
type Next = () => number;

/** Asked by GET and by POST. */
const questions: Record<string, (content: Content, next: Next) => Question> = {
  $lookup: ({ concepts }, next) => {
    const { system, concept } = pick(concepts, next);
    return {
      path: "/CodeSystem/$lookup",
      parameters: { system: system.url, code: concept.code },
      holds: [JSON.stringify(concept.display)],
    };
  },
  "CodeSystem/$validate-code": ({ concepts }, next) => {
    const { system, concept } = pick(concepts, next);
    return {
      path: "/CodeSystem/$validate-code",
      parameters: { url: system.url, code: concept.code },
      holds: ['"valueBoolean":true'],
    };
  },
  "ValueSet/$validate-code": ({ small }, next) => ({
    path: "/ValueSet/$validate-code",
    parameters: { ...pick(small, next) },
    holds: ['"valueBoolean":true'],
  }),
  $subsumes: ({ children }, next) => {
    const { system, concept } = pick(children, next);
    return {
      path: "/CodeSystem/$subsumes",
      parameters: { system: system.url, codeA: concept.parents[0]!, codeB: concept.code },
      holds: ['"subsumes"'],
    };
  },
  "$translate by map": ({ maps }, next) => {
    const { target, ...parameters } = pick(maps, next);
    return { path: "/ConceptMap/$translate", parameters, holds: [JSON.stringify(target)] };
  },
  "$translate without map": ({ maps }, next) => {
    const { system, code, target } = pick(maps, next);
    return { path: "/ConceptMap/$translate", parameters: { system, code }, holds: [JSON.stringify(target)] };
  },
  "$expand small": ({ small }, next) => {
    const { url, code } = pick(small, next);
    return { path: "/ValueSet/$expand", parameters: { url }, holds: [JSON.stringify(code)] };
  },
};

/** Asked by GET with a stored value set's url, by POST with a value set that is sent along. */
const single: Record<string, (content: Content, next: Next) => BenchRequest> = {
  "$expand count=20 of large GET": ({ large }, next) => {
    const { url, size } = pick(large, next);
    return page({ url, offset: Math.floor(next() * (size / 2)), count: 20 });
  },
  "$expand count=20 of large POST": ({ largeSystems }, next) => {
    const { url, concepts } = pick(largeSystems, next);
    const offset = Math.floor(next() * (concepts.length - 20));
    return expandSent({ system: url }, { count: 20, offset }, ['"contains"']);
  },
  "$expand filter= (typeahead, 100,000) GET": ({ words }, next) =>
    page({ url: ALL, filter: typed(words, next), count: 20 }),
  "$expand filter= (typeahead, 100,000) POST": ({ words }, next) =>
    expandSent({ system: GENERATED }, { filter: typed(words, next), count: 20 }, ['"contains"']),
  "$expand is-a GET": ({ isA }, next) => page({ url: pick(isA, next), count: 20 }),
  "$expand is-a POST": ({ children }, next) => {
    const { system, concept } = pick(children, next);
    const filter = [{ property: "concept", op: "is-a", value: concept.parents[0]! }];
    return expandSent({ system: system.url, filter }, { count: 20 }, ['"contains"']);
  },
  read: ({ resources }, next) => {
    const { resourceType, id } = pick(resources, next);
    return { method: "GET", path: `/${resourceType}/${id}?_summary=true`, holds: [JSON.stringify(id)] };
  },
  "search by url": ({ resources }, next) => {
    const { resourceType, url } = pick(resources, next);
    return asGet({
      path: `/${resourceType}`,
      parameters: { url: url!, _summary: "true" },
      holds: [JSON.stringify(url)],
    });
  },
};

function page(parameters: Record<string, string | number>): BenchRequest {
  return asGet({ path: "/ValueSet/$expand", parameters, holds: ['"contains"'] });
}

/** The first two to eight letters of a name. */
function typed(words: readonly string[], next: Next): string {
  return pick(words, next).slice(0, 2 + Math.floor(next() * 7));
}

/** All scenarios that these resources (R5-shaped) have something for, asked of an R4 endpoint. */
export function scenarios(resources: readonly Resource[]): Scenario[] {
  const content = drawnFrom(resources);
  const makers: [name: string, make: (next: Next) => BenchRequest][] = [
    ...Object.entries(questions).flatMap(([name, make]): typeof makers => [
      [`${name} GET`, (next) => asGet(make(content, next))],
      [`${name} POST`, (next) => asPost(make(content, next))],
    ]),
    ...Object.entries(single).map(([name, make]): (typeof makers)[number] => [
      name,
      (next) => make(content, next),
    ]),
  ];
  return makers.flatMap(([name, make]) => {
    const requests = pool(make);
    return requests ? [{ name, requests }] : [];
  });
}

/** The same requests in every run; undefined if there is nothing to draw from. */
export function pool(make: (next: Next) => BenchRequest, size = POOL_SIZE): BenchRequest[] | undefined {
  const next = random(20_261_123);
  try {
    return Array.from({ length: size }, () => make(next));
  } catch (error) {
    if (error instanceof NothingToPick) return undefined;
    throw error;
  }
}
