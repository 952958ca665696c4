import { setTimeout as sleep } from "node:timers/promises";
import { expect, test } from "vitest";
import { warmUp } from "../../src/server/warm-up.ts";

/** A log that keeps what it is told. */
function kept() {
  const lines: string[] = [];
  return { lines, error: (fields: object, message: string) => void lines.push(message) };
}

test("steps run one after the other, after the delay", async () => {
  const seen: string[] = [];
  const done = Promise.withResolvers<void>();
  const warming = warmUp(
    [
      async () => {
        seen.push("first begins");
        await sleep(5);
        seen.push("first ends");
      },
      async () => {
        seen.push("second");
        done.resolve();
      },
    ],
    1,
    kept(),
  );
  expect(seen).toEqual([]);
  await done.promise;
  await warming.stop();
  expect(seen).toEqual(["first begins", "first ends", "second"]);
});

test("others have their turn between steps that have nothing to wait for", async () => {
  const seen: string[] = [];
  const done = Promise.withResolvers<void>();
  const first = async () => {
    seen.push("first");
    setImmediate(() => seen.push("another"));
  };
  const second = async () => {
    seen.push("second");
    done.resolve();
  };
  const warming = warmUp([first, second], 0, kept());
  await done.promise;
  await warming.stop();
  expect(seen).toEqual(["first", "another", "second"]);
});

test("stopped before the delay is over, no step runs", async () => {
  let ran = false;
  await warmUp([async () => (ran = true)], 5, kept()).stop();
  await sleep(20);
  expect(ran).toBe(false);
});

test("stopped in the middle, it waits for the step that runs and begins no other", async () => {
  const seen: string[] = [];
  const begun = Promise.withResolvers<void>();
  const end = Promise.withResolvers<void>();
  const warming = warmUp(
    [
      async () => {
        begun.resolve();
        await end.promise;
        seen.push("first");
      },
      async () => seen.push("second"),
    ],
    0,
    kept(),
  );
  await begun.promise;
  const stopping = warming.stop().then(() => seen.push("stopped"));
  await sleep(5);
  expect(seen).toEqual([]);
  end.resolve();
  await stopping;
  expect(seen).toEqual(["first", "stopped"]);
});

test("a step that fails is a line in the log, never an unhandled rejection", async () => {
  const log = kept();
  const failed = Promise.withResolvers<void>();
  const warming = warmUp(
    [
      () => {
        failed.resolve();
        return Promise.reject(new Error("no such file"));
      },
    ],
    0,
    log,
  );
  await failed.promise;
  await warming.stop();
  expect(log.lines).toEqual(["warming up failed"]);
});
