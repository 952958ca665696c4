/** How much memory a server takes; generous, for machines differ. docs/storage.md has what was measured. */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { until } from "./server/workers/server-process.ts";

const root = fileURLToPath(new URL("..", import.meta.url));
const read = (file: string): string => readFileSync(join(root, file), "utf8");
const { scripts } = JSON.parse(read("package.json")) as { scripts: { start: string } };
const [, , ...args] = scripts.start.split(" ");
const FLAGS = args.filter((arg) => arg.startsWith("--"));

const MOST_MEGABYTES = 150;
const LOOKUP =
  "/r4/CodeSystem/$lookup?system=https://w3id.org/ossicle/CodeSystem/genetic-conditions&code=progressive-osseous-heteroplasia";

test.each(["Dockerfile", "bin/ossicle.js"])("%s starts Node with the flags of npm start", (file) => {
  for (const flag of FLAGS) expect(read(file)).toContain(`"${flag}"`);
});

test.skipIf(process.platform !== "linux")(
  `with the condition alone a server takes less than ${MOST_MEGABYTES} MB, also when it has answered`,
  async () => {
    const folder = mkdtempSync(join(tmpdir(), "ossicle-memory-"));
    const env = { ...process.env, PORT: "0", OSSICLE_STORE: `sqlite:${join(folder, "ossicle.db")}` };
    const server = spawn(process.execPath, args, {
      cwd: root,
      env,
      stdio: ["ignore", "pipe", "inherit"],
    });
    try {
      let said = "";
      server.stdout.on("data", (part) => (said += String(part)));
      const base = await until(() => /"(http:[^"]+)","ready":true/.exec(said)?.[1]);
      // All that is loaded late is there then.
      await sleep(2_000);
      for (let i = 0; i < 500; i++) expect((await fetch(base + LOOKUP)).status).toBe(200);
      const status = readFileSync(`/proc/${server.pid}/status`, "utf8");
      const kilobytes = Number(/VmRSS:\s+(\d+)/.exec(status)![1]);
      expect((kilobytes * 1024) / 1e6).toBeLessThan(MOST_MEGABYTES);
    } finally {
      const ended = once(server, "exit");
      server.kill();
      await ended;
      rmSync(folder, { recursive: true });
    }
  },
);
