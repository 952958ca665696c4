/** An older Node hands the command line over to a newer one: what ends the first ends the work too. */
import { execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { delimiter, join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, onTestFinished, test } from "vitest";
import { isAlive, SEES_PROCESSES, until } from "../server/workers/server-process.ts";
import { temporaryFolder } from "../storage/temporary.ts";
import { folder } from "./command-line.ts";

const CLI = fileURLToPath(new URL("../../bin/ossicle.js", import.meta.url));

/** This Node, and the others that are installed. */
const nodes = new Map<string, string>([[process.version, process.execPath]]);
for (const place of process.env.PATH?.split(delimiter) ?? []) {
  const node = join(place, "node");
  if (!existsSync(node)) continue;
  const version = execFileSync(node, ["--version"], { encoding: "utf8" }).trim();
  if (!nodes.has(version)) nodes.set(version, node);
}

const childrenOf = (pid: number): number[] =>
  readFileSync(`/proc/${pid}/task/${pid}/children`, "utf8").split(" ").filter(Boolean).map(Number);
const commandOf = (pid: number): string => readFileSync(`/proc/${pid}/cmdline`, "utf8");

test.skipIf(!SEES_PROCESSES).each([...nodes])(
  "an import is over when who started it is killed, under Node %s",
  async (version, node) => {
    const store = `sqlite:${join(folder, `killed-${version}.db`)}`;
    const args = [CLI, "import", "-", "--url", "https://example.org/list", "--store", store];
    // It waits for what does not come, whoever has gone.
    const silence = spawn("sleep", ["600"], { stdio: ["ignore", "pipe", "ignore"] });
    onTestFinished(() => void silence.kill());
    const place = temporaryFolder();
    onTestFinished(() => place.remove());
    const env = { ...process.env, TMPDIR: place.path };
    const started = spawn(node, args, { stdio: [silence.stdout, "ignore", "ignore"], env });
    const pid = started.pid!;
    const works = (one: number) => commandOf(one).includes(join("src", "cli", "boot.js"));
    const working = await until(() => [pid, ...childrenOf(pid)].find(works));
    // The one that works has begun: here it keeps what comes.
    await until(() => readdirSync(place.path).length > 0 || undefined);
    expect(isAlive(working)).toBe(true);
    started.kill("SIGKILL");
    await once(started, "exit");
    onTestFinished(() => void (isAlive(working) && process.kill(working)));
    await until(() => !isAlive(working) || undefined);
  },
);

test("who is to end with one that has gone already, before it could hear of it, ends at once", async () => {
  const boot = fileURLToPath(new URL("../../src/cli/boot.js", import.meta.url));
  const env = { ...process.env, ENDS_WITH_PARENT: "1" };
  // Nobody is at the other end.
  const orphan = spawn(process.execPath, [boot, "import", "-", "--dry-run"], {
    stdio: ["pipe", "ignore", "ignore"],
    env,
  });
  onTestFinished(() => void orphan.kill("SIGKILL"));
  expect(await once(orphan, "exit")).toEqual([null, "SIGKILL"]);
});
