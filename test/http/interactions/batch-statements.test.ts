/** What the entries of a batch ask of a database at the same step is one question there. */
import { beforeEach, expect, test } from "vitest";
import { createEngine, type Engine } from "../../../src/engine.ts";
import { SqlStore } from "../../../src/storage/sql/sql-store.ts";
import type { ImportRecord } from "../../../src/terminology/store.ts";
import { concept, header } from "../../storage/fixtures.ts";
import { counted } from "../../storage/sql/counted.ts";
import { freshSqliteFile } from "../../storage/sql/sqlite-file.ts";

const SYSTEM = "http://example.org/batch";
const COUNT = 200;
/** Entries. */
const ASKED = 96;

function* records(): Generator<ImportRecord> {
  yield { kind: "codeSystem", codeSystem: { ...header(SYSTEM), id: "batch", caseSensitive: true } };
  for (let i = 0; i < COUNT; i++) {
    const parents = i < 2 ? [] : [`c${Math.floor(i / 2)}`];
    yield { kind: "concept", concept: { ...concept(`c${i}`), display: `Number ${i}`, parents } };
  }
}

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
  return (answer.resource as unknown as { entry: Entry[] }).entry;
}

test.each<[string, (i: number) => string]>([
  ["$lookup", (i) => `CodeSystem/$lookup?system=${SYSTEM}&code=c${i}`],
  ["CodeSystem/$validate-code", (i) => `CodeSystem/$validate-code?url=${SYSTEM}&code=c${i}`],
  [
    "ValueSet/$validate-code",
    (i) => `ValueSet/$validate-code?url=${SYSTEM}?fhir_vs&system=${SYSTEM}&code=c${i}`,
  ],
])("a batch of %s asks for many codes at once, and answers as each alone", async (_what, url) => {
  const { database, statements } = counted(file.database);
  const urls = Array.from({ length: ASKED }, (_, i) => url(i));
  const answers = await batch(createEngine(new SqlStore(database)), urls);
  expect(statements()).toBeLessThan(ASKED / 2);
  const alone = createEngine(file.store);
  for (const [i, one] of urls.entries()) expect([answers[i]]).toEqual(await batch(alone, [one]));
});
