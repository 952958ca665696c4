import type { CodeSystem as R4CodeSystem } from "fhir/r4";
import type { ConceptMap as R5ConceptMap } from "fhir/r5";
import { expectTypeOf, test } from "vitest";
import type { TerminologyClient } from "../../src/client.ts";
import {
  type Fault,
  type Scenario,
  scenarios,
  type Seen,
  startOssicle,
  startReplay,
  type TestOssicle,
  type TestReplay,
} from "../../src/testing.ts";

test("resources of both versions, with types or as they were read", () => {
  const r4: R4CodeSystem = { resourceType: "CodeSystem", status: "active", content: "complete" };
  const r5: R5ConceptMap = { resourceType: "ConceptMap", status: "active" };
  const read = JSON.parse("{}") as { resourceType: string };
  void startOssicle({
    resources: [r4, r5, read, { resourceType: "CodeSystem", url: "https://example.org" }],
  });
  // @ts-expect-error: no resource has no type
  void startOssicle({ resources: [{ url: "https://example.org" }] });
  // @ts-expect-error: a file is named
  void startOssicle({ files: [1] });
});

test("a server ends with its block, and gives plain data", async () => {
  await using tx = await startOssicle();
  expectTypeOf(tx).toEqualTypeOf<TestOssicle>();
  expectTypeOf(tx.client()).toEqualTypeOf<TerminologyClient>();
  expectTypeOf(tx.requests()).toEqualTypeOf<readonly Seen[]>();
  using fault = tx.fault({ operation: "lookup" }, { status: 429, retryAfter: 1 }, { times: 2 });
  expectTypeOf(fault).toEqualTypeOf<Disposable>();
});

test("a fault is one of those that there are", () => {
  expectTypeOf<"hang">().toExtend<Fault>();
  expectTypeOf<{ answer: { resourceType: "ValueSet"; status: "active" } }>().toExtend<Fault>();
  expectTypeOf<"slow">().not.toExtend<Fault>();
  expectTypeOf<{ status: string }>().not.toExtend<Fault>();
});

test("a replay says what had no answer; a scenario what to ask", async () => {
  const replay = await startReplay("tape.json", { maxAgeDays: 90 });
  expectTypeOf(replay).toEqualTypeOf<TestReplay>();
  expectTypeOf(replay.unmatched).toEqualTypeOf<readonly string[]>();
  expectTypeOf(scenarios).toEqualTypeOf<readonly Scenario[]>();
  // @ts-expect-error: a tape is recorded or replayed
  void startReplay("tape.json", { mode: "rewind" });
});
