/** What Node is told at the start, however the server is started. */
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { expect, it } from "vitest";
import { startFlags } from "../../bench/processes.ts";

const text = (name: string): string =>
  readFileSync(fileURLToPath(new URL(`../../${name}`, import.meta.url)), "utf8");

/** Those of the first list that has them. */
const flagsIn = (source: string): string[] => {
  const list = /\[([^[\]]*--max-semi-space-size[^[\]]*)\]/.exec(source)?.[1] ?? "";
  return [...list.matchAll(/"(--[^"]+)"/g)].map(([, flag]) => flag!);
};

it.each(["bin/ossicle.js", "Dockerfile"])("%s gives Node the flags of npm start", (name) => {
  expect(flagsIn(text(name))).toEqual(startFlags());
});

it("no object begins as an old one, whatever was seen while content was loaded", () => {
  expect(startFlags()).toContain("--no-allocation-site-pretenuring");
});
