#!/usr/bin/env node
/**
 * Starts the command line under a Node that can run it. An older one, from 20 up, hands over to the Node 24 that comes
 * as a package of the project.
 */
import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import process from "node:process";
import { fileURLToPath } from "node:url";

const NEEDED = 24;
const root = dirname(dirname(fileURLToPath(import.meta.url)));
// A published package holds compiled files: Node strips no types inside node_modules.
const compiled = join(root, "dist", "cli", "main.js");
const main = existsSync(compiled) ? compiled : join(root, "src", "cli", "boot.js");

function newerNode() {
  try {
    const manifest = createRequire(join(root, "package.json")).resolve("node/package.json");
    const file = join(dirname(manifest), "bin", process.platform === "win32" ? "node.exe" : "node");
    return existsSync(file) ? file : undefined;
  } catch {
    return undefined;
  }
}

const recent = Number(process.versions.node.split(".")[0]) >= NEEDED;
const node = recent ? process.execPath : newerNode();
if (node === undefined) {
  process.stderr.write(
    `Ossicle needs Node ${NEEDED}; this is ${process.version}. Install it, or run npm install in ${root}\n`,
  );
  process.exit(2);
}

// What is young needs little room: more of it makes nothing faster, and node would let it have over 100 MB.
const FLAGS = ["--disable-warning=ExperimentalWarning", "--max-semi-space-size=8"];
const child = spawn(node, [...FLAGS, main, ...process.argv.slice(2)], {
  stdio: "inherit",
});
// A terminal sends Ctrl+C to both of us; sent twice, it would not let the child end in order.
process.on("SIGINT", () => process.stdin.isTTY || child.kill("SIGINT"));
for (const signal of ["SIGTERM", "SIGHUP"]) process.on(signal, () => child.kill(signal));
child.on("exit", (code, signal) => process.exit(code ?? (signal === "SIGINT" ? 130 : 2)));
