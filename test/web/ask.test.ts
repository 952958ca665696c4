/** What a page asks has the bounds of one request. */
import { expect, test } from "vitest";
import { createEngine, MemoryStore } from "../../src/engine.ts";
import { createLog } from "../../src/http/log.ts";
import { tooBusy } from "../../src/terminology/issues/http.ts";
import { TerminologyError } from "../../src/terminology/issues/issue.ts";
import { WorkBudget } from "../../src/terminology/util/work-budget.ts";
import { createAsk, oneState } from "../../src/web/ask.ts";

const store = new MemoryStore();
const { routes } = createEngine(store).parts;
const asking = (work: WorkBudget) =>
  createAsk(
    { routes, store, log: createLog("silent") },
    { base: "http://x", headers: {}, state: oneState(store), work },
  );

test("so many questions that they are more work than a request may ask for are answered so", async () => {
  const ask = asking(new WorkBudget(1_000));
  const statuses: number[] = [];
  for (let i = 0; i < 20; i++) statuses.push((await ask("r4", "CodeSystem", { _count: 1 })).status);
  expect(statuses[0]).toBe(200);
  expect(statuses.at(-1)).toBe(422);
  expect(JSON.stringify((await ask("r4", "CodeSystem")).resource)).toContain("OSSICLE_WORK_LIMIT");
});

test("nothing more is asked when nobody waits for the page", async () => {
  const work = new WorkBudget();
  work.stop(new TerminologyError(tooBusy()));
  await expect(asking(work)("r4", "metadata")).rejects.toThrow(TerminologyError);
});
