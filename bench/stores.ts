/** Where content is kept while we measure: all of it is gone afterwards. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";
import type { ContentName } from "./content.ts";
import { run } from "./processes.ts";

export const STORES = ["memory", "sqlite", "postgres"] as const;
export type StoreName = (typeof STORES)[number];

/** Those that this machine has: PostgreSQL where TEST_POSTGRES has its address. */
export const storesHere = (): StoreName[] =>
  STORES.filter((name) => name !== "postgres" || process.env.TEST_POSTGRES);

export class BenchStores {
  private readonly folder = mkdtempSync(join(tmpdir(), "ossicle-bench-"));
  private readonly databases: string[] = [];

  /** The address of a store with this content; filled when it is first asked for. */
  async filled(store: StoreName, content: ContentName): Promise<string> {
    if (store === "memory") return "memory:";
    const name = `${store}-${content}`;
    const address = store === "sqlite" ? this.file(name) : await this.database(name);
    await run("fill.ts", address, content);
    return address;
  }

  /** A SQLite file of its own. */
  file(name: string): string {
    return `sqlite:${join(this.folder, `${name}.db`)}`;
  }

  private async database(content: string): Promise<string> {
    const name = `ossicle_bench_${process.pid}_${content.replaceAll("-", "_")}`;
    if (!this.databases.includes(name)) {
      await administer(`CREATE DATABASE ${name}`);
      this.databases.push(name);
    }
    const address = new URL(postgres());
    address.pathname = `/${name}`;
    return address.toString();
  }

  async remove(): Promise<void> {
    rmSync(this.folder, { recursive: true, force: true });
    for (const name of this.databases) await administer(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`);
  }
}

function postgres(): string {
  const address = process.env.TEST_POSTGRES;
  if (!address) throw new Error("give the address of a PostgreSQL in TEST_POSTGRES, or leave 'postgres' out");
  return address;
}

async function administer(statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: postgres() });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}
