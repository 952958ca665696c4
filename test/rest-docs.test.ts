/** docs/rest.md: its commands run, and print what it says. */
import { spawn, spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { SETTINGS } from "../src/server/config.ts";
import { ownServer } from "./http/support.ts";

const page = readFileSync(new URL("../docs/rest.md", import.meta.url), "utf8");
const blocks = [...page.matchAll(/^```(\w+)\n(.*?)^```$/gms)].map(([, language, text]) => ({
  language,
  text: text!,
}));
const KEY = "0123456789abcdef";
const keys = [{ name: "importer", sha256: createHash("sha256").update(KEY).digest("hex") }];

/** Not spawnSync: the server runs in this process. */
function run(command: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const child = spawn("sh", ["-c", command], { env: { ...process.env, KEY } });
    let output = "";
    child.stdout.on("data", (chunk) => (output += String(chunk)));
    child.on("close", () => resolve(output));
    child.on("error", reject);
  });
}

const examples = blocks.flatMap(({ language, text }, i) =>
  language === "sh" && blocks[i + 1]?.language === "text"
    ? [{ command: text, says: blocks[i + 1]!.text }]
    : [],
);
const hasCurl = spawnSync("curl", ["--version"]).status === 0;

describe("the examples", () => {
  test("are there", () => expect(examples.length).toBeGreaterThanOrEqual(2));

  test.skipIf(!hasCurl)("print, in their order, what the page says", async () => {
    await using server = await ownServer({ writes: true, keys });
    for (const { command, says } of examples) {
      const output = await run(command.replaceAll("http://127.0.0.1:3000", server.url));
      for (const line of says.trim().split("\n")) {
        expect(output).toContain(line.replaceAll("http://127.0.0.1:3000", server.url));
      }
    }
  });
});

test("the settings it names exist", () => {
  const known = Object.values(SETTINGS).map((setting) => setting.env);
  const named = new Set(page.match(/\b(OSSICLE_[A-Z_]+|LOG_LEVEL)\b/g));
  expect(named.size).toBeGreaterThan(3);
  for (const name of named) expect(known).toContain(name);
});
