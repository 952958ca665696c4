/** A test that fails leaves nothing behind that was started for it. */
import { afterAll, describe, expect, onTestFinished, test } from "vitest";
import { temporaryFolder } from "../../storage/temporary.ts";
import { isAlive, SEES_PROCESSES, start, startByNpm, until } from "./server-process.ts";

const folder = temporaryFolder();
afterAll(() => folder.remove());

describe.skipIf(!SEES_PROCESSES).each([
  ["npm start", startByNpm],
  ["the server without npm", start],
] as const)("%s", (name, how) => {
  test("is over with its test, and so is all that it started", async () => {
    const gone = (pids: number[]) => until(() => !pids.some(isAlive) || undefined);
    let started: number[] = [];
    // What is to be done when a test ends is done last first: this comes after the end of the server.
    onTestFinished(async () => expect(await gone(started)).toBe(true));
    const server = await how(["--workers", "2"], {
      OSSICLE_STORE: `sqlite:${folder.path}/${name.length}.db`,
    });
    started = [server.process.pid!, ...server.workers()];
    expect(started.filter(isAlive)).toEqual(started);
  });
});
