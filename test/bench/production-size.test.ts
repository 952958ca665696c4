import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { productionPackages, productionSize } from "../../bench/production-size.ts";

describe("what an installation for production takes", () => {
  it("is the lock file's packages that are not for development and are there", () => {
    const packages = {
      "": {},
      "node_modules/run": {},
      "node_modules/run/node_modules/own": {},
      "node_modules/develop": { dev: true },
      "node_modules/for-other-platforms": {},
    };
    const there = (folder: string) => !folder.includes("other");
    expect(productionPackages({ packages }, there)).toEqual([
      "node_modules/run",
      "node_modules/run/node_modules/own",
    ]);
  });

  it("is what docs/performance.md says", () => {
    const { packages, megabytes } = productionSize();
    const page = readFileSync(new URL("../../docs/performance.md", import.meta.url), "utf8");
    const [, told, size] = /installs: (\d+) packages, ([\d.]+) MB/.exec(page)!;
    expect(packages).toBe(Number(told));
    expect(Math.abs(megabytes - Number(size))).toBeLessThan(1);
  });
});
