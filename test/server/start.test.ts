/** `npm start` and `ossicle serve`, as processes of their own. */
import { spawnSync } from "node:child_process";
import { copyFileSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, expect, test } from "vitest";
import { startServer } from "../../src/server/start.ts";
import { serve, start } from "./workers/server-process.ts";

const root = fileURLToPath(new URL("../../", import.meta.url));
const folder = mkdtempSync(join(tmpdir(), "ossicle-start-"));
afterAll(() => rmSync(folder, { recursive: true }));

const COLOURS = "https://example.org/colours";
const codes = join(folder, "colours.json");
writeFileSync(
  codes,
  JSON.stringify({
    resourceType: "CodeSystem",
    url: COLOURS,
    status: "active",
    content: "complete",
    concept: [{ code: "red", display: "Red" }],
  }),
);
const broken = join(folder, "broken.json");
writeFileSync(broken, '{"resourceType": "CodeSystem", "concpt": []}');

const lookup = async (url: string) =>
  (await fetch(`${url}/r4/CodeSystem/$lookup?system=${COLOURS}&code=red`)).status;

test("what OSSICLE_SEED names is there when the server says that it is ready", async () => {
  const server = await start([], { OSSICLE_STORE: "memory:", OSSICLE_SEED: codes });
  expect(await lookup(server.url)).toBe(200);
});

test("`ossicle serve --import` brings it too", async () => {
  const server = await serve(["--store", "memory:", "--import", codes], {});
  expect(await lookup(server.url)).toBe(200);
});

test("a seed that can't be imported keeps the server from starting, with its fault", async () => {
  const seed = [codes, broken];
  await expect(startServer({ seed })).rejects.toThrow(
    /OSSICLE_SEED can't be imported.*broken\.json.*concpt/s,
  );
  await expect(start([], { OSSICLE_STORE: "memory:", OSSICLE_SEED: seed.join(delimiter) })).rejects.toThrow(
    "did not start: OSSICLE_SEED",
  );
});

test("npm start tells its flags, and which it does not know", () => {
  const run = (...args: string[]) =>
    spawnSync(process.execPath, [join(root, "src", "boot.js"), ...args], { encoding: "utf8" });
  expect(run("--help").stdout).toContain("--workers N");
  const wrong = run("--prot", "1");
  expect(wrong.status).toBe(1);
  expect(wrong.stderr).toContain("'--prot'");
  expect(wrong.stderr).toContain("--port N");
});

test("--port goes before PORT", async () => {
  const server = await start(["--port", "0"], { OSSICLE_STORE: "memory:", PORT: "1" });
  expect(server.url).not.toContain(":1/");
});

test("SIGTERM to npm start ends the server, and what is running is answered", async () => {
  const { spawn } = await import("node:child_process");
  const child = spawn("npm", ["start"], {
    cwd: root,
    env: { ...process.env, PORT: "0", OSSICLE_STORE: "memory:" },
  });
  let said = "";
  child.stdout.on("data", (part) => (said += String(part)));
  const url = await new Promise<string>((resolve) => {
    child.stdout.on("data", () => {
      const found = /"url":"([^"]+)"/.exec(said)?.[1];
      if (found) resolve(found);
    });
  });
  const running = fetch(`${url}/r4/metadata`);
  expect((await running).status).toBe(200);
  child.kill("SIGTERM");
  await new Promise((resolve) => child.once("exit", resolve));
  await expect(fetch(`${url}/health/live`)).rejects.toThrow();
});

test.runIf(process.platform === "linux")("a pipe that nobody reads keeps no server from ending", async () => {
  const { spawn } = await import("node:child_process");
  const child = spawn(process.execPath, [join(root, "src", "boot.js")], {
    env: { ...process.env, PORT: "0", OSSICLE_STORE: "memory:" },
  });
  const url = await new Promise<string>((resolve) => {
    child.stdout.once("data", (part) => resolve((JSON.parse(String(part)) as { url: string }).url));
  });
  child.stdout.destroy();
  await fetch(`${url}/r4/metadata`);
  child.kill("SIGTERM");
  const code = await new Promise((resolve) => child.once("exit", resolve));
  expect(code).toBe(0);
});

test("a folder as Kubernetes mounts a ConfigMap, of links to files in a hidden one, is a seed", async () => {
  const mounted = join(folder, "mounted");
  mkdirSync(join(mounted, "..2026"), { recursive: true });
  copyFileSync(codes, join(mounted, "..2026", "colours.json"));
  symlinkSync("..2026", join(mounted, "..data"));
  symlinkSync("..data/colours.json", join(mounted, "colours.json"));
  // To nowhere, and in a circle.
  symlinkSync("gone.json", join(mounted, "lost.json"));
  symlinkSync(".", join(mounted, "again"));
  const { url, stop } = await startServer({ seed: [mounted] });
  expect((await fetch(`${url}/r4/CodeSystem/$lookup?system=${COLOURS}&code=red`)).status).toBe(200);
  await stop();
});
