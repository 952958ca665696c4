/** A database that an earlier version has written is brought to this version's schema when it is opened, with all it holds. */
import { readdirSync, readFileSync } from "node:fs";
import { DatabaseSync } from "node:sqlite";
import pg from "pg";
import { expect, test } from "vitest";
import { openStore } from "../../src/storage/open-store.ts";
import { deflated } from "../../src/storage/sql/body.ts";
import { ears } from "./fixtures.ts";
import { freshSchema, POSTGRES } from "./postgres-schema.ts";
import { temporaryFolder } from "./temporary.ts";

/** The schema as it was before versions stayed for readers of an earlier generation. */
const EARLIER = 3;
const schemaOf = (engine: string): string[] => {
  const folder = new URL(`../../resources/sql/${engine}/`, import.meta.url);
  const files = readdirSync(folder).sort().slice(0, EARLIER);
  return files.map((name) => readFileSync(new URL(name, folder), "utf8"));
};

/** A value set in its second version, as the earlier version wrote it. */
const RESOURCE = `INSERT INTO resource (type, id, version_id, last_updated, method, content, url, version, folds, row_count, header, fingerprint)
  VALUES ('ValueSet', 'ears', 2, '2026-01-02T00:00:00.000Z', 'update', 2, '${ears.url!}', '${ears.version!}', 0, 0, '${JSON.stringify(ears)}', 'x')`;
/** One that lists very many codes was one text. */
const LONG = {
  resourceType: "ValueSet",
  id: "long",
  url: "http://example.org/long",
  status: "active",
  compose: { include: [{ system: "http://example.org/a", concept: codes(40_000) }] },
};
const LONG_RESOURCE = `INSERT INTO resource (type, id, version_id, last_updated, method, content, url, folds, row_count, header, fingerprint)
  VALUES ('ValueSet', 'long', 1, '2026-01-02T00:00:00.000Z', 'create', 1, '${LONG.url}', 0, 0, '${JSON.stringify(LONG)}', 'y')`;
/** A map of which it was not written down what its rows claim. */
const MAP = { resourceType: "ConceptMap", id: "map", url: "http://example.org/map", status: "active" };
const MAPPED: [string, string | null, string | undefined][] = [
  ["a", "x", "equivalent"],
  ["b", null, undefined],
  ["c", "y", undefined],
];
const MAP_RESOURCE = `INSERT INTO resource (type, id, version_id, last_updated, method, content, url, folds, row_count, header, fingerprint)
  VALUES ('ConceptMap', 'map', 1, '2026-01-02T00:00:00.000Z', 'create', 3, '${MAP.url}', 0, 3, '${JSON.stringify(MAP)}', 'z')`;
const MAPPINGS = MAPPED.map(([source, target, relationship], i) => {
  const mapping = {
    source: { system: "s", code: source },
    ...(target === null ? { noMap: true } : { target: { system: "t", code: target } }),
    ...(relationship === undefined ? {} : { relationship }),
    dependsOn: [],
    product: [],
    properties: [],
  };
  const [system, code] = target === null ? ["NULL", "NULL"] : ["'t'", `'${target}'`];
  return `INSERT INTO mapping (position, source_system, source_code, target_system, target_code, json)
    VALUES (${3 * 2 ** 26 + i}, 's', '${source}', ${system}, ${code}, '${JSON.stringify(mapping)}')`;
});
/** A title as it was found before its letter was compared with its capitals. */
const FOUND = `INSERT INTO search_value (content, name, value, folded) VALUES (2, 'title', 'Straße Σοφός', 'straße σοφος')`;
const RESOURCES = [RESOURCE, LONG_RESOURCE, MAP_RESOURCE, FOUND, ...MAPPINGS];
const HISTORY = (version: number, body: string): string =>
  `INSERT INTO history (type, id, version_id, last_updated, method, body)
    VALUES ('ValueSet', 'ears', ${version}, '2026-01-0${version}T00:00:00.000Z', 'update', ${body})`;
