/** What comes along with a question may be long: it is answered in time that grows with its length, in turns with others. */
import { expect, test } from "vitest";
import { createEngine, MemoryStore } from "../src/engine.ts";
import { turnsDuring } from "./turns-during.ts";

const CODES = 100_000;
const SYSTEM = "http://example.org/elsewhere";
const times = <T>(make: (i: number) => T): T[] => Array.from({ length: CODES }, (_, i) => make(i));
const concept = (i: number) => ({ code: `c${i}`, display: `Concept number ${i}` });

const valueSet = (content: object) => ({
  resourceType: "ValueSet",
  url: "http://example.org/vs",
  status: "active",
  ...content,
});
const listed = valueSet({ compose: { include: [{ system: SYSTEM, concept: times(concept) }] } });
const split = valueSet({
  compose: { include: times((i) => ({ system: SYSTEM, concept: [concept(i % (CODES / 2))] })) },
});
const excluded = valueSet({
  compose: {
    include: [{ system: SYSTEM }],
    exclude: times((i) => ({ system: SYSTEM, concept: [concept(i + 10)] })),
  },
});
const expanded = valueSet({
  expansion: { timestamp: "2026-01-01", contains: times((i) => ({ system: SYSTEM, ...concept(i) })) },
});
const codeSystem = {
  resourceType: "CodeSystem",
  url: SYSTEM,
  status: "active",
  content: "complete",
  caseSensitive: true,
  concept: times(concept),
};
const conceptMap = {
  resourceType: "ConceptMap",
  url: "http://example.org/map",
  status: "active",
  group: [
    {
      source: SYSTEM,
      target: "http://example.org/target",
      element: times((i) => ({ code: `c${i}`, target: [{ code: `t${i}`, equivalence: "equivalent" }] })),
    },
  ],
};
const manyNames = {
  ...codeSystem,
  concept: [{ code: "c77", display: "seventy-seven", designation: times((i) => ({ value: `Name ${i}` })) }],
};
const sent = { name: "tx-resource", resource: codeSystem };
const ten = { name: "count", valueInteger: 10 };
const filter = (valueString: string) => ({ name: "filter", valueString });
const coded = [
  { name: "system", valueUri: SYSTEM },
  { name: "code", valueCode: "c77" },
];
const reverse = [
  { name: "reverse", valueBoolean: true },
  { name: "system", valueUri: "http://example.org/target" },
  { name: "code", valueCode: "t77" },
];
const EXPAND = "ValueSet/$expand";
const VALIDATE = "ValueSet/$validate-code";
const TRANSLATE = "ConceptMap/$translate";
const CHECK = "CodeSystem/$validate-code";

const engine = createEngine(new MemoryStore());

interface Answer {
  expansion?: { total: number; contains?: { code: string }[] };
  parameter?: {
    name: string;
    valueBoolean?: boolean;
    part?: { name: string; valueCoding?: { code: string } }[];
  }[];
}

async function ask(path: string, parameter: object[]): Promise<Answer> {
  const answer = await engine.ask("r4", "POST", path, {
    resource: { resourceType: "Parameters", parameter },
  });
  expect(answer.status).toBe(200);
  return answer.resource as Answer;
}

const total = ({ expansion }: Answer): unknown => expansion?.total;
const result = ({ parameter = [] }: Answer): unknown =>
  parameter.find(({ name }) => name === "result")?.valueBoolean;
const translated = ({ parameter = [] }: Answer): unknown =>
  parameter.flatMap(({ part = [] }) => part.flatMap(({ valueCoding }) => valueCoding?.code ?? []));

const of = (resource: object) => ({ name: "valueSet", resource });
const map = { name: "conceptMap", resource: conceptMap };

test.each<[string, string, object[], (answer: Answer) => unknown, unknown]>([
  ["expanding one long list", EXPAND, [sent, of(listed), ten], total, CODES],
  ["what a text finds in it", EXPAND, [sent, of(listed), ten, filter("number 39999")], total, 1],
  ["expanding many lists that overlap", EXPAND, [sent, of(split), ten], total, CODES / 2],
  ["expanding what many lists leave", EXPAND, [sent, of(excluded), ten], total, 10],
  ["expanding a stored expansion", EXPAND, [of(expanded), ten], total, CODES],
  [
    "what a text finds in all of the code system",
    EXPAND,
    [sent, of(valueSet({ compose: { include: [{ system: SYSTEM }] } })), ten, filter("num")],
    total,
    CODES,
  ],
  ["looking for a code in many lists", VALIDATE, [sent, of(split), ...coded], result, true],
  [
    "looking for a display among very many names",
    CHECK,
    [
      { ...sent, resource: manyNames },
      { name: "url", valueUri: SYSTEM },
      { name: "code", valueCode: "c77" },
      { name: "display", valueString: "Name 99999" },
    ],
    result,
    true,
  ],
  ["translating by a map", TRANSLATE, [map, ...coded], translated, ["t77"]],
  ["translating by a map, the other way", TRANSLATE, [map, ...reverse], translated, ["c77"]],
  [
    "translating by a map that is there too",
    TRANSLATE,
    [{ ...map, name: "tx-resource" }, ...coded],
    translated,
    ["t77"],
  ],
])("%s: others have their turn", async (_, path, parameter, read, expected) => {
  // What is loaded at first use is there then.
  expect(read(await ask(path, parameter))).toEqual(expected);
  const { turns } = await turnsDuring(() => ask(path, parameter));
  expect(turns).toBeGreaterThan(0);
});
