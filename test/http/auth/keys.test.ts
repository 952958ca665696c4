import { createHash } from "node:crypto";
import { rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, expect, test } from "vitest";
import { KeyFile, keyVerifier } from "../../../src/http/auth/keys.ts";
import { temporaryFolder } from "../../storage/temporary.ts";
import { ownServer } from "../support.ts";

const folder = temporaryFolder();
afterAll(() => folder.remove());
const hash = (token: string) => createHash("sha256").update(token).digest("hex");

test("keys are changed in their file, without a restart", async () => {
  const file = join(folder.path, "keys");
  writeFileSync(file, `old:${hash("old-key")}\n`);
  await using server = await ownServer({ writes: true, keys: new KeyFile(file) });
  const mayWrite = async (key: string) => {
    const { status } = await server.request("/r4/ValueSet/none", {
      method: "DELETE",
      headers: { Authorization: `Bearer ${key}` },
    });
    return status !== 401;
  };
  expect(await mayWrite("old-key")).toBe(true);
  expect(await mayWrite("new-key")).toBe(false);
  writeFileSync(file, `# both, for a while\nold:${hash("old-key")}\nnew:${hash("new-key")}\n`);
  await sleep(1_100);
  expect([await mayWrite("old-key"), await mayWrite("new-key")]).toEqual([true, true]);
  writeFileSync(file, `new:${hash("new-key")}\n`);
  await sleep(1_100);
  expect([await mayWrite("old-key"), await mayWrite("new-key")]).toEqual([false, true]);
});

test("a file that is spoilt or gone leaves the keys as they were, and is told once", async () => {
  const own = join(folder.path, "own");
  writeFileSync(own, hash("a-key"));
  const told: object[] = [];
  const verify = keyVerifier(new KeyFile(own), { error: (fields) => told.push(fields) });
  expect(verify("a-key")).toBe("key 1");
  writeFileSync(own, "my secret, in the clear");
  await sleep(1_100);
  expect(verify("a-key")).toBe("key 1");
  expect(JSON.stringify(told)).not.toContain("secret");
  await sleep(1_100);
  expect(verify("a-key")).toBe("key 1");
  expect(told).toHaveLength(1);
  rmSync(own);
  await sleep(1_100);
  expect(verify("a-key")).toBe("key 1");
  expect(told).toHaveLength(2);
  writeFileSync(own, hash("another"));
  await sleep(1_100);
  expect([verify("a-key"), verify("another")]).toEqual([undefined, "key 1"]);
});
