/** A schema of its own for each test store, in the database that TEST_POSTGRES names. */
import pg from "pg";

export const POSTGRES = process.env["TEST_POSTGRES"];

/** The address of an empty schema; the cluster is thrown away after the tests, and all schemas with it. */
export async function freshSchema(): Promise<string> {
  const name = `test_${process.pid}_${Math.random().toString(36).slice(2)}`;
  const client = new pg.Client({ connectionString: POSTGRES });
  await client.connect();
  await client.query(`CREATE SCHEMA ${name}`);
  await client.end();
  const address = new URL(POSTGRES!);
  address.searchParams.set("options", `-c search_path=${name}`);
  return address.toString();
}
