/** What the entries of a batch ask of a database at the same step is one question there. */
import { beforeEach, expect, test } from "vitest";
import { createEngine, type Engine } from "../../../src/engine.ts";
import { SqlStore } from "../../../src/storage/sql/sql-store.ts";
import type { Resource } from "../../../src/terminology/model.ts";
import type { ImportRecord } from "../../../src/terminology/store.ts";
import { concept, header } from "../../storage/fixtures.ts";
import { counted } from "../../storage/sql/counted.ts";
import { freshSqliteFile } from "../../storage/sql/sqlite-file.ts";

const SYSTEM = "http://example.org/batch";
const MAP = "http://example.org/ConceptMap/batch";
const COUNT = 200;
/** Entries. */
const ASKED = 96;

function* records(): Generator<ImportRecord> {
  yield { kind: "codeSystem", codeSystem: { ...header(SYSTEM), id: "batch", caseSensitive: true } };
  for (let i = 0; i < COUNT; i++) {
    const parents = i < 2 ? [] : [`c${Math.floor(i / 2)}`];
    yield { kind: "concept", concept: { ...concept(`c${i}`), display: `Number ${i}`, parents } };
  }
  for (const [n, first] of [0, 40, 60].entries()) yield { kind: "resource", resource: map(n, first) };
}

/** About 30 of the codes. */
const map = (n: number, first: number): Resource => ({
  resourceType: "ConceptMap",
  id: `map-${n}`,
  url: `${MAP}-${n}`,
  status: "active",
  group: [
    {
      source: SYSTEM,
      target: `${SYSTEM}/target`,
      element: Array.from({ length: 30 }, (_, i) => ({
        code: `c${first + i}`,
        target: [{ code: `t${n}-${first + i}`, relationship: "equivalent" }],
      })),
    },
  ],
});

const file = freshSqliteFile();
beforeEach(() => file.store.write(records()));

interface Entry {
  resource?: object;
  response: { status: string; outcome?: object };
}

async function batch(engine: Engine, urls: readonly string[]): Promise<Entry[]> {
  const entry = urls.map((url) => ({ request: { method: "GET", url } }));
  const resource = { resourceType: "Bundle", type: "batch", entry };
  const answer = await engine.ask("r4", "POST", "", { resource });
  return (answer.resource as unknown as { entry: Entry[] }).entry.map(withoutTime);
}

/** No two expansions have the same time and identifier. */
function withoutTime({ resource, ...entry }: Entry): Entry {
  const { expansion, ...rest } = (resource ?? {}) as { expansion?: object };
  return {
    ...entry,
    resource: {
      ...rest,
      ...(expansion ? { expansion: { ...expansion, timestamp: "", identifier: "" } } : {}),
    },
  };
}

test.each<[string, number, (i: number) => string]>([
  ["$lookup", 10, (i) => `CodeSystem/$lookup?system=${SYSTEM}&code=c${i}`],
  ["$lookup of what is not there", 10, (i) => `CodeSystem/$lookup?system=${SYSTEM}&code=n${i}`],
  ["CodeSystem/$validate-code", 5, (i) => `CodeSystem/$validate-code?url=${SYSTEM}&code=c${i}`],
  ["$subsumes", 10, (i) => `CodeSystem/$subsumes?system=${SYSTEM}&codeA=c${i % 9}&codeB=c${2 * i}`],
  ["$translate", 50, (i) => `ConceptMap/$translate?system=${SYSTEM}&code=c${i}`],
  ["$translate by a map", 20, (i) => `ConceptMap/$translate?url=${MAP}-0&system=${SYSTEM}&code=c${i}`],
  ["$translate the other way", 50, (i) => `ConceptMap/$translate?targetSystem=${SYSTEM}&targetCode=c${i}`],
  [
    "ValueSet/$validate-code",
    5,
    (i) => `ValueSet/$validate-code?url=${SYSTEM}?fhir_vs&system=${SYSTEM}&code=c${i}`,
  ],
  ["$expand", 10, (i) => `ValueSet/$expand?url=${SYSTEM}?fhir_vs&count=5&offset=${i}`],
  // Some 28; on a machine with much to do turns are shorter, and fewer ask together.
  ["$expand of what is below a code", 144, (i) => `ValueSet/$expand?url=${SYSTEM}?fhir_vs=isa/c${i}&count=5`],
])(
  "a batch of %s asks for many codes at once, with fewer than %i statements, and answers as each alone",
  async (_what, most, url) => {
    const { database, statements } = counted(file.database);
    const urls = Array.from({ length: ASKED }, (_, i) => url(i));
    const engine = createEngine(new SqlStore(database));
    // What follows from the content alone is read once.
    await batch(engine, [url(COUNT - 1)]);
    const before = statements();
    const answers = await batch(engine, urls);
    expect(statements() - before).toBeLessThan(most);
    const alone = createEngine(file.store);
    for (const [i, one] of urls.entries()) expect([answers[i]]).toEqual(await batch(alone, [one]));
  },
);

const LIST = "http://example.org/ValueSet/list";
const list: Resource = {
  resourceType: "ValueSet",
  id: "list",
  url: LIST,
  status: "active",
  compose: {
    include: [{ system: SYSTEM, concept: Array.from({ length: COUNT }, (_, i) => ({ code: `c${i}` })) }],
  },
};

/** Some of the codes, in an operation's own batch. */
async function validated(
  engine: Engine,
  type: string,
  given: (i: number) => object[],
  from: number,
  to: number,
) {
  const validation = Array.from({ length: to - from }, (_, i) => ({
    name: "validation",
    resource: { resourceType: "Parameters", parameter: given(from + i) },
  }));
  const resource = { resourceType: "Parameters", parameter: validation };
  const answer = await engine.ask("r4", "POST", `${type}/$batch-validate-code`, { resource });
  return (answer.resource as unknown as { parameter: object[] }).parameter;
}

const coding = (i: number) => [
  { name: "system", valueUri: SYSTEM },
  { name: "code", valueCode: `c${i}` },
];
const below = (code: string) => ({
  resourceType: "ValueSet",
  status: "active",
  compose: { include: [{ system: SYSTEM, filter: [{ property: "concept", op: "is-a", value: code }] }] },
});

test.each<[string, string, (i: number) => object[]]>([
  [
    "codes of a code system",
    "CodeSystem",
    (i) => [
      { name: "url", valueUri: SYSTEM },
      { name: "code", valueCode: `c${i}` },
    ],
  ],
  ["codes in a value set", "ValueSet", (i) => [{ name: "url", valueUri: LIST }, ...coding(i)]],
  [
    "codes, each in a value set of its own",
    "ValueSet",
    (i) => [{ name: "valueSet", resource: below(`c${i % 7}`) }, ...coding(i)],
  ],
])(
  "$batch-validate-code of %s asks for many at once, and answers as each alone",
  async (_what, type, given) => {
    await file.store.write([{ kind: "resource", resource: list }]);
    const { database, statements } = counted(file.database);
    const engine = createEngine(new SqlStore(database));
    const answers = await validated(engine, type, given, 0, ASKED);
    expect(statements()).toBeLessThan(ASKED / 2);
    const alone = createEngine(file.store);
    for (const [i, answer] of answers.entries())
      expect([answer]).toEqual(await validated(alone, type, given, i, i + 1));
  },
);
