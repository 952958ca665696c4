import pg from "pg";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { openStore } from "../../src/storage/open-store.ts";
import { openPostgres } from "../../src/storage/sql/engines/postgres-open.ts";
import { SqlStore } from "../../src/storage/sql/sql-store.ts";
import type { Resource } from "../../src/terminology/model.ts";
import { JSON_NOTATION } from "../../src/terminology/resources/notation.ts";
import type { ImportRecord, Store } from "../../src/terminology/store.ts";
import { until } from "../server/workers/server-process.ts";
import { waitingTime } from "../spent-time.ts";
import { BONES, bones, codesOf, ears } from "./fixtures.ts";
import { freshSchema, POSTGRES } from "./postgres-schema.ts";
import { type TcpProxy, tcpProxy } from "./tcp-proxy.ts";
import { twoStores } from "./two-stores.ts";

const TRANSIENT = { issues: [{ code: "transient" }] };
const asRecord = (resource: Resource): ImportRecord => ({ kind: "resource", resource });
const put = (store: Store) => store.write([{ kind: "resource", resource: ears }]);

describe.skipIf(POSTGRES === undefined)("postgres faults", () => {
  describe("two nodes on one database", () =>
    twoStores(async () => {
      const address = await freshSchema();
      return [await openStore(address), await openStore(address)];
    }));

  test("two nodes that start on an empty database at the same time", async () => {
    const address = await freshSchema();
    const nodes = await Promise.all(Array.from({ length: 4 }, () => openStore(address)));
    await put(nodes[0]!);
    for (const node of nodes) {
      expect((await node.valueSet({ url: ears.url! }))?.name).toBe("Ears");
      await node.close();
    }
  });

  test("a node hears of a write without asking", async () => {
    const address = await freshSchema();
    const [one, other] = [await openStore(address), await openStore(address)];
    await put(one);
    await until(() => other.generation === one.generation || undefined);
    expect(other.generation).toBe(one.generation);
    await one.close();
    await other.close();
  });

  describe("the connection", () => {
    let proxy: TcpProxy;
    let address: string;
    let store: Store;
    beforeEach(async () => {
      address = await freshSchema();
      const direct = new URL(address);
      proxy = await tcpProxy(direct.hostname, Number(direct.port || 5432));
      const through = new URL(address);
      // By this name its connections are told from those of other tests.
      through.searchParams.set("application_name", "cut-off");
      through.hostname = "127.0.0.1";
      through.port = String(proxy.port);
      store = await openStore(through.toString());
      await store.write([{ kind: "resource", resource: bones }]);
    });
    afterEach(async () => {
      proxy.set("open");
      await store.close();
      await proxy.close();
    });

    const ask = async (): Promise<string[]> =>
      codesOf(await store.codeSystem({ url: BONES }), { kind: "text", text: "ham" });

    test("lost: questions and writes are refused at once; back again: answered, without restart", async () => {
      expect(await ask()).toEqual(["malleus"]);
      proxy.set("cut");
      await expect(ask()).rejects.toMatchObject(TRANSIENT);
      await expect(put(store)).rejects.toMatchObject(TRANSIENT);
      expect(await waitingTime(() => ask().catch(() => undefined))).toBeLessThan(2_000);
      proxy.set("open");
      expect(await ask()).toEqual(["malleus"]);
      expect(await put(store)).toMatchObject({ written: { ValueSet: 1 } });
    });

    test("idle connections that the server has ended are replaced unnoticed", async () => {
      await ask();
      const admin = new pg.Client({ connectionString: POSTGRES });
      await admin.connect();
      await admin.query(
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'cut-off'",
      );
      await admin.end();
      expect(await ask()).toEqual(["malleus"]);
      expect(await put(store)).toMatchObject({ written: { ValueSet: 1 } });
    });

    test("lost in the middle of a write: nothing of it is kept, and the next one goes through", async () => {
      async function* halfway(): AsyncGenerator<ImportRecord> {
        yield { kind: "resource", resource: { ...bones, concept: [{ code: "x" }] } };
        await Promise.resolve();
        yield { kind: "resource", resource: ears };
      }
      // Cuts while the transaction is under way, at different moments.
      for (const delay of [0, 2, 5, 9]) {
        const write = store.write(halfway());
        setTimeout(() => proxy.set("cut"), delay);
        const result = await write.then(
          () => "kept",
          (cause: { issues: { code: string }[] }) => cause.issues[0]!.code,
        );
        expect(["kept", "transient"]).toContain(result);
        await new Promise((resolve) => setTimeout(resolve, 30));
        proxy.set("open");
        const codes = await codesOf(await store.codeSystem({ url: BONES }), {
          kind: "codes",
          codes: ["x", "femur"],
        });
        const whole = (await store.valueSet({ url: ears.url! })) !== undefined;
        expect(codes).toEqual(whole ? ["x"] : ["femur"]);
      }
      expect(await store.write(halfway())).toBeDefined();
    });

    test("writers at the same time as a cut: each is kept or refused, none hangs", async () => {
      const writes = Array.from({ length: 6 }, () =>
        put(store).then(
          () => "kept",
          () => "refused",
        ),
      );
      setTimeout(() => proxy.set("cut"), 5);
      const results = await Promise.all(writes);
      expect(results.every((r) => r === "kept" || r === "refused")).toBe(true);
    });
  });

  test("a server that takes connections and says nothing: refused within seconds", async () => {
    const direct = new URL(await freshSchema());
    const proxy = await tcpProxy(direct.hostname, Number(direct.port || 5432));
    proxy.set("silent");
    direct.hostname = "127.0.0.1";
    direct.port = String(proxy.port);
    const waited = await waitingTime(() =>
      expect(openStore(direct.toString())).rejects.toMatchObject(TRANSIENT),
    );
    expect(waited).toBeLessThan(12_000);
    await proxy.close();
  });

  test("a server that falls silent: what is asked is refused when its time is up", async () => {
    const direct = new URL(await freshSchema());
    const proxy = await tcpProxy(direct.hostname, Number(direct.port || 5432));
    direct.hostname = "127.0.0.1";
    direct.port = String(proxy.port);
    const store = new SqlStore(await openPostgres(direct.toString(), { answerMs: 400 }));
    await put(store);
    proxy.set("silent");
    // On a connection that was there the answer doesn't come; a new one isn't had. Both at once: some of each.
    const refused = { issues: [{ code: expect.stringMatching(/^(timeout|transient)$/) as string }] };
    const waited = await waitingTime(async () => {
      const asked = Array.from({ length: 8 }, () => store.valueSet({ url: ears.url! }));
      for (const answer of asked) await expect(answer).rejects.toMatchObject(refused);
    });
    expect(waited).toBeLessThan(12_000);
    proxy.set("cut");
    proxy.set("open");
    expect((await store.valueSet({ url: ears.url! }))?.name).toBe("Ears");
    await store.close();
    await proxy.close();
  });

  test("a server that falls silent when a write is to be confirmed: it is said that nobody knows", async () => {
    const direct = new URL(await freshSchema());
    const proxy = await tcpProxy(direct.hostname, Number(direct.port || 5432));
    direct.hostname = "127.0.0.1";
    direct.port = String(proxy.port);
    const store = new SqlStore(await openPostgres(direct.toString(), { answerMs: 400 }));
    await store.write([{ kind: "resource", resource: bones }]);
    proxy.holdAfter("COMMIT\0");
    const waited = await waitingTime(() =>
      expect(put(store)).rejects.toMatchObject({ issues: [{ id: "write-in-doubt" }] }),
    );
    expect(waited).toBeLessThan(4_000);
    proxy.set("open");
    // In this case it was.
    expect((await store.valueSet({ url: ears.url! }))?.name).toBe("Ears");
    expect(await put(store)).toBeDefined();
    await store.close();
    await proxy.close();
  });

  test("however many read large answers, there is room for small questions", async () => {
    const address = await freshSchema();
    const store = await openStore(address);
    const concept = Array.from({ length: 6_000 }, (_, i) => ({ code: `c${i}` }));
    await store.write(
      [bones, { ...bones, id: "many", url: "http://example.org/many", concept }, ears].map(asRecord),
    );
    const other = new pg.Client({ connectionString: address });
    await other.connect();
    await other.query("BEGIN; LOCK TABLE concept IN ACCESS EXCLUSIVE MODE");
    const large = await Promise.all(
      Array.from({ length: 40 }, () => store.read("CodeSystem", "many", { large: true })),
    );
    const answers = large.map(async (stored) => {
      let length = 0;
      for await (const piece of stored!.large!.pieces(JSON_NOTATION)) length += piece.length;
      return length;
    });
    expect((await store.valueSet({ url: ears.url! }))?.name).toBe("Ears");
    expect(await store.read("CodeSystem", "bones", { summary: true })).toBeDefined();
    await other.query("ROLLBACK");
    await other.end();
    const lengths = await Promise.all(answers);
    expect(Math.min(...lengths)).toBeGreaterThan(concept.length);
    expect(new Set(lengths).size).toBe(1);
    await store.close();
  });

  test("no server at all: says so without the password", async () => {
    const failure = await openStore("postgres://user:secret@127.0.0.1:1/db").catch((e: Error) => e);
    expect(failure).toMatchObject(TRANSIENT);
    expect(String(failure)).not.toContain("secret");
  });

  test("a user who may not write: reading works, writing says why not", async () => {
    const address = await freshSchema();
    const writer = await openStore(address);
    await writer.write([{ kind: "resource", resource: bones }]);
    const url = new URL(address);
    const schema = url.searchParams.get("options")!.split("=")[1]!;
    const admin = new pg.Client({ connectionString: address });
    await admin.connect();
    const role = `${schema}_reader`;
    await admin.query(`CREATE ROLE ${role} LOGIN; GRANT USAGE ON SCHEMA ${schema} TO ${role};
      GRANT SELECT ON ALL TABLES IN SCHEMA ${schema} TO ${role}`);
    url.username = role;
    const reader = await openStore(url.toString());
    expect(reader.readOnly).toContain("no right");
    expect(await codesOf(await reader.codeSystem({ url: BONES }), { kind: "text", text: "ham" })).toEqual([
      "malleus",
    ]);
    await expect(put(reader)).rejects.toMatchObject({ issues: [{ code: "not-supported" }] });
    await reader.close();
    await writer.close();
    await admin.query(`DROP OWNED BY ${role}; DROP ROLE ${role}`);
    await admin.end();
  });

  /** Another way to the same tables: as another user, or by another search path. */
  function otherwise(address: string, change: (url: URL) => void): string {
    const url = new URL(address);
    change(url);
    return url.toString();
  }
  const schemaOf = (address: string): string => new URL(address).searchParams.get("options")!.split("=")[1]!;

  async function asAdmin(statement: string): Promise<void> {
    const admin = new pg.Client({ connectionString: POSTGRES });
    await admin.connect();
    await admin.query(statement);
    await admin.end();
  }

  test("tables in a schema that is not the first of the search path: they are used, and writers take turns", async () => {
    const address = await freshSchema();
    const one = await openStore(address);
    await one.write([asRecord(bones)]);
    const before = one.generation;
    const schema = schemaOf(address);
    await asAdmin(`CREATE SCHEMA ${schema}_empty`);
    const other = await openStore(
      otherwise(address, (url) =>
        url.searchParams.set("options", `-c search_path=${schema}_empty,${schema}`),
      ),
    );
    const name = (store: Store, i: number) => store.write([asRecord({ ...ears, name: `Ears ${i}` })]);
    await Promise.all(Array.from({ length: 20 }, (_, i) => name(i % 2 === 0 ? one : other, i)));
    const { total } = await one.history("ValueSet", ears.id, { offset: 0, count: 0 });
    expect(total).toBe(20);
    expect((await other.snapshot()).generation).toBe(before + 20);
    for (const store of [one, other]) await store.close();
  });

  test("a search path without a schema: it does not start, and says so", async () => {
    const address = otherwise(await freshSchema(), (url) =>
      url.searchParams.set("options", "-c search_path=not_there"),
    );
    await expect(openStore(address)).rejects.toThrow("no schema of the search path is there");
  });

  test("a database of another encoding than UTF8: nothing is put into it", async () => {
    const name = `latin_${process.pid}`;
    await asAdmin(`CREATE DATABASE ${name} ENCODING 'LATIN1' LOCALE 'C' TEMPLATE template0`);
    const address = otherwise(POSTGRES!, (url) => (url.pathname = `/${name}`));
    await expect(openStore(address)).rejects.toThrow("LATIN1, and has to be UTF8");
    await asAdmin(`DROP DATABASE ${name}`);
  });

  test.each(["serializable", "repeatable read"])(
    "a database that keeps transactions apart by %s: two nodes write as ever",
    async (level) => {
      const address = otherwise(await freshSchema(), (url) => {
        const options = url.searchParams.get("options")!;
        const escaped = level.replace(" ", "\\ ");
        url.searchParams.set("options", `${options} -c default_transaction_isolation=${escaped}`);
      });
      const nodes = [await openStore(address), await openStore(address)];
      await Promise.all(
        Array.from({ length: 20 }, (_, i) => nodes[i % 2]!.write([asRecord({ ...ears, name: `Ears ${i}` })])),
      );
      expect((await nodes[0]!.history("ValueSet", ears.id, { offset: 0, count: 0 })).total).toBe(20);
      for (const node of nodes) await node.close();
    },
  );

  test("a node that hangs in the middle of a write holds up the others for a while only", async () => {
    const address = await freshSchema();
    const hung = new SqlStore(await openPostgres(address, { answerMs: 200 }));
    const other = await openStore(address);
    let goOn!: () => void;
    const hanging = hung.commit(async () => {
      await new Promise<void>((resolve) => (goOn = resolve));
      return [{ method: "update", type: "ValueSet", id: "ears", resource: ears }];
    });
    await until(() => (goOn as unknown) !== undefined || undefined);
    expect(await put(other)).toMatchObject({ written: { ValueSet: 1 } });
    goOn();
    await expect(hanging).rejects.toMatchObject(TRANSIENT);
    expect((await other.history("ValueSet", "ears", { offset: 0, count: 0 })).total).toBe(1);
    expect(await hung.write([asRecord(bones)])).toMatchObject({ written: { CodeSystem: 1 } });
    for (const store of [hung, other]) await store.close();
  });

  test("a database that no longer lets anybody write: a write is told, and taken when it does again", async () => {
    const address = await freshSchema();
    const role = `${schemaOf(address)}_writer`;
    await asAdmin(`CREATE ROLE ${role} LOGIN; GRANT ALL ON SCHEMA ${schemaOf(address)} TO ${role}`);
    const store = await openStore(otherwise(address, (url) => (url.username = role)));
    const again = `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = '${role}'`;
    await asAdmin(`ALTER ROLE ${role} SET default_transaction_read_only = on`);
    await asAdmin(again);
    await expect(put(store)).rejects.toMatchObject({ issues: [{ code: "no-store" }] });
    await asAdmin(`ALTER ROLE ${role} RESET default_transaction_read_only`);
    await asAdmin(again);
    expect(await put(store)).toMatchObject({ written: { ValueSet: 1 } });
    await store.close();
    await asAdmin(`DROP OWNED BY ${role}; DROP ROLE ${role}`);
  });

  test("a database that let nobody write at the start, and does now: so does the node, without a restart", async () => {
    const address = await freshSchema();
    await (await openStore(address)).close();
    const schema = schemaOf(address);
    const role = `${schema}_later`;
    await asAdmin(`CREATE ROLE ${role} LOGIN; GRANT ALL ON SCHEMA ${schema} TO ${role};
      GRANT ALL ON ALL TABLES IN SCHEMA ${schema} TO ${role}; GRANT ALL ON ALL SEQUENCES IN SCHEMA ${schema} TO ${role};
      ALTER ROLE ${role} SET default_transaction_read_only = on`);
    const store = await openStore(otherwise(address, (url) => (url.username = role)));
    expect(store.readOnly).toContain("read only");
    await expect(put(store)).rejects.toMatchObject({ issues: [{ code: "not-supported" }] });
    await asAdmin(`ALTER ROLE ${role} RESET default_transaction_read_only`);
    await asAdmin(`SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = '${role}'`);
    await until(() => store.readOnly === undefined || undefined);
    expect(await put(store)).toMatchObject({ written: { ValueSet: 1 } });
    await store.close();
    await asAdmin(`DROP OWNED BY ${role}; DROP ROLE ${role}`);
  });

  test("tables that are gone: it is not ready, and each question is told", async () => {
    const address = await freshSchema();
    const store = await openStore(address);
    await put(store);
    await asAdmin(`DROP SCHEMA ${schemaOf(address)} CASCADE`);
    const told = { issues: [{ code: "no-store" }] };
    await expect(store.check()).rejects.toMatchObject(told);
    await expect(Promise.resolve(store.valueSet({ url: ears.url! }))).rejects.toMatchObject(told);
    await expect(put(store)).rejects.toMatchObject(told);
    await store.close();
  });

  test("a database that goes back, as when a standby takes over: what was kept of the lost state is not told", async () => {
    const address = await freshSchema();
    const [store, other] = [await openStore(address), await openStore(address)];
    const version = (code: string): ImportRecord =>
      asRecord({ ...bones, concept: [{ code, display: code }] });
    const known = async (one: Store) => {
      const provider = await (await one.snapshot()).codeSystem({ url: BONES });
      return (await provider!.locate(["kept", "lost", "new"])).map((found) => found?.code);
    };
    await store.write([version("kept")]);
    await put(store);
    const schema = schemaOf(address);
    // What a copy of this moment holds.
    const tables = "resource history counter concept concept_name concept_text search_value superseded".split(
      " ",
    );
    const each = (statement: (table: string) => string) =>
      asAdmin(tables.map((table) => statement(table)).join("; "));
    await asAdmin(`CREATE SCHEMA ${schema}_copy`);
    await each((table) => `CREATE TABLE ${schema}_copy.${table} AS SELECT * FROM ${schema}.${table}`);
    await store.write([version("lost")]);
    for (const one of [store, other]) expect(await known(one)).toEqual([undefined, "lost", undefined]);
    const before = (await store.snapshot()).generation;
    await each(
      (table) => `DELETE FROM ${schema}.${table};
      INSERT INTO ${schema}.${table} OVERRIDING SYSTEM VALUE SELECT * FROM ${schema}_copy.${table}`,
    );
    for (const one of [store, other]) expect(await known(one)).toEqual(["kept", undefined, undefined]);
    await other.write([version("new")]);
    for (const one of [store, other]) expect(await known(one)).toEqual([undefined, undefined, "new"]);
    expect((await store.snapshot()).generation).not.toBe(before);
    expect((await store.history("CodeSystem", "bones", { offset: 0, count: 9 })).total).toBe(2);
    for (const one of [store, other]) await one.close();
  });

  test("text that PostgreSQL can't hold is replaced or refused, never a crash", async () => {
    const store = await openStore(await freshSchema());
    const odd = {
      ...bones,
      concept: [
        { code: "a\0b", display: "nul \0 \ud800 end" },
        { code: "x".repeat(5000), display: "long" },
      ],
    };
    await store.write([{ kind: "resource", resource: odd }]);
    const provider = (await store.codeSystem({ url: BONES }))!;
    expect((await provider.locate(["x".repeat(5000)]))[0]?.display).toBe("long");
    expect(await provider.locate(["\0", "nothing"])).toEqual([undefined, undefined]);
    const tooLong = { ...ears, url: `http://example.org/${"u".repeat(9000)}` };
    const result = await store.write([{ kind: "resource", resource: tooLong }]).then(
      () => "kept",
      (e: { issues: { code: string }[] }) => e.issues[0]!.code,
    );
    expect(["kept", "value"]).toContain(result);
    await store.close();
  });
});
