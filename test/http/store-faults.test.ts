/** What a caller hears, and an orchestrator, when the store is in trouble. */
import { createHash } from "node:crypto";
import { renameSync, rmSync, truncateSync, writeFileSync } from "node:fs";
import { DatabaseSync } from "node:sqlite";
import pg from "pg";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { createApp } from "../../src/http/app.ts";
import { createLog } from "../../src/http/log.ts";
import { listen, type Listening } from "../../src/http/server.ts";
import { readConfig } from "../../src/server/config.ts";
import { openStore } from "../../src/storage/open-store.ts";
import { LOCK } from "../../src/storage/sql/engines/postgres-connection.ts";
import { openPostgres } from "../../src/storage/sql/engines/postgres-open.ts";
import { openSqlite, type SqliteOptions } from "../../src/storage/sql/engines/sqlite-open.ts";
import { SqlStore } from "../../src/storage/sql/sql-store.ts";
import type { Store } from "../../src/terminology/store.ts";
import { until } from "../server/workers/server-process.ts";
import { freshSchema, POSTGRES } from "../storage/postgres-schema.ts";
import { tcpProxy } from "../storage/tcp-proxy.ts";
import { temporaryFolder } from "../storage/temporary.ts";

const KEY = "a-key-for-tests";
const keys = `test:${createHash("sha256").update(KEY).digest("hex")}`;
let folder: ReturnType<typeof temporaryFolder>;
let file: string;
let stop: () => Promise<void>;
beforeEach(() => {
  folder = temporaryFolder();
  file = `${folder.path}/t.db`;
});
afterEach(async () => {
  await stop();
  folder.remove();
});

function over(store: Store, env: NodeJS.ProcessEnv = {}): Promise<Listening> {
  const config = readConfig({ OSSICLE_WRITES: "on", OSSICLE_KEYS: keys, ...env });
  return listen(createApp(store, config, createLog("silent")), "127.0.0.1", 0);
}

async function serve(store: Store, env: NodeJS.ProcessEnv = {}): Promise<string> {
  const server = await over(store, env);
  stop = async () => {
    await server.stop();
    await store.close();
  };
  return server.url;
}
const serveFile = async (options?: SqliteOptions) => serve(new SqlStore(await openSqlite(file, options)));

async function ask(url: string, init?: RequestInit): Promise<{ status: number; text: string }> {
  const response = await fetch(url, init);
  return { status: response.status, text: await response.text() };
}

function put(url: string, count: number) {
  const concept = Array.from({ length: count }, (_, i) => ({ code: `c${i}`, display: `Concept ${i}` }));
  return ask(`${url}/r4/CodeSystem/x`, {
    method: "PUT",
    headers: { "content-type": "application/fhir+json", authorization: `Bearer ${KEY}` },
    body: JSON.stringify({
      resourceType: "CodeSystem",
      id: "x",
      url: "http://example.org/x",
      status: "active",
      content: "complete",
      concept,
    }),
  });
}

const lookup = (url: string) => ask(`${url}/r4/CodeSystem/$lookup?system=http://example.org/x&code=c0`);

test("a full disk: 507 and why, reading goes on, and what is small is still taken", async () => {
  const url = await serveFile({ maxPages: 300 });
  expect((await put(url, 2)).status).toBe(201);
  const refused = await put(url, 20_000);
  expect(refused.status).toBe(507);
  expect(refused.text).toContain("The disk of the store is full, or that of temporary files (TMPDIR)");
  expect((await lookup(url)).status).toBe(200);
  expect((await put(url, 3)).status).toBe(200);
});

describe("the file of the database", () => {
  const lose: [string, () => void][] = [
    ["deleted", () => rmSync(file)],
    ["moved away", () => renameSync(file, `${file}.old`)],
    [
      "replaced",
      () => {
        renameSync(file, `${file}.old`);
        writeFileSync(file, "");
      },
    ],
  ];
  test.each(lose)(
    "%s while it runs: not ready, writes are refused, nothing is lost unsaid",
    async (_how, away) => {
      const url = await serveFile();
      expect((await put(url, 2)).status).toBe(201);
      expect((await ask(`${url}/health/ready`)).status).toBe(200);
      away();
      const refused = await put(url, 3);
      expect(refused.status).toBe(503);
      expect(refused.text).toContain(file);
      expect((await ask(`${url}/health/ready`)).status).toBe(503);
      expect((await ask(`${url}/health/live`)).status).toBe(200);
      expect((await lookup(url)).status).toBe(200);
    },
  );
});

describe("what the database of SQLite holds", () => {
  const lose: [string, () => void][] = [
    ["its log is cut off", () => truncateSync(`${file}-wal`)],
    [
      "another program drops its tables",
      () => {
        const other = new DatabaseSync(file);
        const tables = other
          .prepare("SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%'")
          .all();
        other.exec("PRAGMA foreign_keys = OFF");
        for (const { name } of tables) other.exec(`DROP TABLE IF EXISTS "${String(name)}"`);
        other.close();
      },
    ],
  ];
  test.each(lose)("%s while it runs: not ready, and each question is told", async (_how, away) => {
    const url = await serveFile();
    expect((await put(url, 2)).status).toBe(201);
    away();
    expect((await ask(`${url}/health/ready`)).status).toBe(503);
    for (const refused of [await lookup(url), await put(url, 3), await ask(`${url}/r4/CodeSystem/x`)]) {
      expect(refused.status, refused.text).toBe(503);
      expect(refused.text).toContain("The store can't be read or written");
    }
    expect((await ask(`${url}/health/live`)).status).toBe(200);
  });
});

