/** The requests of each scenario: at least 2,000 different ones, drawn at random from real content, each with what its answer must hold. */
import type * as r5 from "fhir/r5";
import type { Concept, Resource } from "../src/terminology/model.ts";
import { conceptsOf } from "../src/terminology/resources.ts";
import { GENERATED } from "./generated.ts";
import { pick, random } from "./random.ts";

export interface BenchRequest {
  method: "GET" | "POST";
  /** From the base of the FHIR version on: `/CodeSystem/$lookup?...` */
  path: string;
  body?: string;
  /** Texts that a right answer holds. */
  holds: string[];
}

export interface Scenario {
  name: string;
  requests: BenchRequest[];
}

interface System {
  url: string;
  version: string | undefined;
  concepts: Concept[];
}

export const POOL_SIZE = 2_000;

/** All scenarios over these resources (R5-shaped), asked of an R4 endpoint. */
export function scenarios(resources: readonly Resource[]): Scenario[] {
  const next = random(20_261_123);
  const systems = codeSystems(resources);
  const draw = (make: () => BenchRequest | undefined): BenchRequest[] => {
    const requests: BenchRequest[] = [];
    for (let tries = 0; requests.length < POOL_SIZE && tries < POOL_SIZE * 50; tries++) {
      const request = make();
      if (request) requests.push(request);
    }
    return requests;
  };
  // Each concept is as likely as any other: large systems are asked more, as in life.
  const published = systems.filter((s) => s.url !== GENERATED);
  const all = published.flatMap((system) => system.concepts.map((concept) => ({ system, concept })));
  const anyConcept = () => pick(all, next);
  const valueSets = enumeratedValueSets(resources, systems);
  const children = all.filter(({ concept }) => concept.parents.length > 0);
  const large = systems.filter((s) => s.concepts.length >= 500);
  const maps = mappings(resources);
  const searchable = resources.filter((r) =>
    ["CodeSystem", "ValueSet"].includes(r.resourceType),
  ) as r5.ValueSet[];
  const words = displayWords(systems.filter((s) => s.concepts.length >= 100_000));
  const lookup = () => {
    const { system, concept } = anyConcept();
    return { query: { system: system.url, code: concept.code }, holds: [JSON.stringify(concept.code)] };
  };
  return [
    { name: "$lookup GET", requests: draw(() => get("/CodeSystem/$lookup", lookup())) },
    {
      name: "$lookup POST",
      requests: draw(() => {
        const { query, holds } = lookup();
        return post("/CodeSystem/$lookup", [{ name: "coding", valueCoding: query }], holds);
      }),
    },
    {
      name: "CodeSystem/$validate-code",
      requests: draw(() => {
        const { system, concept } = anyConcept();
        return get("/CodeSystem/$validate-code", {
          query: { url: system.url, code: concept.code },
          holds: ['"valueBoolean":true'],
        });
      }),
    },
    {
      name: "ValueSet/$validate-code",
      requests: draw(() => {
        const { url, system, code } = pick(valueSets, next);
        return get("/ValueSet/$validate-code", {
          query: { url, system, code },
          holds: ['"valueBoolean":true'],
        });
      }),
    },
    {
      name: "$subsumes",
      requests: draw(() => {
        const { system, concept } = pick(children, next);
        return get("/CodeSystem/$subsumes", {
          query: { system: system.url, codeA: concept.parents[0]!, codeB: concept.code },
          holds: ['"subsumes"'],
        });
      }),
    },
    {
      name: "$translate by map",
      requests: draw(() => {
        const { url, system, code, target } = pick(maps, next);
        return get("/ConceptMap/$translate", {
          query: { url, system, code },
          holds: [JSON.stringify(target)],
        });
      }),
    },
    {
      name: "$translate without map",
      requests: draw(() => {
        const { system, code, target } = pick(maps, next);
        return get("/ConceptMap/$translate", { query: { system, code }, holds: [JSON.stringify(target)] });
      }),
    },
    {
      name: "$expand small",
      requests: draw(() => {
        const { url, code } = pick(valueSets, next);
        return get("/ValueSet/$expand", { query: { url }, holds: [JSON.stringify(code)] });
      }),
    },
    {
      name: "$expand count=20 of large",
      requests: draw(() => {
        const system = pick(large, next);
        const offset = String(Math.floor(next() * (system.concepts.length - 20)));
        return postExpand({ system: system.url }, { count: 20, offset: Number(offset) }, ['"contains"']);
      }),
    },
    {
      name: "$expand filter= (typeahead, 100,000)",
      requests: draw(() => {
        const { system, word } = pick(words, next);
        const length = 2 + Math.floor(next() * 7);
        return postExpand({ system }, { filter: word.slice(0, length), count: 20 }, ['"contains"']);
      }),
    },
    {
      name: "$expand is-a",
      requests: draw(() => {
        const { system, concept } = pick(children, next);
        const filter = [{ property: "concept", op: "is-a", value: concept.parents[0]! }];
        return postExpand({ system: system.url, filter }, { count: 20 }, ['"contains"']);
      }),
    },
    {
      name: "read",
      requests: draw(() => {
        const { resourceType, id } = pick(searchable, next);
        return { method: "GET", path: `/${resourceType}/${id}?_summary=true`, holds: [JSON.stringify(id)] };
      }),
    },
    {
      name: "search by url",
      requests: draw(() => {
        const { resourceType, url } = pick(searchable, next);
        return url
          ? get(`/${resourceType}`, { query: { url, _summary: "true" }, holds: [JSON.stringify(url)] })
          : undefined;
      }),
    },
  ];
}

