import { expect, test } from "vitest";
import { applyWrites } from "../../../../src/storage/sql/write/apply-writes.ts";
import { stageWhole } from "../../../../src/storage/sql/write/stage-whole.ts";
import type { Resource } from "../../../../src/terminology/model.ts";
import type { Write } from "../../../../src/terminology/store.ts";
import { freshSqliteFile } from "../sqlite-file.ts";
import { countedTransaction } from "./counted-transaction.ts";

const file = freshSqliteFile();

const valueSet = (id: string, url: string): Resource => ({
  resourceType: "ValueSet",
  id,
  url: `http://example.org/${url}`,
  status: "active",
});
const put = (id: string, url: string): Write => ({
  method: "update",
  type: "ValueSet",
  id,
  resource: valueSet(id, url),
});
const remove = (id: string): Write => ({ method: "delete", type: "ValueSet", id });
const urls = async (...ids: string[]): Promise<unknown[]> => {
  const found = await Promise.all(ids.map((id) => file.store.read("ValueSet", id)));
  return found.map((one) => (one?.resource as { url?: string } | undefined)?.url?.split("/").at(-1));
};

test("a commit of very many new resources makes few statements", async () => {
  const writes = Array.from({ length: 1_000 }, (_, i) => put(`v${i}`, `v${i}`));
  const statements = await file.database.transaction(async (tx) => {
    const counting = countedTransaction(tx);
    await applyWrites(counting.tx, file.database.dialect, writes, (write) =>
      stageWhole((write as { resource: Resource }).resource),
    );
    return { result: counting.statements(), changed: true };
  });
  expect(statements).toBeLessThan(500);
  expect(await urls("v0", "v999")).toEqual(["v0", "v999"]);
});

test("what a write of a commit leaves is what the next one meets", async () => {
  await file.store.commit([put("a", "one"), put("b", "two")]);
  const stored = await file.store.commit([
    put("a", "three"),
    put("c", "one"),
    remove("b"),
    put("d", "two"),
    put("c", "four"),
    put("e", "one"),
    remove("e"),
    put("e", "one"),
  ]);
  expect(await urls("a", "b", "c", "d", "e")).toEqual(["three", undefined, "four", "two", "one"]);
  expect(stored.map(({ id, versionId }) => `${id}${versionId}`).join(" ")).toBe("a2 c1 b2 d1 c2 e1 e2 e3");
  const { items } = await file.store.history("ValueSet", undefined, {
    offset: 0,
    count: 20,
    oldestFirst: true,
  });
  expect(items.map(({ id, versionId }) => `${id}${versionId}`).join(" ")).toBe(
    "a1 b1 a2 c1 b2 d1 c2 e1 e2 e3",
  );
});

test("the url of another is refused, of what was there and of what the same commit has written", async () => {
  await file.store.commit([put("a", "one")]);
  for (const writes of [
    [put("x", "ten"), put("b", "one")],
    [put("b", "two"), put("c", "two")],
  ]) {
    const refused = { issues: [{ code: "duplicate" }], write: writes[1] };
    await expect(file.store.commit(writes)).rejects.toMatchObject(refused);
  }
  expect(await urls("a", "b", "c", "x")).toEqual(["one", undefined, undefined, undefined]);
});
