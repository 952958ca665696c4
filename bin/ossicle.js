#!/usr/bin/env node
/**
 * Starts the command line, in this process. A checkout under an older Node is handed over to the Node 24 that comes as a
 * package of the project.
 */
import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import process from "node:process";
import { fileURLToPath } from "node:url";

/** From here on Node reads TypeScript, loads ES modules by require(), and can replace a process. */
const NEEDED = [22, 18];
// For young objects: with Node's own 1 MB a request costs up to a tenth more, and a start 10 ms (docs/storage.md); on large
// machines it would let them have over 100 MB. And none of them begins as an old one, whatever was seen while content was loaded.
const FLAGS = [
  "--disable-warning=ExperimentalWarning",
  "--min-semi-space-size=4",
  "--max-semi-space-size=8",
  "--no-allocation-site-pretenuring",
];

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const [major, minor] = process.versions.node.split(".").map(Number);
const isRecent = major > NEEDED[0] || (major === NEEDED[0] && minor >= NEEDED[1]);
// A published package holds compiled files: Node strips no types inside node_modules. In a checkout the sources count.
const source = join(root, "src", "cli", "boot.js");
const main = existsSync(source) ? source : join(root, "dist", "cli", "boot.js");

function newerNode() {
  try {
    const manifest = createRequire(join(root, "package.json")).resolve("node/package.json");
    const file = join(dirname(manifest), "bin", process.platform === "win32" ? "node.exe" : "node");
    return existsSync(file) ? file : undefined;
  } catch {
    return undefined;
  }
}

const node = isRecent ? process.execPath : newerNode();
if (node === undefined) {
  process.stderr.write(`Ossicle needs Node ${NEEDED.join(".")} or later; this is ${process.version}.\n`);
  process.exit(2);
}

const args = [...FLAGS, main, ...process.argv.slice(2)];
// One process: what ends it ends the work, whatever the signal. Windows and older Nodes have a parent that waits.
if (typeof process.execve === "function" && process.platform !== "win32") {
  process.execve(node, [node, ...args], process.env);
}
// SIGKILL can't be passed on: the child sees by this channel that its parent has gone.
const child = spawn(node, args, {
  stdio: ["inherit", "inherit", "inherit", "ipc"],
  env: { ...process.env, ENDS_WITH_PARENT: "1" },
});
// A terminal sends Ctrl+C to both of us; sent twice, it would not let the child end in order.
process.on("SIGINT", () => process.stdin.isTTY || child.kill("SIGINT"));
for (const signal of ["SIGTERM", "SIGHUP"]) process.on(signal, () => child.kill(signal));
child.on("exit", (code, signal) => process.exit(code ?? (signal === "SIGINT" ? 130 : 2)));
