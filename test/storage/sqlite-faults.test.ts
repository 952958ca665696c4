import { spawnSync } from "node:child_process";
import { chmodSync, symlinkSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { openStore } from "../../src/storage/open-store.ts";
import { SqliteConnection } from "../../src/storage/sql/engines/sqlite-connection.ts";
import { openSqlite } from "../../src/storage/sql/engines/sqlite-open.ts";
import { SqlStore } from "../../src/storage/sql/sql-store.ts";
import type { Resource } from "../../src/terminology/model.ts";
import type { ImportRecord } from "../../src/terminology/store.ts";
import { BONES, bones, codeSystem, ears } from "./fixtures.ts";
import { temporaryFolder } from "./temporary.ts";
import { twoStores } from "./two-stores.ts";

let folder: ReturnType<typeof temporaryFolder>;
let address: string;
beforeEach(() => {
  folder = temporaryFolder();
  address = `sqlite:${folder.path}/t.db`;
});
afterEach(() => folder.remove());

const records = (...resources: Resource[]): ImportRecord[] =>
  resources.map((resource) => ({ kind: "resource", resource }));

describe("two stores on one file", () =>
  twoStores(async () => [await openStore(address), await openStore(address)]));

describe("disk full", () => {
  test("the write is refused and leaves nothing; when there is room again it goes on", async () => {
    const large = codeSystem(
      "http://example.org/large",
      "1",
      Array.from({ length: 9000 }, (_, i) => `code-${i}`),
    );
    let store = new SqlStore(await openSqlite(`${folder.path}/t.db`, { maxPages: 300 }));
    await store.write(records(bones));
    const { generation } = store;
    await expect(store.write(records(ears, large))).rejects.toMatchObject({ issues: [{ code: "no-store" }] });
    expect(store.generation).toBe(generation);
    expect(await store.valueSet({ url: ears.url! })).toBeUndefined();
    expect(await store.codeSystem({ url: "http://example.org/large" })).toBeUndefined();
    expect((await (await store.codeSystem({ url: BONES }))!.locate(["femur"]))[0]?.code).toBe("femur");
    // What is small still fits.
    expect(await store.write(records(ears))).toMatchObject({ written: { ValueSet: 1 } });
    await store.close();

    store = new SqlStore(await openSqlite(`${folder.path}/t.db`));
    expect(await store.write(records(ears, large))).toMatchObject({
      written: { CodeSystem: 1 },
      unchanged: 1,
    });
    await store.close();
  });
});

/** Runs as a user who may not write there: root may write everywhere. */
function asReader(script: string): { status: number | null; stdout: string; stderr: string } {
  const user = process.getuid!() === 0 ? { uid: 65534, gid: 65534 } : {};
  const args = ["--disable-warning=ExperimentalWarning", "--input-type=module", "-e", script];
  return spawnSync(process.execPath, args, {
    ...user,
    encoding: "utf8",
    cwd: fileURLToPath(new URL("../..", import.meta.url)),
  });
}

/** False of a checkout of root's in a folder that others may not enter: there is nobody then who could read. */
const hasReader = asReader(`(await import("node:fs")).accessSync(process.cwd())`).status === 0;

const READ = (file: string): string => `
  const { openStore } = await import("./src/storage/open-store.ts");
  const store = await openStore("sqlite:${file}");
  const provider = await store.codeSystem({ url: "${BONES}" });
  const [femur] = await provider.locate(["femur"]);
  const { total } = await provider.select({ condition: { kind: "text", text: "bone" } });
  const refused = await store.commit([{ method: "delete", type: "CodeSystem", id: "bones" }]).catch((e) => e.issues[0].code);
  const imported = await store.write([]).catch((e) => e.issues[0].code);
  console.log(JSON.stringify({ readOnly: store.readOnly, femur: femur.display, total, refused, imported }));
  await store.close();`;

describe.skipIf(!hasReader)("no permission to write", () => {
  const answers = { femur: "Femur", total: 5, refused: "not-supported", imported: "not-supported" };

  test.each([
    ["a read-only folder", 0o555, 0o644],
    ["a read-only file in a read-only folder", 0o555, 0o444],
    ["a read-only file", 0o777, 0o444],
  ])("%s: reading works, writing says why not", async (_name, ofFolder, ofFile) => {
    const store = await openStore(address);
    await store.write(records(bones));
    await store.close();
    chmodSync(`${folder.path}/t.db`, ofFile);
    chmodSync(folder.path, ofFolder);
    const { stdout, stderr } = asReader(READ(`${folder.path}/t.db`));
    chmodSync(folder.path, 0o755);
    expect(stderr).toBe("");
    const found = JSON.parse(stdout) as { readOnly: string };
    expect(found).toMatchObject(answers);
    expect(found.readOnly).toContain("is not writable");
  });

  test("a folder where nothing is, and nothing can be created: says so", () => {
    chmodSync(folder.path, 0o555);
    const script = `
      const { openStore } = await import("./src/storage/open-store.ts");
      await openStore("sqlite:${folder.path}/none.db").catch((e) => console.log(e.issues[0].code, e.message));`;
    const { stdout } = asReader(script);
    expect(stdout).toContain("no-store");
    expect(stdout).toContain("none.db");
  });
});

describe("files that are not ours", () => {
  test.each([
    [
      "no database",
      () =>
        writeFileSync(`${folder.path}/t.db`, "not a database, but some text of sufficient length".repeat(30)),
    ],
    [
      "a later schema",
      () => {
        const connection = new SqliteConnection(`${folder.path}/t.db`, { readOnly: false });
        connection.database.exec("PRAGMA user_version = 999");
        connection.close();
      },
    ],
  ])("%s: refused, and left as it was", async (_name, make) => {
    make();
    await expect(openStore(address)).rejects.toMatchObject({ name: "TerminologyError" });
  });

  test("a link that leads to itself is none, and is named", async () => {
    const path = `${folder.path}/loop.db`;
    symlinkSync(path, path);
    await expect(openStore(`sqlite:${path}`)).rejects.toThrow(`The store '${path}' can't be opened: ELOOP`);
  });

  test("a folder is none, and is named", async () => {
    await expect(openStore(`sqlite:${folder.path}`)).rejects.toThrow(
      `The store '${folder.path}' can't be opened: it is a folder; give the path of a file`,
    );
  });

  test.each(["redis://x", "sqlite", "", "file.db", "postgres:/x", "sqlite:"])(
    "the address %o is refused",
    async (given) => {
      await expect(openStore(given)).rejects.toMatchObject({ name: "TerminologyError" });
    },
  );
});

test("a write that waits too long for another process is told so, and nobody hangs", async () => {
  const store = await openStore(address);
  const blocker = new SqliteConnection(`${folder.path}/t.db`, { readOnly: false });
  blocker.database.exec("BEGIN IMMEDIATE");
  const write = store.write(records(ears));
  // ReadContext goes on meanwhile.
  expect(await store.valueSet({ url: ears.url! })).toBeUndefined();
  await new Promise((resolve) => setTimeout(resolve, 300));
  blocker.database.exec("ROLLBACK");
  expect(await write).toMatchObject({ written: { ValueSet: 1 } });
  blocker.close();
  await store.close();
});
