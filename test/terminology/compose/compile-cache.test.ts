import { expect, test } from "vitest";
import { compileValueSet } from "../../../src/terminology/compose/compose.ts";
import { NO_VERSION_RULES, versionRules } from "../../../src/terminology/resolve/version-rules.ts";
import { recordsOf } from "../../../src/terminology/resources/resources.ts";
import { INSTRUMENTS, instrumentStore, valueSet, valueSets } from "../../fixtures/instruments.ts";

const { all, bowed } = valueSets;

test("A value set is compiled once for the same content and the same version rules", async () => {
  const store = instrumentStore();
  const compiled = await compileValueSet(store, all, NO_VERSION_RULES);
  expect(await compileValueSet(store, all, versionRules({}))).toBe(compiled);
  expect(await compileValueSet(store, bowed, NO_VERSION_RULES)).not.toBe(compiled);
  const older = await compileValueSet(store, all, versionRules({ systemVersion: [`${INSTRUMENTS}|1.0.0`] }));
  expect(older.includes[0]!.version).toBe("1.0.0");
  expect(await compileValueSet(instrumentStore(), all, NO_VERSION_RULES)).not.toBe(compiled);
});

test("A value set is compiled anew once the store's content has changed", async () => {
  const store = instrumentStore();
  const set = valueSet("importing", { include: [{ valueSet: ["http://example.org/vs/late"] }] });
  expect((await compileValueSet(store, set, NO_VERSION_RULES)).problems).toHaveLength(1);
  await store.write(recordsOf(valueSet("late", { include: [{ system: INSTRUMENTS }] })));
  const compiled = await compileValueSet(store, set, NO_VERSION_RULES);
  expect(compiled.problems).toEqual([]);
  expect(compiled.includes).toHaveLength(1);
});

test("Of one value set only so many variants are kept", async () => {
  const store = instrumentStore();
  const first = await compileValueSet(store, all, NO_VERSION_RULES);
  for (let i = 0; i < 20; i++)
    await compileValueSet(store, all, versionRules({ systemVersion: [`http://example.org/other|${i}`] }));
  expect(await compileValueSet(store, all, NO_VERSION_RULES)).not.toBe(first);
});