function get(
  path: string,
  { query, holds }: { query: Record<string, string>; holds: string[] },
): BenchRequest {
  return { method: "GET", path: `${path}?${new URLSearchParams(query)}`, holds };
}

function post(path: string, parameter: object[], holds: string[]): BenchRequest {
  return { method: "POST", path, body: JSON.stringify({ resourceType: "Parameters", parameter }), holds };
}

function postExpand(
  include: object,
  parameters: Record<string, string | number>,
  holds: string[],
): BenchRequest {
  const resource = { resourceType: "ValueSet", status: "active", compose: { include: [include] } };
  const rest = Object.entries(parameters).map(([name, value]) =>
    typeof value === "number" ? { name, valueInteger: value } : { name, valueString: value },
  );
  return post("/ValueSet/$expand", [{ name: "valueSet", resource }, ...rest], holds);
}

/** Complete code systems, one version each, with the codes that a query string carries unharmed. */
function codeSystems(resources: readonly Resource[]): System[] {
  const byUrl = new Map<string, System>();
  for (const resource of resources) {
    if (resource.resourceType !== "CodeSystem" || resource.content !== "complete" || !resource.url) continue;
    const { concept, ...header } = resource;
    const concepts = [...conceptsOf(header, concept ?? [])].filter((c) => c.display !== undefined);
    if (concepts.length > 0 && !byUrl.has(resource.url))
      byUrl.set(resource.url, { url: resource.url, version: resource.version, concepts });
  }
  return [...byUrl.values()];
}

/** Codes known to be in a value set: those it lists. */
function enumeratedValueSets(
  resources: readonly Resource[],
  systems: readonly System[],
): { url: string; system: string; code: string }[] {
  const known = new Map(
    systems.map((s) => [
      s.url,
      new Set(s.concepts.filter((c) => !c.inactive && !c.abstract).map((c) => c.code)),
    ]),
  );
  const rows: { url: string; system: string; code: string }[] = [];
  for (const resource of resources) {
    if (resource.resourceType !== "ValueSet" || !resource.url || resource.compose?.exclude) continue;
    const includes = resource.compose?.include ?? [];
    if (includes.length !== 1) continue;
    const { system, version, concept = [], filter, valueSet } = includes[0]!;
    if (!system || version || filter || valueSet || concept.length === 0 || concept.length > 100) continue;
    for (const { code } of concept)
      if (known.get(system)?.has(code)) rows.push({ url: resource.url, system, code });
  }
  return rows;
}

function mappings(
  resources: readonly Resource[],
): { url: string; system: string; code: string; target: string }[] {
  const rows: { url: string; system: string; code: string; target: string }[] = [];
  for (const resource of resources) {
    if (resource.resourceType !== "ConceptMap" || !resource.url) continue;
    for (const group of resource.group ?? []) {
      if (!group.source) continue;
      for (const element of group.element) {
        const target = element.target?.find(
          (t) => t.code && !t.dependsOn && t.relationship !== "not-related-to",
        );
        const system = group.source.split("|")[0]!;
        if (element.code && target?.code)
          rows.push({ url: resource.url, system, code: element.code, target: target.code });
      }
    }
  }
  return rows;
}

/** First words of displays, at least two letters long: what a person types. */
function displayWords(systems: readonly System[]): { system: string; word: string }[] {
  return systems.flatMap(({ url, concepts }) =>
    concepts
      .map((c) => /^[\p{L}\p{N}]{2,}/u.exec(c.display ?? "")?.[0])
      .filter((word) => word !== undefined)
      .map((word) => ({ system: url, word })),
  );
}
