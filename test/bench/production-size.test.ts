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

  it("counts this checkout's", () => {
    const { packages, megabytes } = productionSize();
    expect(packages).toBeGreaterThan(13);
    expect(megabytes).toBeGreaterThan(1);
    expect(megabytes).toBeLessThan(100);
  });
});
