/** How a command line ends that is told to, or whose answers nobody can take: exit codes, and what stays behind. */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { closeSync, existsSync, openSync, readdirSync } from "node:fs";
import { text } from "node:stream/consumers";
import { fileURLToPath } from "node:url";
import { expect, onTestFinished, test } from "vitest";
import { until } from "../server/workers/server-process.ts";
import { temporaryFolder } from "../storage/temporary.ts";

const CLI = fileURLToPath(new URL("../../bin/ossicle.js", import.meta.url));
/** What can be opened, and has no room. */
const FULL = "/dev/full";

test.skipIf(process.platform === "win32").each(["SIGINT", "SIGTERM", "SIGHUP"] as const)(
  "an import from standard input that %s ends leaves nothing of what came",
  async (signal) => {
    const place = temporaryFolder();
    onTestFinished(() => place.remove());
    const importing = spawn(process.execPath, [CLI, "import", "-", "--dry-run"], {
      stdio: ["pipe", "ignore", "ignore"],
      env: { ...process.env, TMPDIR: place.path, NODE_DISABLE_COMPILE_CACHE: "1" },
    });
    onTestFinished(() => void importing.kill("SIGKILL"));
    importing.stdin.write("code,display\n");
    await until(() => readdirSync(place.path).length > 0 || undefined);
    importing.kill(signal);
    const [, endedBy] = await once(importing, "exit");
    expect(endedBy).toBe(signal);
    expect(readdirSync(place.path)).toEqual([]);
  },
);

test.skipIf(!existsSync(FULL)).each([["list"], ["--help"], ["lookup", "OMIM:166350", "--json"]])(
  "it is not done, and says why, when standard output is full: %s",
  async (...args) => {
    const full = openSync(FULL, "w");
    const ran = spawn(
      process.execPath,
      [CLI, ...args, ...(args[0] === "--help" ? [] : ["--store", "memory:"])],
      {
        stdio: ["ignore", full, "pipe"],
      },
    );
    closeSync(full);
    const [told, [code]] = await Promise.all([text(ran.stderr!), once(ran, "exit")]);
    expect(told).toMatch(/^Error: standard output can't be written: ENOSPC[^\n]*\n$/);
    expect(code).toBe(2);
  },
);

test.skipIf(!existsSync(FULL))("a failure is one, too, when standard error is full", async () => {
  const full = openSync(FULL, "w");
  const ran = spawn(process.execPath, [CLI, "lookup", "OMIM:no-such-code", "--store", "memory:"], {
    stdio: ["ignore", "ignore", full],
  });
  closeSync(full);
  const [code] = await once(ran, "exit");
  expect(code).toBe(2);
});
