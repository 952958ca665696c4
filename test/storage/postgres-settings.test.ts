/** A user, a database or a server may have other settings than PostgreSQL's own. */
import pg from "pg";
import { describe, expect, test } from "vitest";
import { openStore } from "../../src/storage/open-store.ts";
import { openPostgres } from "../../src/storage/sql/engines/postgres-open.ts";
import { SqlStore } from "../../src/storage/sql/sql-store.ts";
import type { ImportRecord } from "../../src/terminology/store.ts";
import { BONES, bones, codesOf, ears } from "./fixtures.ts";
import { freshSchema, POSTGRES } from "./postgres-schema.ts";

/** The address of an empty schema, for connections that begin with this setting. */
async function freshWith(setting: string): Promise<string> {
  const url = new URL(await freshSchema());
  url.searchParams.set("options", `${url.searchParams.get("options")} -c ${setting}`);
  return url.toString();
}

const manyBones = (count: number): ImportRecord => ({
  kind: "resource",
  resource: {
    ...bones,
    concept: Array.from({ length: count }, (_, i) => ({ code: `c${i}`, display: `Bone ${i}` })),
  },
});

describe.skipIf(POSTGRES === undefined)("settings of PostgreSQL", () => {
  test.each([
    "array_nulls=off",
    "bytea_output=escape",
    "standard_conforming_strings=off",
    "transform_null_equals=on",
    "extra_float_digits=-15",
    "lock_timeout=1",
  ])("%s: what is written, read and found is the same", async (setting) => {
    const store = await openStore(await freshWith(setting));
    await store.write([manyBones(100), { kind: "resource", resource: ears }]);
    await store.commit(() => [{ method: "update", type: "ValueSet", id: "ears", resource: ears }]);
    const provider = (await store.codeSystem({ url: BONES }))!;
    expect(await codesOf(provider, { kind: "text", text: "bone" })).toHaveLength(100);
    const [found] = await provider.locate(["c77"]);
    expect(found).toMatchObject({ code: "c77", display: "Bone 77" });
    expect(found!.definition).toBeUndefined();
    const stored = await store.read("ValueSet", "ears");
    expect(stored!.resource).toMatchObject(ears);
    await store.close();
  });

  test("gin_fuzzy_search_limit: a search finds all", async () => {
    // So few rows would be looked through without the index.
    const address = await freshWith("gin_fuzzy_search_limit=10 -c enable_seqscan=off");
    const store = await openStore(address);
    await store.write([manyBones(5_000)]);
    const other = new pg.Client({ connectionString: address });
    await other.connect();
    await other.query("VACUUM concept_text");
    await other.end();
    const provider = (await store.codeSystem({ url: BONES }))!;
    expect(await codesOf(provider, { kind: "text", text: "bone" })).toHaveLength(5_000);
    await store.close();
  });

  test.each(["lock_timeout=1", "idle_in_transaction_session_timeout=1"])(
    "%s: who starts while another brings the tables over waits for it, for longer than a question may take",
    async (setting) => {
      const address = await freshWith(setting);
      const schema = /search_path=(\w+)/.exec(new URL(address).searchParams.get("options")!)![1]!;
      const other = new pg.Client({ connectionString: POSTGRES });
      await other.connect();
      await other.query("BEGIN");
      await other.query("SELECT pg_advisory_xact_lock($1, hashtext($2))", [0x055_1c1e, schema]);
      const opening = openPostgres(address, { answerMs: 100 });
      const meanwhile = await Promise.race([
        opening.then(
          () => "open",
          (cause: Error) => cause.message,
        ),
        new Promise((resolve) => setTimeout(resolve, 600)).then(() => "waits"),
      ]);
      expect(meanwhile).toBe("waits");
      await other.query("COMMIT");
      await other.end();
      await new SqlStore(await opening).close();
    },
  );
});
