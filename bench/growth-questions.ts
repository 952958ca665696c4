/** What is asked of generated content of any size; the answer is as long however large it is. */
import { codeOf, GENERATED, vocabulary } from "./generated.ts";
import { ALL, BELOW, highCode, mappedCode, MAPPINGS, mapUrl, targetCode } from "./generated-resources.ts";
import { pool } from "./pools.ts";
import { pick } from "./random.ts";
import { asGet, type BenchRequest, expandSent } from "./requests.ts";

export interface GrowthQuestion {
  name: string;
  /** About one code or one resource: its cost may not grow with the content. */
  point: boolean;
  requests(size: number): BenchRequest[];
}

type Maker = (size: number, next: () => number) => BenchRequest;

/** More than fit into what a server keeps of late. */
const POOL = 10_000;

const words = vocabulary();
/** Common words are typed more often. */
const word = (next: () => number): string => words[Math.floor(words.length * next() ** 2)]!;
const anyCode = (size: number, next: () => number): string => codeOf(Math.floor(next() * size));
const TRUE = ['"valueBoolean":true'];

const points: Record<string, Maker> = {
  $lookup: (size, next) => {
    const code = anyCode(size, next);
    return get("/CodeSystem/$lookup", { system: GENERATED, code }, [`"${code}"`]);
  },
  "CodeSystem/$validate-code": (size, next) =>
    get("/CodeSystem/$validate-code", { url: GENERATED, code: anyCode(size, next) }, TRUE),
  "ValueSet/$validate-code, all codes": (size, next) =>
    get("/ValueSet/$validate-code", { url: ALL, system: GENERATED, code: anyCode(size, next) }, TRUE),
  "ValueSet/$validate-code, is-a": (size, next) =>
    get("/ValueSet/$validate-code", { url: BELOW, system: GENERATED, code: anyCode(size, next) }, [
      '"result"',
    ]),
  $subsumes: (size, next) =>
    get(
      "/CodeSystem/$subsumes",
      { system: GENERATED, codeA: anyCode(size, next), codeB: anyCode(size, next) },
      ['"outcome"'],
    ),
  "read, summary": (_size, next) => ({
    method: "GET",
    path: `/${pick(["CodeSystem/generated", "ValueSet/generated-all", "ValueSet/generated-below"], next)}?_summary=true`,
    holds: ['"generated'],
  }),
  "search by url": (_size, next) => {
    const url = pick([ALL, BELOW], next);
    return get("/ValueSet", { url, _summary: "true" }, [`"${url}"`]);
  },
};

const lists: Record<string, Maker> = {
  "$expand count=20": (size, next) =>
    get("/ValueSet/$expand", { url: ALL, count: 20, offset: Math.floor((next() * size) / 2) }, [
      '"contains"',
    ]),
  "$expand is-a, count=20": (size) => {
    const filter = [{ property: "concept", op: "is-a", value: highCode(size) }];
    return expandSent({ system: GENERATED, filter }, { count: 20 }, ['"contains"']);
  },
  "$expand filter=, count=20": (_size, next) => {
    const filter = word(next).slice(0, 2 + Math.floor(next() * 7));
    return get("/ValueSet/$expand", { url: ALL, filter, count: 20 }, ['"expansion"']);
  },
};

const maps: Record<string, Maker> = {
  "$translate by map": (size, next) => translate(size, next, (map) => ({ url: mapUrl(map) })),
  "$translate without map": (size, next) => translate(size, next, () => ({})),
};

function translate(size: number, next: () => number, by: (map: number) => object): BenchRequest {
  const map = Math.floor(next() * size);
  const row = Math.floor(next() * MAPPINGS);
  const asked = { ...by(map), system: GENERATED, code: mappedCode(map, row) };
  return get("/ConceptMap/$translate", asked, [`"${targetCode(map, row)}"`]);
}

function get(path: string, parameters: Record<string, string | number>, holds: string[]): BenchRequest {
  return asGet({ path, parameters, holds });
}

const questions = (makers: Record<string, Maker>, point: boolean): GrowthQuestion[] =>
  Object.entries(makers).map(([name, make]) => ({
    name,
    point,
    requests: (size) => pool((next) => make(size, next), POOL)!,
  }));

export const CONCEPT_QUESTIONS = [...questions(points, true), ...questions(lists, false)];
export const MAP_QUESTIONS = questions(maps, true);