const there = POSTGRES === undefined ? test.skip : test;

describe("a write that is not done in time", () => {
  /** Somebody else keeps PostgreSQL's table of resources from being changed until `go` is called. */
  async function holding(address: string, mode: string): Promise<{ go: () => Promise<void> }> {
    const client = new pg.Client({ connectionString: address });
    await client.connect();
    await client.query(`BEGIN; ${mode}`);
    return {
      go: async () => {
        await client.query("ROLLBACK");
        await client.end();
      },
    };
  }
  const versionOf = async (url: string) => {
    const { status, text } = await ask(`${url}/r4/CodeSystem/x`);
    expect(status, text).toBe(200);
    return (JSON.parse(text) as { meta: { versionId: string } }).meta.versionId;
  };
  /** With a second for each request. The first write loads what it needs, for which a busy machine takes longer. */
  async function impatient(store: Store): Promise<string> {
    const patient = await over(store);
    expect((await put(patient.url, 2)).status).toBe(201);
    await patient.stop();
    return serve(store, { OSSICLE_REQUEST_TIMEOUT: "1" });
  }
  const idle = () => new Promise((resolve) => setTimeout(resolve, 500));

  there("says that it may have been kept, where it has been begun; it is kept", async () => {
    const address = await freshSchema();
    const url = await impatient(await openStore(address));
    const held = await holding(address, "LOCK TABLE resource IN EXCLUSIVE MODE");
    const late = await put(url, 3);
    expect(late.status).toBe(503);

    expect(late.text).toMatch(/may still be kept/);
    expect(await versionOf(url)).toBe("1");
    await held.go();
    await until(async () => (await versionOf(url)) === "2" || undefined);
  });

  there("is given up for certain, where it has not been begun", async () => {
    const address = await freshSchema();
    const url = await impatient(await openStore(address));
    const held = await holding(address, `SELECT pg_advisory_xact_lock(${LOCK}, hashtext(current_schema()))`);
    const late = await put(url, 3);
    expect(late.status).toBe(503);
    expect(late.text).toContain("OSSICLE_REQUEST_TIMEOUT");
    expect(late.text).not.toContain("may still be kept");
    await held.go();
    await idle();
    expect(await versionOf(url)).toBe("1");
    expect((await put(url, 4)).status).toBe(200);
    expect(await versionOf(url)).toBe("2");
  });

  test("is given up in SQLite too, while it waits for another process", async () => {
    const url = await impatient(new SqlStore(await openSqlite(file)));
    const other = new DatabaseSync(file);
    other.exec("BEGIN IMMEDIATE");
    const late = await put(url, 3);
    expect(late.status).toBe(503);
    expect(late.text).toContain("OSSICLE_REQUEST_TIMEOUT");
    expect(late.text).not.toContain("may still be kept");
    other.exec("ROLLBACK");
    other.close();
    await idle();
    expect(await versionOf(url)).toBe("1");
  });
});

there("a database that hangs: not ready, requests end, live all the while; then as before", async () => {
  const direct = new URL(await freshSchema());
  const proxy = await tcpProxy(direct.hostname, Number(direct.port || 5432));
  direct.hostname = "127.0.0.1";
  direct.port = String(proxy.port);
  const url = await serve(new SqlStore(await openPostgres(direct.toString(), { answerMs: 1_000 })));
  expect((await put(url, 2)).status).toBe(201);
  proxy.set("silent");
  const asked = Promise.all([lookup(url), put(url, 3), ask(`${url}/r4/CodeSystem?url=http://example.org/x`)]);
  const ready = ask(`${url}/health/ready`);
  expect((await ask(`${url}/health/live`)).status).toBe(200);
  expect((await ready).status).toBe(503);
  for (const { status } of await asked) expect(status).toBe(503);
  proxy.set("cut");
  proxy.set("open");
  expect((await lookup(url)).status).toBe(200);
  expect((await put(url, 4)).status).toBe(200);
  expect((await ask(`${url}/health/ready`)).status).toBe(200);
  await stop();
  stop = () => Promise.resolve();
  await proxy.close();
});

there(
  "a database that is lost in the midst of a long answer: the answer breaks off, then as before",
  async () => {
    const direct = new URL(await freshSchema());
    const proxy = await tcpProxy(direct.hostname, Number(direct.port || 5432));
    direct.hostname = "127.0.0.1";
    direct.port = String(proxy.port);
    const url = await serve(new SqlStore(await openPostgres(direct.toString())));
    expect((await put(url, 40_000)).status).toBe(201);
    for (const path of ["CodeSystem/x", "CodeSystem?_count=10", "CodeSystem/x?_format=xml"]) {
      const answer = await fetch(`${url}/r4/${path}`);
      expect(answer.status, path).toBe(200);
      proxy.set("cut");
      await expect(answer.text(), path).rejects.toThrow();
      expect((await ask(`${url}/r4/${path}`)).status, path).toBe(503);
      expect((await ask(`${url}/health/live`)).status).toBe(200);
      proxy.set("open");
      expect((await ask(`${url}/r4/${path}`)).text, path).toContain("c39999");
    }
    await stop();
    stop = () => Promise.resolve();
    await proxy.close();
  },
);
