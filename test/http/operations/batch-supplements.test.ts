/** Supplements that a batch asks for: each of its entries is answered by them. */
import type * as r5 from "fhir/r5";
import { expect, test } from "vitest";
import { TxResourceCache } from "../../../src/http/caching/tx-resource-cache.ts";
import { csBatchValidateCodeOperation } from "../../../src/http/operations/batch-validate-code.ts";
import { MemoryStore } from "../../../src/storage/memory/memory-store.ts";
import type { Resource } from "../../../src/terminology/model.ts";
import { WorkBudget } from "../../../src/terminology/util/work-budget.ts";

const BONES = "http://example.org/bones";
const times = <T>(count: number, make: (i: number) => T): T[] =>
  Array.from({ length: count }, (_, i) => make(i));
const active = { resourceType: "CodeSystem", status: "active" } as const;
const bones: Resource = { ...active, url: BONES, content: "complete", concept: [{ code: "femur" }] };
const supplement = (i: number): Resource => ({
  ...active,
  url: `${BONES}-${i}`,
  content: "supplement",
  supplements: BONES,
  concept: [{ code: "femur", designation: [{ value: `name ${i}` }] }],
});
const urls = (count: number): string[] => times(count, (i) => `${BONES}-${i}`);

/** Entries that each ask for the name that the last of the supplements gives. */
async function batch(entries: number, supplements: number, work: WorkBudget) {
  const store = new MemoryStore([bones, ...times(supplements, supplement)]);
  let asked = 0;
  const { supplements: find } = store;
  Object.assign(store, { supplements: (ref: { url: string }) => (asked++, find(ref)) });
  const parameter: r5.ParametersParameter[] = [
    { name: "url", valueUri: BONES },
    { name: "code", valueCode: "femur" },
    { name: "display", valueString: `name ${supplements - 1}` },
  ];
  const validation = times(entries, (): r5.Parameters => ({ resourceType: "Parameters", parameter }));
  const input = { validation, useSupplement: urls(supplements) };
  const context = {
    version: "r5",
    expansionLimit: 10,
    txResourceCache: new TxResourceCache(),
    work,
  } as const;
  const output = await csBatchValidateCodeOperation.run(store, input, context);
  const answers = output.validation as (r5.Parameters | r5.OperationOutcome)[];
  return { answers, asked };
}

const isRight = (answer: r5.Parameters | r5.OperationOutcome): boolean =>
  answer.resourceType === "Parameters" &&
  answer.parameter?.find(({ name }) => name === "result")?.valueBoolean === true;

test("are looked up once for all of its entries", async () => {
  const { answers, asked } = await batch(40, 20, new WorkBudget());
  expect(answers.filter(isRight)).toHaveLength(40);
  expect(asked).toBeLessThan(40);
});

test("count with each entry: those that are left when the budget is used up say so", async () => {
  const { answers } = await batch(40, 20, new WorkBudget(6_000));
  expect(answers).toHaveLength(40);
  expect(isRight(answers[0]!)).toBe(true);
  expect(answers.at(-1)).toMatchObject({ resourceType: "OperationOutcome", issue: [{ code: "too-costly" }] });
});
