/** A search asks no more than a database can be asked: beyond that it is refused, by the name of what is too much. */
import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { testServer } from "../support.ts";

const list = (count: number, of: (i: number) => string, separator = "&") =>
  Array.from({ length: count }, (_, i) => of(i)).join(separator);

const HONEST: [string, string][] = [
  ["url", `url=${list(500, String, ",")}`],
  ["url:above", `url:above=${list(500, (i) => `http://a.org/${"b/".repeat(16)}${i}`, ",")}`],
  ["name:contains", list(400, () => "name:contains=a")],
  ["_sort", `_sort=${list(20, (i) => (i % 2 ? "-url" : "date"), ",")}`],
  ["unknown names", list(300, (i) => `unknown${i}=x`)],
];
const TOO_MUCH: [string, string][] = [
  ["url", `url=${list(1_100, String, ",")}`],
  ["the search", list(3_000, () => "name:contains=a")],
  ["name", list(499, () => "name=a,b")],
  ["_sort", `_sort=${list(2_500, () => "url", ",")}`],
  ["the search", list(15_000, (i) => `code=c${i}`)],
  ["the search", list(9_000, (i) => `unknown${i}=x`)],
];

describe.each([
  ["in memory", () => "memory:"],
  ["in SQLite", () => `sqlite:${join(mkdtempSync(join(tmpdir(), "ossicle-search-")), "db.sqlite")}`],
])("%s", (_name, db) => {
  const server = testServer(() => ({ store: db() }));
  const search = (body: string) =>
    server.request("/r4/ValueSet/_search", {
      method: "POST",
      headers: { "Content-Type": "application/x-www-form-urlencoded" },
      body,
    });

  test.each(HONEST)("many %s are searched for", async (_what, form) => {
    expect((await search(form)).status).toBe(200);
  });

  test.each(TOO_MUCH)("too much in %s is refused by name", async (name, form) => {
    const { status, json, text } = await search(form);
    expect(status).toBe(413);
    expect(json.issue[0].details.text).toContain(`${name}:`);
    expect(text.length).toBeLessThan(2_000);
  });
});