const COUNTER = "UPDATE counter SET value = CASE name WHEN 'content' THEN 3 ELSE 7 END";

function codes(count: number): object[] {
  return Array.from({ length: count }, (_, i) => ({ code: `code-${i}` }));
}

async function isUpgraded(address: string): Promise<void> {
  const store = await openStore(address);
  const before = await store.snapshot();
  expect(before.generation).toBe(7);
  expect((await store.valueSet({ url: ears.url! }))?.name).toBe("Ears");
  for (const title of ["STRASSE", "straße σοφος"]) {
    const criteria = [{ name: "title", values: [title] }];
    expect((await store.search("ValueSet", { criteria, count: 5 })).items.map(({ id }) => id)).toEqual([
      "ears",
    ]);
  }
  expect((await store.vread("ValueSet", "ears", 1))?.resource).toMatchObject({ name: "First" });
  const resource = { ...ears, name: "Third" };
  await store.commit([{ method: "update", type: "ValueSet", id: "ears", resource, ifMatch: 2 }]);
  expect((await store.valueSet({ url: ears.url! }))?.name).toBe("Third");
  expect((await before.valueSet({ url: ears.url! }))?.name).toBe("Ears");
  const { total, items } = await store.history("ValueSet", "ears", { offset: 0, count: 10 });
  expect(total).toBe(3);
  expect(items.map((item) => (item.resource as { name?: string }).name)).toEqual(["Third", "Ears", "First"]);
  expect(JSON.stringify(await store.valueSet({ url: LONG.url }))).toBe(JSON.stringify(LONG));
  const [map] = await store.conceptMaps({ url: MAP.url });
  const some = await map!.select!({ words: [], relation: "related-to", offset: 0, count: 5 });
  expect([some.total, some.items.map(({ source }) => source.code)]).toEqual([1, ["c"]]);
  expect([...some.relations]).toEqual([
    ["equivalent", 1],
    ["no-map", 1],
    ["related-to", 1],
  ]);
  await store.close();
  const again = await openStore(address);
  expect((await again.read("ValueSet", "long"))?.resource).toMatchObject(LONG);
  await again.close();
}

/** Of the row of the long value set: is it still one text? */
const IS_WHOLE = `SELECT length(header) > 300000 AS whole FROM resource WHERE id = 'long'`;

const firstBody = async (): Promise<string> =>
  Buffer.from(await deflated({ ...ears, name: "First" })).toString("hex");

test("a database in SQLite", async () => {
  const folder = temporaryFolder();
  const database = new DatabaseSync(`${folder.path}/old.db`);
  for (const text of schemaOf("sqlite")) database.exec(text);
  database.exec(`PRAGMA user_version = ${EARLIER}`);
  for (const text of [...RESOURCES, HISTORY(1, `x'${await firstBody()}'`), HISTORY(2, "NULL"), COUNTER])
    database.exec(text);
  database.close();
  await isUpgraded(`sqlite:${folder.path}/old.db`);
  const upgraded = new DatabaseSync(`${folder.path}/old.db`);
  expect(upgraded.prepare(IS_WHOLE).get()).toEqual({ whole: 0 });
  upgraded.close();
  folder.remove();
});

const there = POSTGRES === undefined ? test.skip : test;
there("a database in PostgreSQL", async () => {
  const address = await freshSchema();
  const client = new pg.Client({ connectionString: address });
  await client.connect();
  await client.query(
    "CREATE TABLE schema_version (number INTEGER PRIMARY KEY, name TEXT, applied TIMESTAMPTZ)",
  );
  for (const [i, text] of schemaOf("postgres").entries()) {
    await client.query(text);
    await client.query("INSERT INTO schema_version VALUES ($1, 'earlier', now())", [i + 1]);
  }
  const body = `decode('${await firstBody()}', 'hex')`;
  for (const text of [...RESOURCES, HISTORY(1, body), HISTORY(2, "NULL"), COUNTER]) await client.query(text);
  await isUpgraded(address);
  expect((await client.query(IS_WHOLE)).rows).toEqual([{ whole: false }]);
  await client.end();
});
