/** docs/access.md: its command makes a key that counts, its settings are read, its scopes allow what it says. */
import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { KeyFile } from "../src/http/auth/keys.ts";
import { allows, type Interaction, readScopes } from "../src/http/auth/scopes.ts";
import { readConfig, SETTINGS } from "../src/server/config.ts";
import { testServer } from "./http/support.ts";
import { ROOT } from "./imports.ts";
import { temporaryFolder } from "./storage/temporary.ts";
import { unique } from "./unique.ts";

const page = readFileSync(join(ROOT, "docs/access.md"), "utf8");
const [makeKey, start] = [...page.matchAll(/^```sh\n(.*?)^```$/gms)].map(([, text]) => text!);
const folder = temporaryFolder();
afterAll(() => folder.remove());

describe("a key that its command makes", () => {
  const key = execFileSync("sh", ["-c", `${makeKey}\nprintf %s "$KEY"`], {
    cwd: folder.path,
    encoding: "utf8",
  });
  const server = testServer(() => ({ writes: true, keys: new KeyFile(join(folder.path, "keys")) }));

  test.each([
    { who: "who shows it", shown: key, status: 201 },
    { who: "who shows another", shown: `${key}0`, status: 401 },
  ])("gives $who a $status", async ({ shown, status }) => {
    const id = unique("colours");
    const answer = await server.request(`/r4/ValueSet/${id}`, {
      method: "PUT",
      headers: { Authorization: `Bearer ${shown}`, "Content-Type": "application/fhir+json" },
      body: JSON.stringify({ resourceType: "ValueSet", id, status: "active" }),
    });
    expect(answer.status).toBe(status);
  });
});

test("the settings before its npm start are read", () => {
  const given = Object.fromEntries(
    [...start!.matchAll(/([A-Z_]+)=(\S+)/g)].map(([, name, value]) => [name!, value!]),
  );
  const [issuer, audience] = [given["OSSICLE_ISSUER"]!, given["OSSICLE_AUDIENCE"]!.split(",")];
  expect(readConfig(given)).toMatchObject({ writes: true, issuer, audience });
});

test("the settings that it names are settings", () => {
  const known = Object.values(SETTINGS).map(({ env }) => env);
  const named = new Set(page.match(/\b(OSSICLE_[A-Z_]+|LOG_LEVEL)\b/g));
  expect(named.size).toBeGreaterThan(5);
  for (const name of named) expect(known).toContain(name);
});

/** What its words say in letters; those of a table stand in its rows. */
const WORDS: readonly [RegExp, string][] = [
  [/create/, "c"],
  [/update/, "u"],
  [/delete/, "d"],
  [/: read/, "r"],
  [/: search/, "s"],
  [/all of these/, "cruds"],
  [/the same for every type/, "rs"],
];
const rows = [...page.matchAll(/^\| `(system\/[^`]+)`\s+\| (.*?) +\|$/gm)].map(([, scope, words]) => ({
  scope: scope!,
  letters: WORDS.find(([word]) => word.test(words!))![1],
}));

test("its table of scopes has all interactions", () => {
  expect(new Set(rows.flatMap(({ letters }) => [...letters]))).toEqual(new Set("cruds"));
});

test.each(rows)("$scope allows $letters, and no more", ({ scope, letters }) => {
  const allowed = (["c", "r", "u", "d", "s"] as Interaction[]).filter((interaction) =>
    allows(readScopes({ scope }), { type: "ValueSet", interaction }),
  );
  expect(new Set(allowed)).toEqual(new Set(letters));
  expect(allows(readScopes({ scope }), { type: "CodeSystem", interaction: "r" })).toBe(
    scope === "system/*.rs",
  );
});
