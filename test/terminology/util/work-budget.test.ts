/** What a request may cost: counted, bounded, and with turns for others. */
import { expect, test } from "vitest";
import { TerminologyError } from "../../../src/terminology/issues/issue.ts";
import { WorkBudget } from "../../../src/terminology/util/work-budget.ts";
import { turnsDuring } from "../../turns-during.ts";

function issueOf(work: () => void) {
  try {
    work();
  } catch (error) {
    expect(error).toBeInstanceOf(TerminologyError);
    return (error as TerminologyError).issues[0];
  }
  return undefined;
}

test("a budget lasts as long as its limit, whatever it is spent on", () => {
  const work = new WorkBudget(100);
  work.concepts(40);
  work.pattern(10, 76);
  work.wrote(200);
  expect(work.rest).toBe(0);
  expect(issueOf(() => work.concepts(0))).toBeUndefined();
  expect(issueOf(() => work.concepts(1))).toMatchObject({ severity: "error", code: "too-costly" });
});

test("bytes of an operation's output cost less than others, and only they", () => {
  const work = new WorkBudget(1_000);
  work.madeOutput(160);
  work.wrote(80);
  work.wrote(80);
  const output = 1_000 - work.rest;
  work.wrote(160);
  expect(output).toBeGreaterThan(0);
  expect(1_000 - output - work.rest).toBeGreaterThan(3 * output);
});

test("the message names what was too much, and the setting", () => {
  const tooMany = issueOf(() => new WorkBudget(9).concepts(10))!;
  expect(tooMany.text).toMatch(/too many concepts/);
  expect(tooMany.diagnostics).toMatch(/limit is 9 .*OSSICLE_WORK_LIMIT/);
  expect(issueOf(() => new WorkBudget(9).pattern(1_000, 30))!.text).toMatch(/regular expressions/);
});

test("an address that is not here counts once in full, and again for less", () => {
  const work = new WorkBudget(3_000);
  work.notHere("http://example.org/a");
  const first = 3_000 - work.rest;
  work.notHere("http://example.org/a");
  const again = 3_000 - first - work.rest;
  expect(again).toBeGreaterThan(0);
  expect(again).toBeLessThan(first);
  work.notHere("http://example.org/b");
  expect(work.rest).toBe(3_000 - 2 * first - again);
  const tooMany = issueOf(() => {
    for (let i = 0; i < 20; i++) work.notHere(`http://example.org/${i}`);
  })!;
  expect(tooMany).toMatchObject({ code: "too-costly" });
  expect(tooMany.text).toMatch(/not here/);
});

test("to run a large pattern costs much however short the values are", () => {
  const [short, long] = [8, 80].map((characters) => {
    const work = new WorkBudget();
    work.pattern(1_000, characters);
    return work.limit - work.rest;
  });
  expect(short).toBeGreaterThan(200);
  expect(long).toBeGreaterThan(short!);
});

test("reading a pattern counts, and many at a stretch are too many", () => {
  const work = new WorkBudget(1_500_000);
  const units = work.readPattern(20);
  expect(units).toBeGreaterThan(20);
  expect(work.rest).toBe(1_500_000 - units);
  expect(issueOf(() => work.readAtAStretch(40_000))).toBeUndefined();
  const tooMany = issueOf(() => work.readAtAStretch(40_001))!;
  expect(tooMany.text).toMatch(/regular expressions/);
  expect(tooMany.diagnostics).toMatch(/OSSICLE_WORK_LIMIT/);
});

test("what has been written is never too much by itself, but leaves nothing for more", () => {
  const work = new WorkBudget(9);
  work.wrote(1_000);
  expect(work.isUsedUp).toBe(true);
  expect(issueOf(() => work.concepts(1))!.text).toMatch(/answer is too long/);
});

test("long work gives others their turn, short work waits for nothing", async () => {
  const work = new WorkBudget();
  expect(work.giveWay()).toBeUndefined();
  const until = performance.now() + 15;
  while (performance.now() < until);
  let others = false;
  setImmediate(() => (others = true));
  await work.giveWay();
  expect(others).toBe(true);
  expect(work.giveWay()).toBeUndefined();
});

/** Computes for so long. */
function hold(milliseconds: number): void {
  const end = performance.now() + milliseconds;
  while (performance.now() < end);
}

test("parts of one request that give way together go on together, as long as none of them takes long", async () => {
  const work = new WorkBudget();
  hold(15);
  const order: string[] = [];
  const part = async (name: string, milliseconds: number): Promise<void> => {
    await work.giveWay();
    order.push(name);
    hold(milliseconds);
  };
  const parts = [part("a", 0), part("b", 0), part("long", 15), part("d", 0)];
  setImmediate(() => setImmediate(() => order.push("another request")));
  await Promise.all(parts);
  expect(order.slice(0, 3)).toEqual(["a", "b", "long"]);
  expect(order.indexOf("d")).toBeGreaterThan(order.indexOf("another request"));
});

test("parts that waited together have others' turns between them, where each takes long", async () => {
  const work = new WorkBudget();
  const parts = Array.from({ length: 5 }, (_, i) => i);
  const long = (part: number) => () => {
    const end = performance.now() + 12;
    while (performance.now() < end);
    return part;
  };
  const { found, turns } = await turnsDuring(() => Promise.all(parts.map((part) => work.inTurn(long(part)))));
  expect(found).toEqual(parts);
  expect(turns).toBeGreaterThanOrEqual(4);
});
