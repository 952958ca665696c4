/** PgBouncer (Debian's package) between Ossicle and PostgreSQL. */
import { spawn } from "node:child_process";
import { chmodSync, existsSync, writeFileSync } from "node:fs";
import { type AddressInfo, createServer } from "node:net";
import pg from "pg";
import { describe, expect, test } from "vitest";
import { openStore } from "../../src/storage/open-store.ts";
import type { Store } from "../../src/terminology/store.ts";
import { until } from "../server/workers/server-process.ts";
import { BONES, bones, ears } from "./fixtures.ts";
import { POSTGRES } from "./postgres-schema.ts";
import { temporaryFolder } from "./temporary.ts";

const PGBOUNCER = "/usr/sbin/pgbouncer";

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

async function asAdmin(address: string, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: address });
  await client.connect();
  await client.query(statement);
  await client.end();
}

/** Runs `work` with the address of an empty database behind a pooler of this mode, and with its own. */
async function pooled(mode: string, work: (address: string, direct: string) => Promise<void>): Promise<void> {
  const folder = temporaryFolder();
  // PgBouncer refuses to run as root, and has to read it.
  chmodSync(folder.path, 0o755);
  const port = await freePort();
  const { port: behind, username } = new URL(POSTGRES!);
  writeFileSync(
    `${folder.path}/pgbouncer.ini`,
    `[databases]
* = host=127.0.0.1 port=${behind} user=${username}
[pgbouncer]
listen_addr = 127.0.0.1
listen_port = ${port}
auth_type = any
unix_socket_dir =
pool_mode = ${mode}
ignore_startup_parameters = statement_timeout
`,
  );
  const asOther = process.getuid?.() === 0 ? ["runuser", "-u", "postgres", "--"] : [];
  const [command, ...args] = [...asOther, PGBOUNCER, "-q", `${folder.path}/pgbouncer.ini`];
  const pooler = spawn(command, args, { stdio: "ignore" });
  const database = `pooled_${process.pid}_${mode}`;
  await asAdmin(POSTGRES!, `CREATE DATABASE ${database}`);
  const address = `postgres://${username}@127.0.0.1:${port}/${database}`;
  try {
    await until(() =>
      asAdmin(address, "SELECT 1").then(
        () => true,
        () => undefined,
      ),
    );
    const direct = new URL(POSTGRES!);
    direct.pathname = database;
    await work(address, direct.toString());
  } finally {
    pooler.kill();
    await asAdmin(POSTGRES!, `DROP DATABASE ${database} WITH (FORCE)`);
    folder.remove();
  }
}

const name = (store: Store, i: number) =>
  store.write([{ kind: "resource", resource: { ...ears, name: `Ears ${i}` } }]);

/** Not through the pooler, which may refuse it. */
async function filled(address: string): Promise<void> {
  const store = await openStore(address);
  await store.write([{ kind: "resource", resource: bones }]);
  await store.close();
}

async function femurAnd(store: Store, other: string): Promise<(string | undefined)[]> {
  const provider = await store.codeSystem({ url: BONES });
  return (await provider!.locate(["femur", other])).map((concept) => concept?.code);
}

describe.skipIf(POSTGRES === undefined || !existsSync(PGBOUNCER))("a pooler before PostgreSQL", () => {
  test("in session mode: two nodes ask, write, and hear of each other", () =>
    pooled("session", async (address) => {
      const nodes = [await openStore(address), await openStore(address)];
      await nodes[0]!.write([{ kind: "resource", resource: bones }]);
      await Promise.all(Array.from({ length: 10 }, (_, i) => name(nodes[i % 2]!, i)));
      const [one, other] = nodes as [Store, Store];
      expect((await one.history("ValueSet", ears.id, { offset: 0, count: 0 })).total).toBe(10);
      await until(() => other.generation === one.generation || undefined);
      for (const node of nodes) await node.close();
    }));

  test("in transaction mode, where it shares connections: what is not answered says why, nothing is answered wrongly", () =>
    pooled("transaction", async (address, direct) => {
      await filled(direct);
      const opened = await Promise.allSettled([openStore(address), openStore(address)]);
      const stores = opened.flatMap((one) => (one.status === "fulfilled" ? [one.value] : []));
      const said = await Promise.allSettled(
        stores.flatMap((store) => Array.from({ length: 40 }, () => femurAnd(store, "unknown"))),
      );
      for (const one of said) if (one.status === "fulfilled") expect(one.value).toEqual(["femur", undefined]);
      const failed = [...opened, ...said].filter((one) => one.status === "rejected");
      expect(failed).not.toEqual([]);
      for (const { reason } of failed) expect(String(reason)).toContain("session mode");
      for (const store of stores) await store.close();
    }));
});
